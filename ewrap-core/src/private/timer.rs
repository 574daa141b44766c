//! The timer of a limited call: tokio's, started by the first poll.
//!
//! A deadline that a call further out enforces is left to it, since it will drop this one at that very moment: so the
//! outer call's timeout is the outer call's failure, whatever its body would make of the inner one. Invariant: what is
//! ready in time is not cut.

use std::future::Future;
use std::pin::Pin;
use std::task::{self, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::time::Sleep;

use super::limited::{Cut, Timing};
use crate::context::{Context, Deadline, enforced_deadline, timer};
use crate::open::Reason;

pin_project! {
    /// Ends a call after its time.
    #[derive(Debug)]
    pub struct Timer {
        limit: Duration,
        stage: Stage,
        #[pin]
        sleep: Option<Sleep>,
    }
}

#[derive(Debug)]
enum Stage {
    New,
    /// Who called cuts this call along with its own, and is told the reason: no second timer runs against the first.
    Left,
    Started(Limits),
}

#[derive(Debug)]
struct Limits {
    until: Deadline,
    reason: Reason,
    inside: Context,
}

impl Timer {
    pub(super) fn new(limit: Duration) -> Self {
        Self { limit, stage: Stage::New, sleep: None }
    }
}

impl Stage {
    fn started(limit: Duration) -> Self {
        let own = Deadline::after(limit);
        let (until, reason) = match enforced_deadline() {
            Some((callers, true)) if callers <= own => return Self::Left,
            Some((callers, false)) if callers < own => (callers, Reason::DeadlineExceeded),
            _ => (own, Reason::TimedOut),
        };
        Self::Started(Limits { until, reason, inside: Context::enforced(until) })
    }
}

impl Timing for Timer {
    fn poll_body<F: Future + ?Sized>(
        self: Pin<&mut Self>,
        body: Pin<&mut F>,
        context: &mut task::Context<'_>,
    ) -> Poll<Result<F::Output, Cut>> {
        let mut this = self.project();
        if matches!(this.stage, Stage::New) {
            *this.stage = Stage::started(*this.limit);
            if let Stage::Started(limits) = this.stage {
                this.sleep.set(Some(timer::wait(limits.until)));
            }
        }
        let Stage::Started(Limits { until, reason, inside }) = this.stage else { return body.poll(context).map(Ok) };
        if let Poll::Ready(out) = inside.scope(|| body.poll(context)) {
            return Poll::Ready(Ok(out));
        }
        let rang = this.sleep.as_pin_mut().is_some_and(|sleep| sleep.poll(context).is_ready());
        // Asked beside the timer, which has no say where the body has used up the budget of the task.
        if rang || until.has_passed() {
            return Poll::Ready(Err(Cut { reason: *reason, limit: *this.limit }));
        }
        Poll::Pending
    }
}

/// The limit of a call, checked while the function is compiled if it is no literal.
///
/// # Panics
///
/// If it is zero.
#[must_use]
#[track_caller]
pub const fn limit(limit: Duration) -> Duration {
    assert!(!limit.is_zero(), "the call_timeout of this function is zero (above 0 ns)");
    limit
}
