//! What an error means decides whether it trips the breaker.

use std::fmt;
use std::time::Duration;

use ewrap::{
    CallError, CircuitBreaker, CircuitOpen, Config, ErrorGroup, ErrorKind, ErrorMeta, Facts, Link, ManualClock,
    Outcome, ResultExt, State, Verdict, circuit_breaker,
};

use crate::support::{block_on, enter};

/// Metadata by hand, so that nothing but the trait is tried.
#[derive(Debug, Clone, PartialEq)]
enum Meant {
    Missing,
    Busy(Duration),
    HungUp,
    Broken,
    NotAsked,
}

impl ErrorMeta for Meant {
    fn facts(&self) -> &'static Facts {
        const FACTS: &Facts = &Facts::none("Meant", None);
        FACTS
    }

    fn kind(&self) -> Option<ErrorKind> {
        Some(match self {
            Self::Missing => ErrorKind::NotFound,
            Self::Busy(_) => ErrorKind::RateLimited,
            Self::HungUp => ErrorKind::Cancelled,
            Self::Broken => ErrorKind::Database,
            Self::NotAsked => ErrorKind::Unavailable,
        })
    }

    fn failure(&self) -> Option<Verdict> {
        (*self == Self::NotAsked).then_some(Verdict::Ignore)
    }

    fn retry_after(&self) -> Option<Duration> {
        if let Self::Busy(after) = self { Some(*after) } else { None }
    }
}

impl From<CircuitOpen> for Meant {
    fn from(_: CircuitOpen) -> Self {
        Self::NotAsked
    }
}

/// No metadata at all.
#[derive(Debug)]
struct Mute;

impl From<CircuitOpen> for Mute {
    fn from(_: CircuitOpen) -> Self {
        Self
    }
}

fn state(name: &str) -> State {
    ewrap::Registry::global().get(name).expect("called").state()
}

macro_rules! shapes {
    ($($name:ident, $text:literal, [$($prefix:tt)*], $ret:ty, |$error:ident| $body:expr, $call:expr;)*) => {$(
        #[circuit_breaker(name = $text, threshold = 1)]
        $($prefix)* $name($error: Meant) -> $ret { $body }

        mod $name {
            use super::*;

            #[test]
            fn an_answer_is_no_outage() {
                let _entry = enter();
                let call: fn(Meant) -> Result<(), Meant> = $call;
                assert_eq!(call(Meant::Missing), Err(Meant::Missing));
                assert_eq!(call(Meant::HungUp), Err(Meant::HungUp));
                assert_eq!(state($text), State::Closed);
                let counts = ewrap::Registry::global().get($text).expect("called").snapshot().counts;
                assert_eq!((counts.success, counts.ignored, counts.failure), (1, 1, 0));
                assert_eq!(call(Meant::Broken), Err(Meant::Broken));
                assert_eq!(state($text), State::Open);
            }
        }
    )*};
}

type Boxed = std::pin::Pin<Box<dyn Future<Output = Result<(), Meant>> + Send>>;

shapes! {
    plain, "listen.plain", [fn], Result<(), Meant>, |error| Err(error), |it| plain(it);
    later, "listen.later", [async fn], Result<(), Meant>, |error| Err(error), |it| block_on(later(it));
    boxed, "listen.boxed", [fn], Boxed, |error| Box::pin(async { Err(error) }), |it| block_on(boxed(it));
    deferred, "listen.deferred", [fn], impl Future<Output = Result<(), Meant>>, |error| async { Err(error) },
        |it| block_on(deferred(it));
    hidden, "listen.hidden", [fn], Result<impl fmt::Debug, Meant>, |error| if false { Ok(1) } else { Err(error) },
        |it| hidden(it).map(drop);
}

#[circuit_breaker(name = "listen.generic", threshold = 1)]
fn generic<E: From<CircuitOpen>>(error: E) -> Result<(), E> {
    Err(error)
}

#[circuit_breaker(name = "listen.bound", threshold = 1)]
fn bound<E: From<CircuitOpen> + ErrorMeta>(error: E) -> Result<(), E> {
    Err(error)
}

#[test]
fn a_type_parameter_speaks_where_its_bound_says_so() {
    let _entry = enter();
    bound(Meant::Missing).unwrap_err();
    assert_eq!(state("listen.bound"), State::Closed);
    generic(Meant::Missing).unwrap_err();
    assert_eq!(state("listen.generic"), State::Open, "nothing is known of a plain parameter: every `Err` is a failure");
}

#[circuit_breaker(name = "listen.mute", threshold = 1)]
fn mute() -> Result<(), Mute> {
    Err(Mute)
}

