//! What is known around an error when it is made: the request it belongs to, and how much time that had left.
//!
//! Asked once for each error, when its deepest layer is made.

use std::time::Duration;

use crate::context::{self, Context};
use crate::meta::{Entry, Field, Redact, Visitor};

/// A context, as an error keeps it.
pub(super) struct Surroundings {
    pub(super) context: Context,
    /// Of the deadline. Kept beside it, because later it is something else.
    time_left: Option<Duration>,
}

/// Whether anything does.
#[inline]
pub(super) fn are_there() -> bool {
    context::is_there()
}

/// What surrounds the error that is being made on this thread.
pub(super) fn pick_up() -> Option<Surroundings> {
    let context = context::current()?;
    let time_left = context.deadline().map(context::Deadline::remaining);
    Some(Surroundings { context, time_left })
}

impl Surroundings {
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
