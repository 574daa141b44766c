//! What a group means: what its errors mean.
//!
//! A group of one is a transparent layer above that one; a group of several is silent, and the questions ask its
//! members. Invariant: what is not kept is not forgotten, it is a member of which nothing is known.

use std::fmt;

use super::{ErrorGroup, text};
use crate::meta::{ErrorMeta, Facts, IntoLink, Link, Severity};
use crate::outcome::Verdict;

/// Of whatever the questions of [`meta`](crate::meta) can be asked about.
impl<E> ErrorMeta for ErrorGroup<E>
where
    for<'a> &'a E: IntoLink<'a>,
{
    fn facts(&self) -> &'static Facts {
        const SEVERAL: &Facts =
            &Facts { module: module_path!(), file: file!(), line: line!(), ..Facts::none("ErrorGroup", None) };
        const ONE: &Facts = &Facts { transparent: true, ..*SEVERAL };
        // Nothing failed, and it is not to speak for those that did.
        const NONE: &Facts = &Facts {
            severity: Some(Severity::Info),
            failure: Some(Verdict::Success),
            safe: Some("no errors"),
            ..*SEVERAL
        };
        match (self.is_empty(), self.only()) {
            (true, _) => NONE,
            (_, Some(_)) => ONE,
            _ => SEVERAL,
        }
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(self, f, IntoLink::into_link)
    }

    fn link(&self) -> Option<Link<'_>> {
        self.only().map(IntoLink::into_link)
    }

    fn members<'a>(&'a self, into: &mut Vec<Link<'a>>) {
        if self.only().is_some() {
            return;
        }
        into.extend(self.iter().map(IntoLink::into_link));
        if self.omitted.0 > 0 {
            into.push(Link::Meta(&self.omitted));
        }
    }
}

/// The errors that were not kept, as one: how many is all that is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Omitted(pub(super) usize);

impl ErrorMeta for Omitted {
    fn facts(&self) -> &'static Facts {
        const FACTS: &Facts =
            &Facts { module: module_path!(), file: file!(), line: line!(), ..Facts::none("Omitted", None) };
        FACTS
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "and {} more", self.0)
    }
}
