//! How does a batch stop when its dependency is gone, and say what is left?
//!
//! A rejection is an error of its own kind, so the loop can tell "this letter failed" from "no use in going on", and knows
//! when to come back.

use std::cell::Cell;
use std::time::Duration;

use ewrap::{CircuitOpen, ManualClock, Registry, circuit_breaker};

#[derive(Debug, thiserror::Error)]
enum SendError {
    #[error("mail server hung up")]
    HungUp,
    #[error("no such address")]
    NoSuchAddress,
    #[error(transparent)]
    Open(#[from] CircuitOpen),
}

struct MailServer {
    registry: Registry,
    /// It dies after so many letters.
    strength: Cell<u32>,
}

impl MailServer {
    /// A bad address is the letter's fault, not the server's.
    #[circuit_breaker(
        name = "mail",
        threshold = 3,
        timeout = "2m",
        ignore(SendError::NoSuchAddress),
        registry = &self.registry
    )]
    fn send(&self, letter: &Letter) -> Result<(), SendError> {
        if self.strength.get() == 0 {
            return Err(SendError::HungUp);
        }
        self.strength.set(self.strength.get() - 1);
        if letter.to.contains('@') { Ok(()) } else { Err(SendError::NoSuchAddress) }
    }
}

#[derive(Debug)]
struct Letter {
    to: String,
}

/// What became of a batch.
#[derive(Default)]
struct Report {
    sent: usize,
    failed: Vec<(String, SendError)>,
    /// Never tried; to be sent when the time has passed.
    left: Vec<Letter>,
    retry_after: Option<Duration>,
}

fn send_all(server: &MailServer, letters: Vec<Letter>) -> Report {
    let mut report = Report::default();
    let mut letters = letters.into_iter();
    while let Some(letter) = letters.next() {
        match server.send(&letter) {
            Ok(()) => report.sent += 1,
            Err(SendError::Open(open)) => {
                report.retry_after = open.retry_after();
                report.left.push(letter);
                report.left.extend(letters);
                break;
            }
            Err(error) => report.failed.push((letter.to, error)),
        }
    }
    report
}

fn main() {
    let clock = ManualClock::new();
    let server = MailServer { registry: Registry::with_clock(clock.clone()), strength: Cell::new(5) };
    let letters =
        (1..=12).map(|n| Letter { to: if n == 3 { "nobody".into() } else { format!("reader{n}@example.org") } });

    let report = send_all(&server, letters.collect());
    show(&report);

    if let Some(wait) = report.retry_after {
        println!("\n{wait:?} later, and the server is up again");
        clock.advance(wait);
        server.strength.set(100);
        show(&send_all(&server, report.left));
    }
}

fn show(report: &Report) {
    println!("sent    {}", report.sent);
    println!("failed  {}", report.failed.len());
    for (to, error) in &report.failed {
        println!("          {to}: {error}");
    }
    println!("left    {}", report.left.len());
    for letter in &report.left {
        println!("          {}", letter.to);
    }
    if let Some(wait) = report.retry_after {
        println!("retry   in {wait:?}");
    }
}
