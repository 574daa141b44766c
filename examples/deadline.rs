//! Can one impatient client trip the circuit for all?
//!
//! A report takes 40 ms, and may take 100. One client gives it 5 ms, again and again; the other waits. Run it with
//! `cargo run --example deadline`.

use std::time::Duration;

use ewrap::{CircuitOpen, Context, Reason, Registry, circuit_breaker};

#[derive(Debug, thiserror::Error)]
enum ReportError {
    #[error(transparent)]
    NotMade(#[from] CircuitOpen),
}

#[circuit_breaker(name = "reports", threshold = 3, call_timeout = "100ms")]
async fn report(takes: Duration) -> Result<&'static str, ReportError> {
    tokio::time::sleep(takes).await;
    Ok("the report")
}

fn show(what: &str) {
    let snapshot = Registry::global().get("reports").expect("it was called").snapshot();
    let counts = snapshot.counts;
    println!(
        "{what}: circuit {}, {} succeeded, {} failed, {} cancelled",
        snapshot.state, counts.success, counts.failure, counts.cancelled
    );
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), ReportError> {
    const USUAL: Duration = Duration::from_millis(40);
    let impatient = || Context::new().with_user("u-1").with_timeout(Duration::from_millis(5));

    for _ in 0..5 {
        let Err(ReportError::NotMade(cut)) = impatient().scope_async(report(USUAL)).await else { continue };
        assert_eq!(cut.reason(), Reason::DeadlineExceeded);
    }
    show("after the impatient client");

    println!("the other client got {}", report(USUAL).await?);
    show("after the other client");

    for _ in 0..3 {
        let Err(ReportError::NotMade(cut)) = report(Duration::from_secs(5)).await else { continue };
        assert_eq!(cut.reason(), Reason::TimedOut);
    }
    show("after three calls that hung");

    if let Err(ReportError::NotMade(open)) = report(USUAL).await {
        println!("and now: {}", open.reason() == Reason::Open);
    }
    Ok(())
}
