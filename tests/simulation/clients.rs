//! The clients: each thinks for about ten seconds, calls, and calls again a second after it was rejected or failed.
//!
//! A call that takes ten seconds is given up, which is a failure, as `call_timeout` makes it. One event after the other,
//! in the order of their times.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ewrap::{CircuitBreaker, Config, Event, ManualClock, Observer, OwnedPermit, State};
use fastrand::Rng;

use crate::dependency::{BEGINS, Dependency, ENDS, LASTS, Trouble};
use crate::report::{Seen, Watch};

const CLIENTS: usize = 2_000;
const THINKS: u64 = 10_000;
const RETRIES: u64 = 1_000;
const GIVES_UP: u64 = 10_000;

/// What a client does next.
enum Next {
    Call,
    /// A call of before the last transition or after ends.
    End {
        permit: Option<OwnedPermit>,
        succeeded: bool,
        in_trouble: bool,
    },
}

/// Remembers when the circuit opened, and when it closed.
#[derive(Default)]
struct Moves(Mutex<Vec<(State, u64)>>);

impl Observer for Moves {
    fn on_event(&self, _: &str, event: &Event) {
        if let Event::Transition(it) = event {
            let at = u64::try_from(it.at.as_millis()).unwrap_or(u64::MAX);
            self.0.lock().unwrap().push((it.to, at));
        }
    }
}

/// Plays one trouble behind a breaker of this config, or behind none.
pub(crate) fn play(config: Option<&Config>, trouble: Trouble) -> Seen {
    let clock = ManualClock::new();
    let moves = Arc::new(Moves::default());
    let breaker = config.map(|config| {
        let breaker = CircuitBreaker::builder("dependency").config(*config).clock(clock.clone()).build();
        breaker.observe(moves.clone());
        breaker
    });
    let mut random = Rng::with_seed(8);
    let mut dependency = Dependency::new(trouble);
    let mut watch = Watch::new(trouble);
    let mut due = BinaryHeap::new();
    let mut next: Vec<Next> = Vec::new();
    for client in 0..CLIENTS {
        due.push(Reverse((random.u64(0..THINKS), client)));
        next.push(Next::Call);
    }
    while let Some(Reverse((now, client))) = due.pop().filter(|Reverse((now, _))| *now < LASTS) {
        clock.set(Duration::from_millis(now));
        let (then, does) = match std::mem::replace(&mut next[client], Next::Call) {
            Next::Call => call(breaker.as_ref(), &mut dependency, &mut watch, now, &mut random),
            Next::End { permit, succeeded, in_trouble } => {
                end(permit, succeeded);
                watch.ended(now, succeeded, in_trouble);
                let pause = if succeeded { THINKS / 2 + random.u64(0..THINKS) } else { RETRIES };
                (now + pause, Next::Call)
            }
        };
        due.push(Reverse((then, client)));
        next[client] = does;
    }
    let moves = moves.0.lock().unwrap().clone();
    watch.seen(&moves, BEGINS, ENDS)
}

fn call(
    breaker: Option<&CircuitBreaker>,
    dependency: &mut Dependency,
    watch: &mut Watch,
    now: u64,
    random: &mut Rng,
) -> (u64, Next) {
    let permit = match breaker.map(CircuitBreaker::try_acquire_owned) {
        None => None,
        Some(Ok(permit)) => Some(permit),
        Some(Err(_)) => {
            watch.rejected(now);
            return (now + RETRIES, Next::Call);
        }
    };
    let in_trouble = watch.made(now);
    let (takes, succeeded) = dependency.call(now, random).unwrap_or((GIVES_UP, false));
    (now + takes, Next::End { permit, succeeded, in_trouble })
}

fn end(permit: Option<OwnedPermit>, succeeded: bool) {
    match permit {
        Some(permit) if succeeded => permit.success(),
        Some(permit) => permit.failure(),
        None => {}
    }
}
