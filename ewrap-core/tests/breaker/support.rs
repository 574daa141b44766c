//! What the tests share: breakers on a clock moved by hand, the states to start from, and an observer that remembers.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ewrap_core::{CircuitBreaker, Config, ConfigBuilder, Event, ManualClock, Observer, State, Transition};

/// The timeout of [`config`].
pub(crate) const TIMEOUT: Duration = Duration::from_secs(60);

/// A nanosecond: the smallest step of a breaker's clock.
pub(crate) const TICK: Duration = Duration::from_nanos(1);

/// Three failures open for a minute; everything else is as by default.
pub(crate) fn config() -> ConfigBuilder {
    Config::builder().threshold(3).timeout(TIMEOUT)
}

/// A closed breaker on a clock that stands at a thousand seconds.
pub(crate) fn closed(settings: ConfigBuilder) -> (CircuitBreaker, ManualClock) {
    let clock = ManualClock::new();
    clock.set(Duration::from_secs(1000));
    let breaker = CircuitBreaker::builder("db").config(settings.build().unwrap()).clock(clock.clone()).build();
    (breaker, clock)
}

/// One that has just been tripped.
pub(crate) fn open(settings: ConfigBuilder) -> (CircuitBreaker, ManualClock) {
    let (breaker, clock) = closed(settings);
    trip(&breaker);
    (breaker, clock)
}

/// One that is half-open with all its slots free: a probe came and was cancelled.
pub(crate) fn half_open(settings: ConfigBuilder) -> (CircuitBreaker, ManualClock) {
    let (breaker, clock) = closed(settings);
    move_to(State::HalfOpen, &breaker, &clock);
    (breaker, clock)
}

/// Every state there is.
pub(crate) const STATES: [State; 6] =
    [State::Closed, State::Open, State::HalfOpen, State::ForcedOpen, State::Disabled, State::MetricsOnly];

/// Takes a closed breaker to the state, by at least one transition.
pub(crate) fn move_to(state: State, breaker: &CircuitBreaker, clock: &ManualClock) {
    match state {
        State::Closed => {
            breaker.open("test");
            breaker.close("test");
        }
        State::Open => breaker.open("test"),
        State::HalfOpen => {
            breaker.open("test");
            clock.advance(breaker.config().timeout());
            drop(breaker.try_acquire().unwrap());
        }
        State::ForcedOpen => breaker.force_open("test"),
        State::Disabled => breaker.disable("test"),
        State::MetricsOnly => breaker.metrics_only("test"),
    }
    assert_eq!(breaker.state(), state);
}

/// Reports as many failures as the threshold asks for.
pub(crate) fn trip(breaker: &CircuitBreaker) {
    for _ in 0..breaker.config().threshold().unwrap() {
        breaker.try_acquire().unwrap().failure();
    }
    assert_eq!(breaker.state(), State::Open);
}

/// Panics while it holds what `make` gives, and comes back.
pub(crate) fn panic_with<T>(make: impl FnOnce() -> T) {
    let result = panic::catch_unwind(AssertUnwindSafe(|| {
        let _held = make();
        panic::resume_unwind(Box::new("a panic of the test's"));
    }));
    assert!(result.is_err());
}

/// Remembers every event, in the order in which it was told.
#[derive(Default)]
pub(crate) struct Log {
    events: Mutex<Vec<Event>>,
    wants_calls: bool,
}

impl Log {
    /// A log that already listens to the breaker.
    pub(crate) fn of(breaker: &CircuitBreaker) -> Arc<Self> {
        let log = Arc::new(Self::default());
        breaker.observe(log.clone());
        log
    }

    /// The same, which asks for calls too.
    pub(crate) fn of_calls(breaker: &CircuitBreaker) -> Arc<Self> {
        let log = Arc::new(Self::asking_for_calls());
        breaker.observe(log.clone());
        log
    }

    /// One that listens to nothing yet.
    pub(crate) fn asking_for_calls() -> Self {
        Self { wants_calls: true, ..Self::default() }
    }

    pub(crate) fn events(&self) -> MutexGuard<'_, Vec<Event>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The texts of the events since the last look.
    pub(crate) fn take(&self) -> Vec<String> {
        self.events().drain(..).map(|event| event.to_string()).collect()
    }

    pub(crate) fn transitions(&self) -> Vec<Transition> {
        let transition = |event: &Event| match event {
            Event::Transition(transition) => Some(transition.clone()),
            _ => None,
        };
        self.events().iter().filter_map(transition).collect()
    }
}

impl Observer for Log {
    fn on_event(&self, breaker: &str, event: &Event) {
        assert_eq!(breaker, "db");
        self.events().push(event.clone());
    }

    fn wants_calls(&self) -> bool {
        self.wants_calls
    }
}

/// Calls a closure with each event.
pub(crate) struct Hear<F>(pub(crate) F);

impl<F: Fn(&Event) + Send + Sync> Observer for Hear<F> {
    fn on_event(&self, _: &str, event: &Event) {
        (self.0)(event);
    }
}