#[test]
fn an_error_without_metadata_is_a_failure() {
    let _entry = enter();
    mute().unwrap_err();
    assert_eq!(state("listen.mute"), State::Open);
}

#[circuit_breaker(name = "listen.words", threshold = 1, ignore(Meant::Broken), failure_if = is_missing)]
fn words(error: Meant) -> Result<(), Meant> {
    Err(error)
}

fn is_missing(result: &Result<(), Meant>) -> bool {
    *result == Err(Meant::Missing)
}

#[circuit_breaker(name = "listen.ignore", threshold = 1, ignore(Meant::Broken))]
fn ignoring(error: Meant) -> Result<(), Meant> {
    Err(error)
}

#[test]
fn the_words_of_the_attribute_go_first() {
    let _entry = enter();
    words(Meant::Broken).unwrap_err();
    assert_eq!(state("listen.words"), State::Closed);
    words(Meant::Missing).unwrap_err();
    assert_eq!(state("listen.words"), State::Open);

    ignoring(Meant::Broken).unwrap_err();
    ignoring(Meant::Missing).unwrap_err();
    assert_eq!(state("listen.ignore"), State::Closed);
    let counts = ewrap::Registry::global().get("listen.ignore").expect("called").snapshot().counts;
    assert_eq!((counts.ignored, counts.success), (1, 1), "what is not ignored speaks for itself");
}

#[circuit_breaker(name = "listen.fallback", threshold = 1, fallback = |_| Ok(7))]
fn with_fallback(error: Meant) -> Result<u8, Meant> {
    Err(error)
}

#[test]
fn a_fallback_answers_for_failures_only() {
    let _entry = enter();
    assert_eq!(with_fallback(Meant::Missing), Err(Meant::Missing));
    assert_eq!(with_fallback(Meant::Broken), Ok(7));
    assert_eq!(with_fallback(Meant::Missing), Ok(7), "rejected");
}

#[circuit_breaker(name = "listen.outer", threshold = 1)]
fn outer() -> Result<(), CallError<Meant>> {
    inner().map_err(CallError::Inner)
}

#[circuit_breaker(name = "listen.inner", threshold = 1)]
fn inner() -> Result<(), Meant> {
    Err(Meant::Broken)
}

#[circuit_breaker(name = "listen.around", threshold = 1)]
fn around() -> Result<(), CircuitOpen> {
    down()
}

fn down() -> Result<(), CircuitOpen> {
    let breaker = CircuitBreaker::new("listen.down", 1, Duration::from_secs(1));
    breaker.record_failure();
    breaker.try_acquire().map(drop)
}

#[test]
fn nested_breakers_do_not_trip_each_other() {
    let _entry = enter();
    for _ in 0..3 {
        around().unwrap_err();
    }
    assert_eq!(state("listen.around"), State::Closed);
    inner().unwrap_err();
    outer().unwrap_err();
    assert_eq!((state("listen.inner"), state("listen.outer")), (State::Open, State::Closed));
}

#[test]
fn the_error_that_opens_may_lengthen_the_timeout() {
    let clock = ManualClock::new();
    let config = Config::builder()
        .threshold(1)
        .timeout(Duration::from_secs(10))
        .respect_retry_after(Duration::from_secs(60))
        .build()
        .expect("valid");
    let name = "listen.retry_after";
    let breaker = CircuitBreaker::builder(name).config(config).clock(clock.clone()).build();
    for (asked, waits) in [(30, 30), (3, 10), (600, 60)] {
        breaker.try_acquire().expect("closed").failed_with(&Meant::Busy(Duration::from_secs(asked)));
        let open = breaker.try_acquire().expect_err("open");
        assert_eq!(open.retry_after(), Some(Duration::from_secs(waits)), "asked for {asked} s");
        breaker.close("next");
    }
}

