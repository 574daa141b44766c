//! Which thresholds suit critical work, and which background work?
//!
//! Somebody waits for critical work, and each rejection is a lost sale: its breaker opens late, and probes soon. Nobody
//! waits for background work, which had better spare a dependency in trouble: its breaker opens at once, waits long, and
//! wants to see two good probes. Both meet the same two minutes: 40 seconds of outage, and a hiccup before it.

use std::time::Duration;

use ewrap::{CircuitOpen, ManualClock, Registry, circuit_breaker};

#[derive(Debug, thiserror::Error)]
enum CallError {
    #[error("service unavailable")]
    Unavailable,
    #[error(transparent)]
    Open(#[from] CircuitOpen),
}

struct Shop {
    registry: Registry,
}

impl Shop {
    #[circuit_breaker(name = "payment", threshold = 5, timeout = "5s", registry = &self.registry)]
    fn pay(&self, up: bool) -> Result<(), CallError> {
        remote(up)
    }

    #[circuit_breaker(
        name = "newsletter",
        threshold = 2,
        timeout = "30s",
        success_threshold = 2,
        registry = &self.registry
    )]
    fn write_newsletter(&self, up: bool) -> Result<(), CallError> {
        remote(up)
    }
}

fn remote(up: bool) -> Result<(), CallError> {
    if up { Ok(()) } else { Err(CallError::Unavailable) }
}

/// A hiccup of three seconds at 0:10, an outage from 0:30 to 1:10.
fn is_up(second: u64) -> bool {
    !(10..13).contains(&second) && !(30..70).contains(&second)
}

/// What one kind of work saw in two minutes.
#[derive(Default)]
struct Tally {
    done: u32,
    /// Calls that burdened the service while it was in trouble.
    failed: u32,
    /// Of the calls that were rejected, those that would have gone well.
    rejected: u32,
    rejected_in_vain: u32,
}

impl Tally {
    fn add(&mut self, result: &Result<(), CallError>, up: bool) {
        match result {
            Ok(()) => self.done += 1,
            Err(CallError::Unavailable) => self.failed += 1,
            Err(CallError::Open(_)) => {
                self.rejected += 1;
                self.rejected_in_vain += u32::from(up);
            }
        }
    }

    fn show(&self, name: &str) {
        println!("{name:<12}{:>6}{:>8}{:>10}{:>26}", self.done, self.failed, self.rejected, self.rejected_in_vain);
    }
}

fn main() {
    let clock = ManualClock::new();
    let shop = Shop { registry: Registry::with_clock(clock.clone()) };
    let (mut payment, mut newsletter) = (Tally::default(), Tally::default());
    for second in 0..120 {
        clock.set(Duration::from_secs(second));
        let up = is_up(second);
        payment.add(&shop.pay(up), up);
        newsletter.add(&shop.write_newsletter(up), up);
    }

    println!("one call a second, for two minutes");
    println!("{:<12}{:>6}{:>8}{:>10}{:>26}", "", "done", "failed", "rejected", "rejected while it was up");
    payment.show("payment");
    newsletter.show("newsletter");
}
