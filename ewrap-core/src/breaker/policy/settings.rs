//! The part of the config that calls look at, where they can read it without a lock.
//!
//! Each number is on its own: a call that meets a reconfiguration may judge by some of the old ones and some of the new.
//! Only the form of the window is one word with the count of its changes, so that no result is put into a window of one
//! form as if it had another; and how long a followed call may take is read so that it is of that form.

use super::rules::Rules;
use super::tag::Period;
use super::{Moment, Policy};
use crate::clock::nanos;
use crate::config::{Config, Rate, Span, Window};
use crate::sync::{AtomicU64, Ordering, StaticOrdering, StaticU32, StaticU64};

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
pub(crate) struct Shape {
    pub(super) kind: Kind,
    pub(super) changes: u32,
    /// How long a call may take, if calls under way are followed.
    pub(super) follows: Option<u64>,
}

const SIZE: u32 = 36;
const KIND: u32 = 2;
/// Beside the kind: whether calls under way are followed.
const FOLLOWS: u64 = 1 << (SIZE + KIND);
const CHANGES: u32 = SIZE + KIND + 1;

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
        Self { kind, changes: (word >> CHANGES) as u32, follows: None }
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
    u64::from(changes) << CHANGES | kind << SIZE | size
}

const STRICTLY_ABOVE: u32 = 1;
const SUCCESSES_MAY_OPEN: u32 = 2;
const IGNORED_AS_SUCCESS: u32 = 4;

/// Zero stands for none everywhere, but for `slow_call`, where it would be a time: there the longest stands for none. What
/// is a lone number orders nothing and stays out of the models.
#[derive(Debug)]
pub(super) struct Settings {
    shape: AtomicU64,
    slow_call: AtomicU64,
    failure_rate: StaticU64,
    slow_rate: StaticU64,
    failure_count: StaticU32,
    min_calls: StaticU32,
    flags: StaticU32,
    error_free_reset: StaticU64,
    lumping: StaticU64,
    warm_until: StaticU64,
    ramp: StaticU64,
    born: u64,
}

macro_rules! reads {
    ($($(#[$meta:meta])* $name:ident: $ty:ty;)*) => {
        $($(#[$meta])*
        pub(super) fn $name(&self) -> $ty {
            // Relaxed: a lone number; a reconfiguration applies from the next decision on.
            self.$name.load(StaticOrdering::Relaxed)
        })*
    };
}

impl Settings {
    pub(super) fn new(born: u64) -> Self {
        Self {
            shape: AtomicU64::new(0),
            slow_call: AtomicU64::new(u64::MAX),
            failure_rate: StaticU64::new(0),
            slow_rate: StaticU64::new(0),
            failure_count: StaticU32::new(0),
            min_calls: StaticU32::new(0),
            flags: StaticU32::new(0),
            error_free_reset: StaticU64::new(0),
            lumping: StaticU64::new(0),
            warm_until: StaticU64::new(0),
            ramp: StaticU64::new(0),
            born,
        }
    }

    /// One writer at a time.
    pub(super) fn store(&self, config: &Config) {
        let of = |duration: Option<std::time::Duration>| duration.map_or(0, nanos);
        let (failure_rate, slow_rate) = config.rates();
        let flags = [
            (config.strictly_above(), STRICTLY_ABOVE),
            (config.successes_may_open(), SUCCESSES_MAY_OPEN),
            (config.ignored_as_success(), IGNORED_AS_SUCCESS),
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
            place.store(number, StaticOrdering::Relaxed);
        }
        let flags = flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).sum();
        for (place, number) in [
            (&self.failure_count, config.failure_count().unwrap_or(0)),
            (&self.min_calls, config.min_calls()),
            (&self.flags, flags),
        ] {
            // Relaxed: as in the readers.
            place.store(number, StaticOrdering::Relaxed);
        }
        self.reshape(config);
    }

    /// Nobody follows a call while the time that it may take changes: it may be neither one's of the two forms.
    fn reshape(&self, config: &Config) {
        let slow_call = config.slow_call().map_or(u64::MAX, nanos);
        let follows = if Policy::follows(config) { FOLLOWS } else { 0 };
        let old = self.packed();
        let changes = |by: u32| Shape::unpack(old).changes.wrapping_add(by) & ((1 << (64 - CHANGES)) - 1);
        let is_same = pack(config.window(), changes(0)) | follows == old && slow_call == self.slow_call();
        if is_same {
            return;
        }
        self.publish(pack(config.window(), changes(1)));
        // Release: publishes the form before it, in which no call is followed, to the Acquire in `slow_call`.
        self.slow_call.store(slow_call, Ordering::Release);
        self.publish(pack(config.window(), changes(2)) | follows);
    }

    fn publish(&self, form: u64) {
        // Release: publishes the periods that began before this form, and the time a call may take in it, to the Acquire in
        // `packed`: who sees the form and looks at the breaker's word then, sees no word of an earlier period. And who is
        // admitted by a later period sees the form, because it is stored before the exchange that begins that period, under
        // the same mutex.
        self.shape.store(form, Ordering::Release);
    }

    fn packed(&self) -> u64 {
        // Acquire: observes what was before the Release in `publish`.
        self.shape.load(Ordering::Acquire)
    }

    /// Whole: what follows calls in the form of one moment does so with the limit of that moment.
    pub(super) fn shape(&self) -> Shape {
        let mut form = self.packed();
        loop {
            let shape = Shape::unpack(form);
            if form & FOLLOWS == 0 {
                return shape;
            }
            let follows = Some(self.slow_call());
            let newer = self.packed();
            if newer == form {
                return Shape { follows, ..shape };
            }
            form = newer;
        }
    }

    pub(super) fn slow_call(&self) -> u64 {
        // Acquire: observes the form that was stored before this time (the Release in `reshape`).
        self.slow_call.load(Ordering::Acquire)
    }

    reads! {
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

    pub(super) fn warms_up(&self, now: u64) -> bool {
        let until = self.warm_until();
        until != 0 && now < until
    }

    pub(super) fn error_free_reset(&self) -> Option<u64> {
        // Relaxed: as in the others.
        Some(self.error_free_reset.load(StaticOrdering::Relaxed)).filter(|it| *it != 0)
    }

    pub(super) fn lumping(&self) -> Option<u64> {
        // Relaxed: as in the others.
        Some(self.lumping.load(StaticOrdering::Relaxed)).filter(|it| *it != 0)
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
            failure_rate: self.failure_rate.load(StaticOrdering::Relaxed),
            // Relaxed: as in the others.
            slow_rate: self.slow_rate.load(StaticOrdering::Relaxed),
            // Relaxed: as in the others.
            failure_count: self.failure_count.load(StaticOrdering::Relaxed),
            // Relaxed: as in the others.
            min_calls: self.min_calls.load(StaticOrdering::Relaxed),
            strictly_above: self.has(STRICTLY_ABOVE),
        }
    }
}
