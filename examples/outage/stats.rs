//! Counting answers, and the percentiles of what callers waited.

use std::time::Duration;

use crate::load::{Answer, Sample};

/// Calls by their answer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) database: u64,
    /// The database was asked and failed, whoever answered then.
    pub(crate) failed: u64,
    pub(crate) rejected: u64,
    /// Answered by the fallback: rejected or failed before.
    pub(crate) fallback: u64,
}

impl Tally {
    pub(crate) fn of<'a>(samples: impl IntoIterator<Item = &'a Sample>) -> Self {
        let mut tally = Self::default();
        for sample in samples {
            match sample.answer {
                Answer::Database => tally.database += 1,
                Answer::Nothing => tally.failed += 1,
                Answer::FallbackAfterFailure => {
                    tally.failed += 1;
                    tally.fallback += 1;
                }
                Answer::FallbackAtOnce => {
                    tally.rejected += 1;
                    tally.fallback += 1;
                }
            }
        }
        tally
    }

    pub(crate) fn sum(tallies: impl Iterator<Item = Self>) -> Self {
        tallies.fold(Self::default(), |sum, next| Self {
            database: sum.database + next.database,
            failed: sum.failed + next.failed,
            rejected: sum.rejected + next.rejected,
            fallback: sum.fallback + next.fallback,
        })
    }

    /// Calls that were made.
    pub(crate) fn all(self) -> u64 {
        self.database + self.failed + self.rejected
    }

    /// Calls that got a profile of either kind.
    pub(crate) fn answered(self) -> u64 {
        self.database + self.fallback
    }
}

/// What callers waited; sorted.
#[derive(Debug, Clone)]
pub(crate) struct Waits(Vec<Duration>);

impl Waits {
    pub(crate) fn of<'a>(samples: impl IntoIterator<Item = &'a Sample>) -> Self {
        let mut waits: Vec<_> = samples.into_iter().map(|sample| sample.latency).collect();
        waits.sort_unstable();
        Self(waits)
    }

    pub(crate) fn median(&self) -> Option<Duration> {
        self.percentile(50)
    }

    pub(crate) fn p99(&self) -> Option<Duration> {
        self.percentile(99)
    }

    pub(crate) fn longest(&self) -> Option<Duration> {
        self.0.last().copied()
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
        self.0.sort_unstable();
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn sum(&self) -> Duration {
        self.0.iter().sum()
    }

    /// By nearest rank: the smallest value that so many in a hundred do not exceed.
    fn percentile(&self, percent: usize) -> Option<Duration> {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied()
    }
}
