//! An error whose meaning is known, and the same below two layers that say nothing.

use ewrap::ErrorMeta;

#[derive(Debug, thiserror::Error, ErrorMeta)]
pub(crate) enum Known {
    #[error("the pool is empty")]
    #[meta(kind = Unavailable, retryable)]
    Empty,
    #[error("loading the profile")]
    Loading(#[source] Box<Known>),
}

/// Three layers: two that say nothing, and what they wrap.
pub(crate) fn wrapped() -> Known {
    (0..2).fold(Known::Empty, |inner, _| Known::Loading(Box::new(inner)))
}