#[test]
fn a_permit_listens_too() {
    let breaker = CircuitBreaker::new("listen.permit", 1, Duration::from_secs(10));
    assert_eq!(breaker.try_acquire().expect("closed").failed_with(&Meant::Missing), Outcome::Success);
    assert_eq!(breaker.try_acquire().expect("closed").failed_with(&Meant::HungUp), Outcome::Ignored);
    assert_eq!(breaker.state(), State::Closed);
    assert_eq!(breaker.try_acquire().expect("closed").failed_with(&Meant::Broken), Outcome::Failure);
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn a_call_of_a_breaker_reads_derived_and_own_errors() {
    let breaker = CircuitBreaker::new("listen.call", 1, Duration::from_secs(10));
    breaker.call(down).unwrap_err();
    assert_eq!(breaker.state(), State::Closed, "a rejection of another breaker");
    block_on(breaker.call_async(async { down() })).unwrap_err();
    assert_eq!(breaker.state(), State::Closed);
    breaker.call(|| Err::<(), _>("no metadata")).unwrap_err();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn the_outermost_layer_that_answers_decides() {
    struct Layer(Option<ErrorKind>, Meant);
    impl ErrorMeta for Layer {
        fn facts(&self) -> &'static Facts {
            const FACTS: &Facts = &Facts::none("Layer", None);
            FACTS
        }
        fn kind(&self) -> Option<ErrorKind> {
            self.0
        }
        fn link(&self) -> Option<Link<'_>> {
            Some(Link::Meta(&self.1))
        }
    }
    assert_eq!(Layer(None, Meant::Missing).verdict(), Verdict::Success);
    assert_eq!(Layer(Some(ErrorKind::Internal), Meant::Missing).verdict(), Verdict::Failure);
    assert_eq!(Layer(Some(ErrorKind::NotFound), Meant::Broken).verdict(), Verdict::Success);
    assert_eq!(Layer(None, Meant::NotAsked).verdict(), Verdict::Ignore);
}

/// What a user writes.
#[derive(Debug, thiserror::Error, ErrorMeta)]
enum Derived {
    #[error("no such row")]
    #[meta(kind = NotFound)]
    Missing,
    #[error("the disk is gone")]
    #[meta(kind = Database, retry_after = "30s")]
    Down,
    #[error(transparent)]
    #[meta(transparent)]
    Open(#[from] CircuitOpen),
}

#[circuit_breaker(name = "listen.derived", threshold = 1)]
fn derived(error: Derived) -> Result<(), Derived> {
    Err(error)
}

#[circuit_breaker(name = "listen.error", threshold = 1)]
async fn any_error(error: Derived) -> ewrap::Result<()> {
    Err(error).wrap("looking for the row")
}

#[circuit_breaker(name = "listen.outermost", threshold = 1)]
fn of_derived(error: Derived) -> Result<(), Derived> {
    derived(error)
}

#[test]
fn a_derived_error_decides_in_every_way_of_use() {
    let _entry = enter();
    derived(Derived::Missing).unwrap_err();
    block_on(any_error(Derived::Missing)).unwrap_err();
    let breaker = CircuitBreaker::new("listen.by_hand", 1, Duration::from_secs(10));
    breaker.call(|| Err::<(), _>(Derived::Missing)).unwrap_err();
    breaker.call(|| Err::<(), _>(Derived::Missing).wrap("looking for the row")).unwrap_err();
    block_on(breaker.call_async(async { Err::<(), _>(Derived::Missing) })).unwrap_err();
    assert_eq!(
        (state("listen.derived"), state("listen.error"), breaker.state()),
        (State::Closed, State::Closed, State::Closed)
    );
    assert_eq!(breaker.snapshot().counts.success, 3);

    derived(Derived::Down).unwrap_err();
    block_on(any_error(Derived::Down)).unwrap_err();
    breaker.call(|| Err::<(), _>(Derived::Down)).unwrap_err();
    assert_eq!(
        (state("listen.derived"), state("listen.error"), breaker.state()),
        (State::Open, State::Open, State::Open)
    );

    of_derived(Derived::Missing).unwrap_err();
    assert_eq!(state("listen.outermost"), State::Closed, "the rejection of the inner breaker is not its own failure");
}

#[test]
fn a_group_fails_if_any_of_its_errors_does() {
    let breaker = CircuitBreaker::new("listen.group", 1, Duration::from_secs(10));
    let group = |errors: Vec<Derived>| ErrorGroup::from(errors).into_result();
    breaker.call(|| group(vec![Derived::Missing, Derived::Missing])).unwrap_err();
    assert_eq!(breaker.state(), State::Closed);
    breaker.call(|| group(vec![Derived::Missing, Derived::Down])).unwrap_err();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn an_error_of_the_program_asks_for_time_too() {
    let config =
        Config::builder().threshold(1).respect_retry_after(Duration::from_secs(20)).timeout(Duration::from_secs(10));
    let config = config.build().expect("valid");
    let breaker = CircuitBreaker::builder("listen.asks").config(config).clock(ManualClock::new()).build();
    breaker.call(|| Err::<(), _>(Derived::Down).wrap("reading")).unwrap_err();
    assert_eq!(breaker.try_acquire().expect_err("open").retry_after(), Some(Duration::from_secs(20)));
}
