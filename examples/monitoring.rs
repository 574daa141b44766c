//! How do I see what my breakers do?
//!
//! Before the first call: `declared` lists every annotated function of the binary and `check` finds contradictions. While
//! it runs: an observer hears events. At any time: snapshots, as plain data.

use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use ewrap::{CircuitOpen, Clock as _, Event, ManualClock, Observer, Registry, circuit_breaker};

static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);
static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::with_clock(CLOCK.clone()));

#[derive(Debug, thiserror::Error)]
enum RemoteError {
    #[error("timed out")]
    TimedOut,
    #[error(transparent)]
    Open(#[from] CircuitOpen),
}

#[circuit_breaker(name = "search", threshold = 3, timeout = "20s", registry = &*REGISTRY)]
fn search(up: bool) -> Result<(), RemoteError> {
    remote(up)
}

/// Shares the circuit of `search`: it names no settings of its own.
#[circuit_breaker(name = "search", registry = &*REGISTRY)]
fn suggest(up: bool) -> Result<(), RemoteError> {
    remote(up)
}

#[circuit_breaker(name = "mail", threshold = 10, timeout = "1m 30s", registry = &*REGISTRY)]
fn mail() -> Result<(), RemoteError> {
    Ok(())
}

fn remote(up: bool) -> Result<(), RemoteError> {
    if up { Ok(()) } else { Err(RemoteError::TimedOut) }
}

/// Prints transitions, and counts what is too frequent to print.
#[derive(Debug, Default)]
struct Monitor {
    calls: AtomicU32,
    rejections: AtomicU32,
}

impl Observer for Monitor {
    fn on_event(&self, breaker: &str, event: &Event) {
        match event {
            Event::Transition(change) => println!("  {:>3} s  {breaker}: {change}", change.at.as_secs()),
            // Relaxed: lone statistics.
            Event::Call { .. } => drop(self.calls.fetch_add(1, Ordering::Relaxed)),
            // Relaxed: as above.
            Event::Rejected(_) => drop(self.rejections.fetch_add(1, Ordering::Relaxed)),
            other => println!("  {breaker}: {other}"),
        }
    }

    /// Durations cost two clock readings a call, so they are told only to those who ask.
    fn wants_calls(&self) -> bool {
        true
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("declared");
    for declared in REGISTRY.declared() {
        let config = declared.config().map_or_else(|| "joins".to_owned(), |config| config.to_string());
        println!("  {:<6}  {:<7}  {config}", declared.breaker(), declared.function());
    }
    REGISTRY.check()?;

    println!("\nevents");
    let monitor = Arc::new(Monitor::default());
    REGISTRY.observe(monitor.clone());
    for second in 0..60 {
        CLOCK.set(Duration::from_secs(second));
        let up = !(10..35).contains(&second);
        // The results are of no interest here; the monitor sees them.
        let _ = if second % 2 == 0 { search(up) } else { suggest(up) };
        let _ = mail();
    }
    // Relaxed: all calls are over.
    let heard = (monitor.calls.load(Ordering::Relaxed), monitor.rejections.load(Ordering::Relaxed));
    println!("  and {} calls, {} rejections", heard.0, heard.1);

    println!("\nsnapshots at {} s", CLOCK.now().as_secs());
    println!("  {:<8}{:<9}{:>9}{:>9}{:>10}", "breaker", "state", "success", "failure", "rejected");
    for snapshot in REGISTRY.snapshots() {
        let counts = snapshot.counts;
        println!(
            "  {:<8}{:<9}{:>9}{:>9}{:>10}",
            snapshot.name, snapshot.state, counts.success, counts.failure, counts.rejected
        );
    }
    Ok(())
}
