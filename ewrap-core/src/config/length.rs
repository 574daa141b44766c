//! A length of time in the eight bytes that a config has for it.
//!
//! Nanoseconds: those beyond 584 years are the longest [`Duration`], as they come and as they go. Zero is refused before a
//! config is built, so `None` costs nothing.

use std::fmt;
use std::num::NonZeroU64;
use std::time::Duration;

use crate::clock::nanos;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Length(NonZeroU64);

impl Length {
    /// `None` for zero.
    pub(super) const fn new(duration: Duration) -> Option<Self> {
        match NonZeroU64::new(nanos(duration)) {
            Some(nanos) => Some(Self(nanos)),
            None => None,
        }
    }

    pub(super) const fn duration(self) -> Duration {
        match self.0.get() {
            u64::MAX => Duration::MAX,
            nanos => Duration::from_nanos(nanos),
        }
    }

    pub(super) const fn of(length: Option<Self>) -> Option<Duration> {
        match length {
            Some(length) => Some(length.duration()),
            None => None,
        }
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.duration().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_come_back_as_they_went() {
        for duration in
            [Duration::from_nanos(1), Duration::from_secs(60), Duration::from_nanos(u64::MAX - 1), Duration::MAX]
        {
            assert_eq!(Length::of(Length::new(duration)), Some(duration));
        }
        assert_eq!(Length::new(Duration::ZERO), None);
        assert_eq!(size_of::<Option<Length>>(), 8);
    }
}
