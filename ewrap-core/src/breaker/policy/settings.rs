//! The part of the config that calls look at, where they can read it without a lock.
//!
//! Each number is on its own: a call that meets a reconfiguration may judge by some of the old ones and some of the new.
//! Only the form of the window is one word with the count of its changes, so that no result is put into a window of one
//! form as if it had another.

use super::rules::Rules;
use super::tag::Period;
use super::{Moment, Policy};
use crate::clock::nanos;
use crate::config::{Config, Rate, Span, Window};
use crate::sync::{AtomicU32, AtomicU64, Ordering};

/// What the window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    None,
    Calls(u32),
    /// So many slices of so many nanoseconds.
    Time {
        width: u64,
        slices: u64,
    },
}

/// A window, and how often its form has changed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    changes: u32,
}

const SIZE: u32 = 36;
const KIND: u32 = 2;

impl Shape {
    pub(super) fn of(window: Window) -> Self {
        Self::unpack(pack(Some(window), 0))
    }

    pub(super) fn is_tumbling(self) -> bool {
        matches!(self.kind, Kind::Time { slices: 1, .. })
    }

    pub(super) fn period(self, generation: u32) -> Period {
        Period::new(generation, self.changes)
    }

    /// How often it has changed: 26 bits.
    pub(super) fn changes(self) -> u32 {
        self.changes
    }

    /// In a window that tumbles, a call belongs to the window in which it began.
    pub(super) fn has_passed_by(self, at: Moment) -> bool {
        let Kind::Time { width, slices: 1 } = self.kind else { return false };
        at.started.is_some_and(|started| started / width != at.now / width)
    }

    fn unpack(word: u64) -> Self {
        let size = word & ((1 << SIZE) - 1);
        let kind = match (word >> SIZE) & ((1 << KIND) - 1) {
            0 => Kind::None,
            1 => Kind::Calls(u32::try_from(size).unwrap_or(u32::MAX)),
            2 => Kind::Time { width: size * 1000 / super::time::SLICES, slices: super::time::SLICES },
            _ => Kind::Time { width: size * 1000, slices: 1 },
        };
        let changes = (word >> (SIZE + KIND)) as u32;
        Self { kind, changes }
    }
}

/// Times are kept in whole microseconds; the config sees to it that they fit.
fn pack(window: Option<Window>, changes: u32) -> u64 {
    let (kind, size) = match window.map(|it| it.0) {
        None => (0, 0),
        Some(Span::Calls(calls)) => (1, u64::from(calls)),
        Some(Span::Time(span)) => (2, nanos(span) / 1000),
        Some(Span::Tumbling(span)) => (3, nanos(span) / 1000),
    };
    u64::from(changes) << (SIZE + KIND) | kind << SIZE | size
}

const STRICTLY_ABOVE: u32 = 1;
const SUCCESSES_MAY_OPEN: u32 = 2;
const IGNORED_AS_SUCCESS: u32 = 4;
const FOLLOWS: u32 = 8;

/// Zero stands for none everywhere, but for `slow_call`, where it would be a time: there the longest stands for none.
#[derive(Debug)]
pub(super) struct Settings {
    shape: AtomicU64,
    slow_call: AtomicU64,
    failure_rate: AtomicU64,
    slow_rate: AtomicU64,
    failure_count: AtomicU32,
    min_calls: AtomicU32,
    flags: AtomicU32,
    error_free_reset: AtomicU64,
    lumping: AtomicU64,
    warm_until: AtomicU64,
    ramp: AtomicU64,
    born: u64,
}

