//! The right to make one call, and the duty to say how it ended.
//!
//! A permit that is dropped says so by itself: cancelled, or a failure if a panic is unwinding. Either way a probe's
//! slot is never lost. What the two public types share is [`Guard`], over how the breaker is held.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::breaker::{Core, Word};
use crate::clock::nanos;
use crate::context::{self, Deadline};
use crate::meta::IntoLink;
use crate::open::{CircuitOpen, Reason};
use crate::outcome::{Outcome, Said};

/// The right to make one call, given by [`CircuitBreaker::try_acquire`](crate::CircuitBreaker::try_acquire).
///
/// Say how the call ended with one of the methods. Dropped instead, the permit is a cancelled call: its place is free
/// again and nothing else changes. Dropped by an unwinding panic it is a failure.
///
/// ```
/// use std::time::Duration;
/// use ewrap::CircuitBreaker;
///
/// let breaker = CircuitBreaker::new("db", 5, Duration::from_secs(60));
/// let permit = breaker.try_acquire()?;
/// match "8".parse::<u8>() {
///     Ok(_) => permit.success(),
///     Err(_) => permit.failure(),
/// }
/// drop(breaker.try_acquire()?);
/// let counts = breaker.snapshot().counts;
/// assert_eq!((counts.success, counts.cancelled), (1, 1));
/// # Ok::<(), ewrap::CircuitOpen>(())
/// ```
#[derive(Debug)]
#[must_use = "a permit dropped without a result is a cancelled call"]
pub struct Permit<'a>(pub(crate) Guard<&'a Core>);

/// A [`Permit`] that outlives the handle it came from, given by
/// [`CircuitBreaker::try_acquire_owned`](crate::CircuitBreaker::try_acquire_owned).
///
/// ```
/// use std::time::Duration;
/// use ewrap::CircuitBreaker;
///
/// let breaker = CircuitBreaker::new("db", 5, Duration::from_secs(60));
/// let permit = breaker.try_acquire_owned()?;
/// std::thread::spawn(move || permit.success()).join().unwrap();
/// assert_eq!(breaker.snapshot().counts.success, 1);
/// # Ok::<(), ewrap::CircuitOpen>(())
/// ```
#[derive(Debug)]
#[must_use = "a permit dropped without a result is a cancelled call"]
pub struct OwnedPermit(pub(crate) Guard<Arc<Core>>);

macro_rules! results {
    ($permit:ty) => {
        impl $permit {
            /// The dependency answered.
            #[inline]
            pub fn success(self) {
                self.0.end(Outcome::Success, None);
            }

            /// The dependency failed.
            #[inline]
            pub fn failure(self) {
                self.0.end(Outcome::Failure, None);
            }

            /// The result says nothing about the dependency.
            #[inline]
            pub fn ignore(self) {
                self.0.end(Outcome::Ignored, None);
            }

            /// The call failed with this error, and its [verdict](crate::meta::verdict) says what that means.
            pub fn failed_with<'e>(self, error: impl IntoLink<'e>) -> Outcome {
                let said = Said::by(error.into_link());
                self.0.end_as(said);
                said.verdict.into()
            }

            /// The outcome of a call whose duration the caller has measured; observers that want calls hear it.
            #[inline]
            pub fn record(self, outcome: Outcome, elapsed: Duration) {
                self.0.end(outcome, Some(elapsed));
            }
        }
    };
}

