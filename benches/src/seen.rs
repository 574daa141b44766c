//! What a result says about its call: a case is compared with what its topic expects.

use ewrap::CallError;

use crate::subject::Fault;

/// What became of the calls of a body, by their results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) answered: u32,
    pub(crate) failed: u32,
    pub(crate) rejected: u32,
}

impl Seen {
    pub(crate) const fn new(answered: u32, failed: u32, rejected: u32) -> Self {
        Self { answered, failed, rejected }
    }

    pub(crate) fn of(output: &impl Tells) -> Self {
        let mut seen = Self::default();
        output.tell(&mut seen);
        seen
    }
}

/// An output that says what became of its calls.
pub(crate) trait Tells {
    fn tell(&self, seen: &mut Seen);
}

/// The output of what is no call.
#[derive(Debug)]
pub(crate) struct Quiet<T>(pub(crate) T);

impl<T> Tells for Quiet<T> {
    fn tell(&self, _: &mut Seen) {}
}

impl<T, E: Refusal> Tells for Result<T, E> {
    fn tell(&self, seen: &mut Seen) {
        match self {
            Ok(_) => seen.answered += 1,
            Err(error) if error.is_refusal() => seen.rejected += 1,
            Err(_) => seen.failed += 1,
        }
    }
}

impl<A: Tells, B: Tells> Tells for (A, B) {
    fn tell(&self, seen: &mut Seen) {
        self.0.tell(seen);
        self.1.tell(seen);
    }
}

/// An error of a guarded call: the body's, or the breaker's.
pub(crate) trait Refusal {
    fn is_refusal(&self) -> bool;
}

impl Refusal for Fault {
    fn is_refusal(&self) -> bool {
        *self == Self::Open
    }
}

impl<E> Refusal for CallError<E> {
    fn is_refusal(&self) -> bool {
        matches!(self, Self::Rejected(_))
    }
}
