//! How do I guard a call by hand?
//!
//! Two ways: ask and report (`can_execute`, `record_*`), or hand over the whole call (`call`). The breaker runs on a
//! clock that is moved by hand, so a minute passes in no time.

use std::error::Error;
use std::time::Duration;

use ewrap::{CallError, CircuitBreaker, Config, ManualClock};

/// A dependency that is sometimes up.
struct Thermometer {
    up: bool,
}

#[derive(Debug, thiserror::Error)]
#[error("no answer from the thermometer")]
struct NoAnswer;

impl Thermometer {
    fn read(&self) -> Result<i32, NoAnswer> {
        if self.up { Ok(21) } else { Err(NoAnswer) }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let clock = ManualClock::new();
    let config = Config::builder().threshold(3).timeout(Duration::from_secs(60)).build()?;
    let breaker = CircuitBreaker::builder("thermometer").config(config).clock(clock.clone()).build();

    println!("asked and reported: the circuit then, and the answer");
    ask_and_report(&breaker, &Thermometer { up: true });
    for _ in 0..4 {
        ask_and_report(&breaker, &Thermometer { up: false });
    }

    println!("\na minute later the first call is a probe; the thermometer is still down");
    clock.advance(Duration::from_secs(60));
    ask_and_report(&breaker, &Thermometer { up: false });

    println!("\nthe whole call handed over, at once and after another minute");
    hand_over(&breaker, &Thermometer { up: true });
    clock.advance(Duration::from_secs(60));
    hand_over(&breaker, &Thermometer { up: true });
    Ok(())
}

/// For code with no closure to give: every yes of `can_execute` must be followed by a report.
fn ask_and_report(breaker: &CircuitBreaker, thermometer: &Thermometer) {
    if !breaker.can_execute() {
        return say(breaker, "not asked");
    }
    match thermometer.read() {
        Ok(degrees) => {
            breaker.record_success();
            say(breaker, &format!("{degrees} degrees"));
        }
        Err(error) => {
            breaker.record_failure();
            say(breaker, &error.to_string());
        }
    }
}

/// The same; the report cannot be forgotten, and a panic would be a failure.
fn hand_over(breaker: &CircuitBreaker, thermometer: &Thermometer) {
    match breaker.call(|| thermometer.read()) {
        Ok(degrees) => say(breaker, &format!("{degrees} degrees")),
        Err(CallError::Inner(error)) => say(breaker, &error.to_string()),
        Err(CallError::Rejected(open)) => say(breaker, &open.to_string()),
    }
}

fn say(breaker: &CircuitBreaker, what: &str) {
    println!("  {:<9}  {what}", breaker.state());
}
