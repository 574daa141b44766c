//! What the tests share: an error with a meaning, one that is a group or not, and one whose destructor is watched.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ewrap_core::{ErrorGroup, ErrorKind, ErrorMeta, Facts, Link, Severity};

/// An error that means what it is told to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meant {
    pub(crate) text: &'static str,
    pub(crate) kind: Option<ErrorKind>,
    pub(crate) severity: Option<Severity>,
    pub(crate) retryable: Option<bool>,
}

impl Meant {
    pub(crate) fn kind(text: &'static str, kind: ErrorKind) -> Self {
        Self { text, kind: Some(kind), severity: None, retryable: None }
    }

    pub(crate) fn severity(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    pub(crate) fn retryable(self, retryable: bool) -> Self {
        Self { retryable: Some(retryable), ..self }
    }
}

impl fmt::Display for Meant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

impl Error for Meant {}

impl ErrorMeta for Meant {
    fn facts(&self) -> &'static Facts {
        const FACTS: Facts = Facts::none("Meant", None);
        &FACTS
    }

    fn kind(&self) -> Option<ErrorKind> {
        self.kind
    }

    fn severity(&self) -> Option<Severity> {
        self.severity
    }

    fn retryable(&self) -> Option<bool> {
        self.retryable
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An application's error: one of its own, or a group of them.
#[derive(Debug)]
pub(crate) enum Node {
    Leaf(Meant),
    Group(ErrorGroup<Node>),
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leaf(it) => it.fmt(f),
            Self::Group(it) => it.fmt(f),
        }
    }
}

impl Error for Node {}

impl ErrorMeta for Node {
    fn facts(&self) -> &'static Facts {
        const FACTS: Facts = Facts::none("Node", None);
        &FACTS
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    fn link(&self) -> Option<Link<'_>> {
        Some(match self {
            Self::Leaf(it) => Link::Meta(it),
            Self::Group(it) => Link::Meta(it),
        })
    }
}

impl Node {
    /// So many groups in one another, each with a leaf before the next, if `wide`.
    pub(crate) fn deep(levels: usize, is_wide: bool, last: Meant) -> Self {
        (0..levels).fold(Self::Leaf(last), |inner, _| {
            let leaf = is_wide.then(|| Self::Leaf(Meant::kind("leaf", ErrorKind::NotFound)));
            Self::Group(leaf.into_iter().chain([inner]).collect())
        })
    }

    /// Drops it level by level: the destructor that the compiler makes for a recursive type is recursive.
    pub(crate) fn take_down(self) {
        let mut rest = vec![self];
        while let Some(node) = rest.pop() {
            if let Self::Group(group) = node {
                rest.extend(group);
            }
        }
    }
}

/// Counts its drops, and may panic at them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Drops {
    pub(crate) count: Arc<AtomicUsize>,
    pub(crate) panics: bool,
}

impl Drops {
    pub(crate) fn seen(&self) -> usize {
        // SeqCst: the tests ask after the fact.
        self.count.load(Ordering::SeqCst)
    }
}

/// Runs its closure when it is dropped.
pub(crate) struct OnDrop<F: FnMut()>(pub(crate) F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

impl Drop for Drops {
    fn drop(&mut self) {
        // SeqCst: as above.
        self.count.fetch_add(1, Ordering::SeqCst);
        assert!(!self.panics || std::thread::panicking(), "a destructor that panics");
    }
}