results!(Permit<'_>);
results!(OwnedPermit);

/// How a permit holds its breaker.
pub trait Hold {
    /// The breaker.
    fn core(&self) -> &Core;
}

impl Hold for &Core {
    #[inline]
    fn core(&self) -> &Core {
        self
    }
}

impl Hold for Arc<Core> {
    #[inline]
    fn core(&self) -> &Core {
        self
    }
}

/// What every permit is: a ticket, and the breaker until the result is in.
#[derive(Debug)]
pub struct Guard<H: Hold> {
    breaker: Option<H>,
    ticket: Ticket,
}

impl<H: Hold> Guard<H> {
    /// Asks the breaker for admission.
    #[inline]
    pub(crate) fn acquire(breaker: H) -> Result<Self, CircuitOpen> {
        if let Some(deadline) = context::deadline() {
            in_time(breaker.core(), deadline)?;
        }
        let ticket = breaker.core().admit(false)?;
        Ok(Self { breaker: Some(breaker), ticket })
    }

    /// What is left where a permit was.
    #[inline]
    pub(crate) fn ended() -> Self {
        Self { breaker: None, ticket: Ticket { mark: 0, started: PLAIN } }
    }

    /// The breaker and the ticket, if the call is a probe with a slot of its own.
    #[inline]
    pub(crate) fn probe(&self) -> Option<(&Core, Ticket)> {
        if !self.ticket.has_slot() {
            return None;
        }
        self.breaker.as_ref().map(|breaker| (breaker.core(), self.ticket))
    }

    /// The error of a call that was cut.
    pub(crate) fn cut_by(&self, reason: Reason, limit: Duration) -> CircuitOpen {
        let name = self.breaker.as_ref().map(|breaker| breaker.core().name.clone());
        CircuitOpen::because(name.unwrap_or_default(), reason, nanos(limit))
    }

    /// Whether the period that admitted the call is over.
    pub(crate) fn is_late(&self) -> bool {
        self.breaker.as_ref().is_some_and(|breaker| breaker.core().word().generation() != self.ticket.generation())
    }

    /// Asks again, for a call that has not begun; nothing is counted for the first admission.
    #[cold]
    pub(crate) fn renew(mut self) -> Result<Self, CircuitOpen> {
        match self.breaker.take() {
            Some(breaker) => {
                breaker.core().unfollow(self.ticket);
                Self::acquire(breaker)
            }
            None => Ok(self),
        }
    }

    #[inline]
    pub(crate) fn end(mut self, outcome: Outcome, elapsed: Option<Duration>) {
        if let Some(breaker) = self.breaker.take() {
            breaker.core().settle(self.ticket, outcome, elapsed, 0);
        }
    }

    /// As the result says.
    #[inline]
    pub(crate) fn end_as(mut self, said: Said) {
        if let Some(breaker) = self.breaker.take() {
            breaker.core().settle(self.ticket, said.verdict.into(), None, said.retry_after);
        }
    }
}

/// Nobody waits for the answer any more: the call is not made. This says nothing of the circuit, and is not counted.
#[cold]
fn in_time(breaker: &Core, deadline: Deadline) -> Result<(), CircuitOpen> {
    if deadline.has_passed() {
        return Err(CircuitOpen::because(breaker.name.clone(), Reason::DeadlineExceeded, 0));
    }
    Ok(())
}

impl<H: Hold> Drop for Guard<H> {
    #[inline]
    fn drop(&mut self) {
        // By value, so that a permit need not live in memory for the sake of this rare path.
        if let Some(breaker) = self.breaker.take() {
            end_without_result(breaker.core(), self.ticket);
        }
    }
}

#[cold]
fn end_without_result(breaker: &Core, ticket: Ticket) {
    let outcome = if ticket.is_cut_by_a_panic() { Outcome::Failure } else { Outcome::Cancelled };
    breaker.settle(ticket, outcome, None, 0);
}

/// What a result must bring to be told apart from a late one. Two words, so that it travels in registers.
#[derive(Debug, Clone, Copy)]
pub struct Ticket {
    /// The generation above, below it the number of the probe or zero, and between them the three bits below.
    mark: u64,
    /// When the call was admitted, or one of the two below.
    started: u64,
}

/// The call began while a panic was unwinding.
const BEGAN_IN_PANIC: u64 = 1 << 31;
/// The call is a probe with a slot of its own, and not made inside another.
const SLOT: u64 = 1 << 30;
/// The call is followed while it is under way, and in the place of the probe is the form of the window.
const FOLLOWED: u64 = 1 << 29;
const PROBE: u64 = FOLLOWED - 1;
/// Nobody wants to know, and the mark is a bare generation.
const PLAIN: u64 = u64::MAX;
/// The end of the call is more than a result to be counted, and nobody wants to know how long it takes.
const WATCHED: u64 = u64::MAX - 1;

impl Ticket {
    #[inline]
    pub(crate) fn new(generation: u32, probe: u32) -> Self {
        let slot = if probe == 0 { 0 } else { SLOT | u64::from(probe) };
        let began_in_panic = if thread::panicking() { BEGAN_IN_PANIC } else { 0 };
        let rare = slot | began_in_panic;
        Self { mark: u64::from(generation) << 32 | rare, started: if rare == 0 { PLAIN } else { WATCHED } }
    }

    /// The ticket of a call whose end is looked at; `started` if anybody wants to know how long it takes.
    pub(crate) fn watched(self, started: Option<u64>) -> Self {
        Self { started: started.map_or(WATCHED, |it| it.min(WATCHED - 1)), ..self }
    }

    /// The ticket of a call, not a probe, that is followed while it is under way, in the window of that form.
    pub(crate) fn followed(mut self, form: u32) -> Self {
        self.mark |= FOLLOWED | u64::from(form) & PROBE;
        self
    }

    /// The form of the window in which the call is followed, if it is.
    pub(crate) fn followed_in(self) -> Option<u32> {
        (self.mark & FOLLOWED != 0).then_some((self.mark & PROBE) as u32)
    }

    /// Whether nobody looks at the end of the call but the counters and the run of failures.
    #[inline]
    pub(crate) fn is_plain(self) -> bool {
        self.started == PLAIN
    }

    /// The word that a plain call is to find at its end: a closed circuit of its generation that has seen no failure.
    #[inline]
    pub(crate) fn quiet(self) -> Word {
        debug_assert!(self.is_plain() && Word(self.mark) == Word::quiet(self.generation()));
        Word(self.mark)
    }

    #[inline]
    pub(crate) fn generation(self) -> u32 {
        (self.mark >> 32) as u32
    }

    /// The number of the probe, or zero.
    #[inline]
    pub(crate) fn probe(self) -> u32 {
        if self.mark & FOLLOWED == 0 { (self.mark & PROBE) as u32 } else { 0 }
    }

    /// The ticket of a call inside this one's probe.
    pub(crate) fn as_part(mut self) -> Self {
        self.mark &= !SLOT;
        self
    }

    pub(crate) fn is_part(self) -> bool {
        self.probe() != 0 && !self.has_slot()
    }

    #[inline]
    pub(crate) fn has_slot(self) -> bool {
        self.mark & SLOT != 0
    }

    #[inline]
    pub(crate) fn started(self) -> Option<u64> {
        (self.started < WATCHED).then_some(self.started)
    }

    /// Whether a panic that began after the call did is unwinding now.
    fn is_cut_by_a_panic(self) -> bool {
        thread::panicking() && self.mark & BEGAN_IN_PANIC == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permits_are_small_and_move_between_threads() {
        fn moves<T: Send + Sync>() {}
        moves::<Permit<'static>>();
        moves::<OwnedPermit>();
        assert_eq!((size_of::<Permit<'static>>(), size_of::<OwnedPermit>()), (24, 24));
    }

    #[test]
    fn a_followed_call_is_no_probe() {
        let followed = Ticket::new(7, 0).watched(Some(5)).followed(9);
        assert_eq!((followed.followed_in(), followed.probe(), followed.generation()), (Some(9), 0, 7));
        let probe = Ticket::new(7, 9);
        assert_eq!((probe.followed_in(), probe.probe(), probe.has_slot()), (None, 9, true));
        assert!(!probe.is_part() && probe.as_part().is_part() && !probe.as_part().has_slot());
        assert!(!followed.is_part() && !Ticket::new(7, 0).is_part());
    }
}
