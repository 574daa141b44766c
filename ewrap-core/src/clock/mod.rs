//! Where time comes from: with its two siblings the one place that asks the system for it.
//!
//! Below the public API time is an argument, a count of nanoseconds since the clock's origin, so every rule can be
//! played by hand. A clock that runs backwards does no harm: elapsed times saturate at zero.
//!
//! The system tells two times: the exact one, and on Linux the one of the kernel's last tick, which is some milliseconds
//! behind and costs a third. Who only wants to know that a moment is far away asks for the latter.

#[cfg(target_os = "linux")]
#[path = "ticking.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
mod system;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::sync::{StaticOrdering, StaticU64};

/// A source of monotonic time.
///
/// Breakers ask it when they are made, when they open, when a call arrives at a circuit that is not closed, and at each
/// call only if an observer asks for durations. The system's monotonic clock is the default.
///
/// ```
/// use std::time::Duration;
/// use ewrap::{Clock, ManualClock};
///
/// let clock = ManualClock::new();
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(clock.now(), Duration::from_secs(60));
/// ```
pub trait Clock: Send + Sync + fmt::Debug {
    /// The time since an origin that never changes during the life of the clock.
    fn now(&self) -> Duration;
}

/// A clock that stands still until it is moved, for tests and simulations.
///
/// Clones share the same time.
///
/// ```
/// use std::time::Duration;
/// use ewrap::{CircuitBreaker, Config, ManualClock, State};
///
/// let clock = ManualClock::new();
/// let config = Config::builder().threshold(1).timeout(Duration::from_secs(60)).build()?;
/// let breaker = CircuitBreaker::builder("db").config(config).clock(clock.clone()).build();
///
/// breaker.record_failure();
/// assert_eq!(breaker.state(), State::Open);
/// assert!(!breaker.can_execute());
///
/// clock.advance(Duration::from_secs(60));
/// assert!(breaker.can_execute());
/// # Ok::<(), ewrap::ConfigError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct ManualClock {
    nanos: Arc<StaticU64>,
}

impl ManualClock {
    /// A clock at its origin.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Moves the time forward.
    pub fn advance(&self, by: Duration) {
        let later = self.read().saturating_add(nanos(by));
        self.write(later);
    }

    /// Sets the time since the origin, backwards too.
    pub fn set(&self, now: Duration) {
        self.write(nanos(now));
    }

    fn read(&self) -> u64 {
        // Relaxed: a test moves the clock and the breaker on the same thread, or orders them itself.
        self.nanos.load(StaticOrdering::Relaxed)
    }

    fn write(&self, now: u64) {
        // Relaxed: as in `read`.
        self.nanos.store(now, StaticOrdering::Relaxed);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Duration {
        Duration::from_nanos(self.read())
    }
}

/// The clock a breaker holds: the system's without a virtual call, or the user's.
#[derive(Debug, Clone, Default)]
pub(crate) enum Source {
    #[default]
    System,
    Custom(Arc<dyn Clock>),
}

impl Source {
    /// Nanoseconds since the origin.
    #[inline]
    pub(crate) fn now(&self) -> u64 {
        match self {
            Self::System => system::now(),
            Self::Custom(clock) => ask(&**clock),
        }
    }

    /// The same as of the last tick of the system's clock, if that is coarse: not later, and hardly more than [`BEHIND`]
    /// sooner.
    #[inline]
    pub(crate) fn tick(&self) -> u64 {
        match self {
            Self::System => system::tick(),
            Self::Custom(clock) => ask(&**clock),
        }
    }

    /// The time, as of the last tick where that shows that the moment is still to come. So many nanoseconds before the moment
    /// somebody asked for the exact time, so it is not earlier than that.
    #[inline]
    pub(crate) fn now_before(&self, moment: u64, asked_before: impl FnOnce() -> u64) -> u64 {
        match self {
            Self::System => {
                let tick = system::tick();
                if tick.saturating_add(BEHIND) < moment {
                    tick.max(moment.saturating_sub(asked_before()))
                } else {
                    system::now()
                }
            }
            Self::Custom(clock) => ask(&**clock),
        }
    }
}

/// Out of line, so that whoever reads the system's clock does so in few instructions.
#[cold]
fn ask(clock: &dyn Clock) -> u64 {
    nanos(clock.now())
}

/// More nanoseconds than a tick lasts: kernels tick each 1 to 10 ms.
const BEHIND: u64 = 20_000_000;

/// A duration in nanoseconds; one too long for the count means "for ever".
#[must_use]
pub const fn nanos(duration: Duration) -> u64 {
    let nanos = duration.as_nanos();
    if nanos > u64::MAX as u128 {
        u64::MAX
    } else {
        #[expect(clippy::cast_possible_truncation, reason = "compared with the limit just above")]
        let nanos = nanos as u64;
        nanos
    }
}
