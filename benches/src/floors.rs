//! What the machine charges for the least that could do: nothing a breaker does is cheaper.

use std::cell::Cell;
use std::hint::black_box;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::plan::Plan;
use crate::ready::{bare_async, polled};
use crate::seen::Quiet;
use crate::subject::bare;
use crate::topics::{ASYNC, FAILURE, FLOOR};

pub(crate) const BARE: &str = "bare call";
pub(crate) const STRIPED: &str = "fetch_add, a cache line a thread";
pub(crate) const INSTANT: &str = "Instant::now";
pub(crate) const QUANTA: &str = "quanta clock read";
pub(crate) const VIRTUAL: &str = "virtual call";

pub(crate) fn add(plan: &mut Plan) {
    plan.both(&FLOOR, BARE, || bare(true));
    plan.both(&FAILURE, BARE, || (bare(false), bare(true)));
    plan.one(&ASYNC, BARE, || polled(pin!(bare_async(true))));
    plan.awaited(BARE, async || bare_async(true).await);
    let word = AtomicU64::new(0);
    // Relaxed: the price of looking at a word.
    plan.both(&FLOOR, "relaxed load", move || Quiet(word.load(Ordering::Relaxed)));
    let counter = AtomicU64::new(0);
    // Relaxed: the price of a counter that publishes nothing.
    plan.both(&FLOOR, "fetch_add, one line", move || Quiet(counter.fetch_add(1, Ordering::Relaxed)));
    let stripes = Stripes::default();
    plan.both(&FLOOR, STRIPED, move || Quiet(stripes.add()));
    plan.both(&FLOOR, INSTANT, || Quiet(Instant::now()));
    let clock = quanta::Clock::new();
    plan.both(&FLOOR, QUANTA, move || Quiet(clock.now()));
    let mutex = Mutex::new(0_u64);
    plan.both(&FLOOR, "mutex of std, locked and let go", move || {
        let mut held = mutex.lock().unwrap_or_else(PoisonError::into_inner);
        *held += 1;
        Quiet(*held)
    });
    let object: Box<dyn Asked> = Box::new(One);
    plan.both(&FLOOR, VIRTUAL, move || Quiet(black_box(&*object).ask()));
}

/// The least a virtual call can do.
trait Asked: Send + Sync {
    fn ask(&self) -> u64;
}

struct One;

impl Asked for One {
    fn ask(&self) -> u64 {
        black_box(1)
    }
}

#[derive(Default)]
#[repr(align(64))]
struct Line(AtomicU64);

/// A counter whose threads do not share a cache line, with the look-up of the thread's number that it needs.
#[derive(Default)]
struct Stripes([Line; 8]);

const UNNUMBERED: usize = usize::MAX;

thread_local! {
    static NUMBER: Cell<usize> = const { Cell::new(UNNUMBERED) };
}

impl Stripes {
    #[inline]
    fn add(&self) -> u64 {
        let number = NUMBER.get();
        let number = if number == UNNUMBERED { number_this_thread() } else { number };
        // Relaxed: the price of a counter that publishes nothing.
        self.0[number % 8].0.fetch_add(1, Ordering::Relaxed)
    }
}

#[cold]
fn number_this_thread() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    // Relaxed: threads only need different numbers.
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    NUMBER.set(number);
    number
}