macro_rules! reads {
    ($($(#[$meta:meta])* $name:ident: $ty:ty;)*) => {
        $($(#[$meta])*
        pub(super) fn $name(&self) -> $ty {
            // Relaxed: a lone number; a reconfiguration applies from the next decision on.
            self.$name.load(Ordering::Relaxed)
        })*
    };
}

impl Settings {
    pub(super) fn new(born: u64) -> Self {
        Self {
            shape: AtomicU64::new(0),
            slow_call: AtomicU64::new(u64::MAX),
            failure_rate: AtomicU64::new(0),
            slow_rate: AtomicU64::new(0),
            failure_count: AtomicU32::new(0),
            min_calls: AtomicU32::new(0),
            flags: AtomicU32::new(0),
            error_free_reset: AtomicU64::new(0),
            lumping: AtomicU64::new(0),
            warm_until: AtomicU64::new(0),
            ramp: AtomicU64::new(0),
            born,
        }
    }

    /// One writer at a time.
    pub(super) fn store(&self, config: &Config) {
        let of = |duration: Option<std::time::Duration>| duration.map_or(0, nanos);
        let slow_call = config.slow_call().map_or(u64::MAX, nanos);
        let (failure_rate, slow_rate) = config.rates();
        let flags = [
            (config.strictly_above(), STRICTLY_ABOVE),
            (config.successes_may_open(), SUCCESSES_MAY_OPEN),
            (config.ignored_as_success(), IGNORED_AS_SUCCESS),
            (Policy::follows(config), FOLLOWS),
        ];
        let warm_until = config.warm_up().map_or(0, |it| self.born.saturating_add(nanos(it)));
        for (place, number) in [
            (&self.failure_rate, Rate::bits(failure_rate)),
            (&self.slow_rate, Rate::bits(slow_rate)),
            (&self.error_free_reset, of(config.error_free_reset())),
            (&self.lumping, of(config.lumping())),
            (&self.warm_until, warm_until),
            (&self.ramp, of(config.ramp())),
        ] {
            // Relaxed: as in the readers.
            place.store(number, Ordering::Relaxed);
        }
        let flags = flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).sum();
        for (place, number) in [
            (&self.failure_count, config.failure_count().unwrap_or(0)),
            (&self.min_calls, config.min_calls()),
            (&self.flags, flags),
        ] {
            // Relaxed: as in the readers.
            place.store(number, Ordering::Relaxed);
        }
        self.reshape(config.window(), slow_call);
    }

    fn reshape(&self, window: Option<Window>, slow_call: u64) {
        // Relaxed: the one writer reads what it wrote.
        let old = Shape::unpack(self.shape.load(Ordering::Relaxed));
        let is_same = pack(window, old.changes) == self.packed() && slow_call == self.slow_call();
        // Relaxed: as in the readers.
        self.slow_call.store(slow_call, Ordering::Relaxed);
        if !is_same {
            let changes = old.changes.wrapping_add(1) & ((1 << (64 - SIZE - KIND)) - 1);
            // Relaxed: a word that is whole by itself. Who is admitted by a later period sees it, because it is stored
            // before the exchange that begins that period, under the same mutex.
            self.shape.store(pack(window, changes), Ordering::Relaxed);
        }
    }

    fn packed(&self) -> u64 {
        // Relaxed: see `reshape`.
        self.shape.load(Ordering::Relaxed)
    }

    pub(super) fn shape(&self) -> Shape {
        Shape::unpack(self.packed())
    }

    reads! {
        slow_call: u64;
        flags: u32;
        ramp: u64;
        warm_until: u64;
    }

    fn has(&self, flag: u32) -> bool {
        self.flags() & flag != 0
    }

    pub(super) fn successes_may_open(&self) -> bool {
        self.has(SUCCESSES_MAY_OPEN)
    }

    pub(super) fn ignored_as_success(&self) -> bool {
        self.has(IGNORED_AS_SUCCESS)
    }

    /// How long a call may take, if calls under way are followed.
    pub(super) fn follows(&self) -> Option<u64> {
        self.has(FOLLOWS).then(|| self.slow_call())
    }

    pub(super) fn warms_up(&self, now: u64) -> bool {
        let until = self.warm_until();
        until != 0 && now < until
    }

    pub(super) fn error_free_reset(&self) -> Option<u64> {
        // Relaxed: as in the others.
        Some(self.error_free_reset.load(Ordering::Relaxed)).filter(|it| *it != 0)
    }

    pub(super) fn lumping(&self) -> Option<u64> {
        // Relaxed: as in the others.
        Some(self.lumping.load(Ordering::Relaxed)).filter(|it| *it != 0)
    }

    /// Whether anything here depends on when a call ends.
    pub(super) fn needs_now(&self) -> bool {
        matches!(self.shape().kind, Kind::Time { .. })
            || self.slow_call() != u64::MAX
            || self.warm_until() != 0
            || self.error_free_reset().is_some()
            || self.lumping().is_some()
    }

    pub(super) fn rules(&self) -> Rules {
        Rules {
            // Relaxed: as in the others.
            failure_rate: self.failure_rate.load(Ordering::Relaxed),
            // Relaxed: as in the others.
            slow_rate: self.slow_rate.load(Ordering::Relaxed),
            // Relaxed: as in the others.
            failure_count: self.failure_count.load(Ordering::Relaxed),
            // Relaxed: as in the others.
            min_calls: self.min_calls.load(Ordering::Relaxed),
            strictly_above: self.has(STRICTLY_ABOVE),
        }
    }
}
