//! How does a service degrade gracefully instead of failing?
//!
//! The fallback is a closure: it is told the cause, may use the arguments, and may await. Callers get the same type with
//! the same promise, only less personal.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ewrap::{Cause, ManualClock, Registry, circuit_breaker};

static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);
static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::with_clock(CLOCK.clone()));
static RANKER_IS_UP: AtomicBool = AtomicBool::new(true);

#[derive(Debug, thiserror::Error)]
#[error("the ranking service timed out")]
struct TimedOut;

/// What a reader is shown.
#[derive(Debug)]
struct Feed {
    articles: Vec<&'static str>,
    /// Why it is not the best there is.
    degraded: Option<String>,
}

/// The reader's own feed; yesterday's favourites while the ranking service is away.
#[circuit_breaker(
    name = "ranking",
    threshold = 2,
    timeout = "15s",
    registry = &*REGISTRY,
    fallback = |cause: Cause<TimedOut>| async move {
        let why = match cause {
            Cause::Failed(error) => error.to_string(),
            Cause::Rejected(open) => open.to_string(),
        };
        Ok(Feed { articles: favourites(topic).await, degraded: Some(why) })
    }
)]
async fn feed(topic: &'static str) -> Result<Feed, TimedOut> {
    ranked(topic).await
}

/// The service that goes down.
async fn ranked(topic: &'static str) -> Result<Feed, TimedOut> {
    tokio::task::yield_now().await;
    // Relaxed: one thread sets it and reads it.
    if RANKER_IS_UP.load(Ordering::Relaxed) {
        Ok(Feed { articles: vec![topic, "chosen for you"], degraded: None })
    } else {
        Err(TimedOut)
    }
}

/// At hand even when all else is down.
async fn favourites(topic: &'static str) -> Vec<&'static str> {
    tokio::task::yield_now().await;
    vec![topic, "what others read"]
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), TimedOut> {
    show("all is well", 1).await?;
    // Relaxed: as in `ranked`.
    RANKER_IS_UP.store(false, Ordering::Relaxed);
    show("the ranking service goes", 3).await?;
    // Relaxed: as in `ranked`.
    RANKER_IS_UP.store(true, Ordering::Relaxed);
    CLOCK.advance(Duration::from_secs(5));
    show("it is back after 5 s, unnoticed", 1).await?;
    CLOCK.advance(Duration::from_secs(10));
    show("10 s later a call finds out", 1).await
}

async fn show(what: &str, times: u32) -> Result<(), TimedOut> {
    println!("{what}");
    for _ in 0..times {
        let Feed { articles, degraded } = feed("gardening").await?;
        let note = degraded.map_or_else(String::new, |why| format!(" [{why}]"));
        println!("  {}{note}", articles.join(", "));
    }
    Ok(())
}
