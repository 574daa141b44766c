//! What is known around an error when it is made: the request it belongs to, and how much time that had left.
//!
//! Asked once for each error, when its deepest layer is made. Invariant: where there is nothing, that is one look at a word
//! of the thread; and what is around a thread changes only with its context, since std settles once for the process
//! whether backtraces are taken.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::time::Duration;

use super::Error;
use crate::context::{self, Context};
use crate::meta::{Entry, Field, Redact, Visitor};

/// A context, as an error keeps it.
pub(super) struct Surroundings {
    pub(super) context: Context,
    /// Of the deadline. Kept beside it, because later it is something else.
    time_left: Option<Duration>,
}

/// Adds to the deepest layer of an error what is around it.
#[inline]
pub(super) fn pick_up(error: Error) -> Error {
    if context::is_quiet() { error } else { look_around(error) }
}

/// One that holds an [`Error`] is not the deepest after all.
#[cold]
fn look_around(mut error: Error) -> Error {
    if error.0.holds_one_of_ours() {
        return error;
    }
    let surroundings = Surroundings::here();
    let backtrace = Backtrace::capture();
    let is_quiet = surroundings.is_none() && backtrace.status() == BacktraceStatus::Disabled;
    if is_quiet {
        context::keep_quiet();
    }
    if surroundings.is_some() {
        error.0.extra().surroundings = surroundings;
    }
    if backtrace.status() == BacktraceStatus::Captured {
        error.0.extra().backtrace = Some(Box::new(backtrace));
    }
    error
}

impl Surroundings {
    /// What surrounds an error that is being made on this thread.
    fn here() -> Option<Self> {
        let context = context::current()?;
        let time_left = context.deadline().map(context::Deadline::remaining);
        Some(Self { context, time_left })
    }

    /// Hands out its fields. The user is personal.
    pub(super) fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        let texts = [
            (Field::key("request_id"), self.context.request_id()),
            (Field::pii("user", Redact::Full), self.context.user()),
            (Field::key("operation"), self.context.operation()),
            (Field::key("component"), self.context.component()),
        ];
        for (field, text) in texts {
            if let Some(text) = text {
                visitor.entry(Entry::new(field, text));
            }
        }
        if let Some(time_left) = self.time_left {
            visitor.entry(Entry::new(Field::key("time_left"), time_left));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_found_nothing_finds_the_next_context() {
        let operation = || Error::new("x").context().and_then(Context::operation).map(str::to_owned);
        for name in ["first", "second"] {
            assert_eq!(operation(), None);
            assert_eq!(Context::new().with_operation(name).scope(operation).as_deref(), Some(name));
        }
        assert_eq!(operation(), None);
    }
}
