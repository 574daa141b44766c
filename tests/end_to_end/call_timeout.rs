//! `call_timeout` on every shape of function: whose fault a call is that was cut, and who answers for it.

use std::future::{Future, pending};
use std::pin::Pin;
use std::time::Duration;

use ewrap::context::Context;
use ewrap::{Cause, CircuitOpen, Counts, Reason, Registry, circuit_breaker};
use tokio::time::{Instant, sleep};

use crate::support::enter;

const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_millis(200);

/// What became of a call, as far as it was not the dependency that spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Error {
    Down,
    Cut(Reason),
}

impl From<CircuitOpen> for Error {
    fn from(open: CircuitOpen) -> Self {
        Self::Cut(open.reason())
    }
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
type Answer = Result<u64, Error>;

async fn work(time: Duration) -> Answer {
    sleep(time).await;
    if time == Duration::from_millis(1) { Err(Error::Down) } else { Ok(8) }
}

fn counts(name: &str) -> Counts {
    Registry::global().get(name).expect("a called function has its breaker").snapshot().counts
}

/// Calls in time, too slow, and for an impatient caller; says what the three returned.
async fn three<F: Future<Output = Answer>>(name: &str, call: impl Fn(Duration) -> F) -> [Answer; 3] {
    let _entry = enter();
    let began = Instant::now();
    let quick = call(Duration::from_millis(10)).await;
    assert_eq!(counts(name).success, 1, "{name}");
    let slow = call(LONG).await;
    assert_eq!((counts(name).failure, counts(name).cancelled), (1, 0), "{name}");
    let impatient = Context::new().with_timeout(SHORT / 2).scope_async(async { call(LONG).await }).await;
    assert_eq!((counts(name).failure, counts(name).cancelled), (1, 1), "{name}");
    let took = began.elapsed();
    assert!(took < Duration::from_millis(90), "{name}: {took:?}");
    [quick, slow, impatient]
}

const REFUSED: [Answer; 3] = [Ok(8), Err(Error::Cut(Reason::TimedOut)), Err(Error::Cut(Reason::DeadlineExceeded))];

#[circuit_breaker(name = "limit.free", call_timeout = "50ms")]
async fn free(time: Duration) -> Answer {
    work(time).await
}

#[circuit_breaker(name = "limit.const", call_timeout = SHORT, threshold = 9)]
async fn constant(time: Duration) -> Result<u64, Error> {
    let answer = work(time).await?;
    Ok(answer)
}

#[circuit_breaker(name = "limit.generic", call_timeout = "50ms")]
async fn generic<const N: u64, T: Into<Duration> + Clone>(time: T) -> Answer {
    work(time.into()).await
}

#[circuit_breaker(name = "limit.future", call_timeout = "50ms")]
fn future(time: Duration) -> impl Future<Output = Answer> + Send {
    async move { work(time).await }
}

#[circuit_breaker(name = "limit.unpin", call_timeout = "50ms")]
fn unpin(time: Duration) -> impl Future<Output = Answer> + Unpin {
    Box::pin(work(time))
}

#[circuit_breaker(name = "limit.boxed", call_timeout = "50ms")]
fn boxed(time: Duration) -> Boxed<'static, Answer> {
    Box::pin(work(time))
}

#[circuit_breaker(name = "limit.registry", call_timeout = "50ms", registry = Registry::global())]
async fn in_registry(time: Duration) -> Answer {
    work(time).await
}

struct Service {
    extra: Duration,
}

impl Service {
    #[circuit_breaker(name = "limit.method", call_timeout = "50ms")]
    async fn method(&self, time: Duration) -> Answer {
        work(time + self.extra).await
    }

    #[circuit_breaker(name = "limit.exclusive", call_timeout = "50ms")]
    async fn exclusive(&mut self, time: Duration) -> Answer {
        work(time + self.extra).await
    }

    #[circuit_breaker(name = "limit.owned", call_timeout = "50ms")]
    async fn owned(self, time: Duration) -> Answer {
        work(time + self.extra).await
    }
}

#[async_trait::async_trait]
trait Loads {
    async fn above(&self, time: Duration) -> Answer;
    async fn below(&self, time: Duration) -> Answer;
}

#[async_trait::async_trait]
impl Loads for Service {
    #[circuit_breaker(name = "limit.above", call_timeout = "50ms")]
    async fn above(&self, time: Duration) -> Answer {
        work(time + self.extra).await
    }

    async fn below(&self, time: Duration) -> Answer {
        after_async_trait::Below::call(self, time).await
    }
}

/// The attribute sees what `#[async_trait]` has made.
mod after_async_trait {
    use super::{Answer, Duration, Service, circuit_breaker, work};

    #[async_trait::async_trait]
    pub(super) trait Below {
        #[circuit_breaker(name = "limit.below", call_timeout = "50ms")]
        async fn call(&self, time: Duration) -> Answer {
            work(time).await
        }
    }

    impl Below for Service {}
}

trait Native {
    async fn native(&self, time: Duration) -> Answer;
}

impl Native for Service {
    #[circuit_breaker(name = "limit.native", call_timeout = "50ms")]
    async fn native(&self, time: Duration) -> Answer {
        work(time + self.extra).await
    }
}

fn service() -> Service {
    Service { extra: Duration::ZERO }
}

#[tokio::test(start_paused = true)]
async fn every_shape_is_cut_and_the_caller_told_why() {
    assert_eq!(three("limit.free", free).await, REFUSED);
    assert_eq!(three("limit.const", constant).await, REFUSED);
    assert_eq!(three("limit.generic", generic::<3, Duration>).await, REFUSED);
    assert_eq!(three("limit.future", future).await, REFUSED);
    assert_eq!(three("limit.unpin", unpin).await, REFUSED);
    assert_eq!(three("limit.boxed", boxed).await, REFUSED);
    assert_eq!(three("limit.registry", in_registry).await, REFUSED);
    let service = &service();
    assert_eq!(three("limit.method", |time| service.method(time)).await, REFUSED);
    assert_eq!(three("limit.above", |time| service.above(time)).await, REFUSED);
    assert_eq!(three("limit.below", |time| service.below(time)).await, REFUSED);
    assert_eq!(three("limit.native", |time| service.native(time)).await, REFUSED);
    let exclusive = |time| async move { self::service().exclusive(time).await };
    assert_eq!(three("limit.exclusive", exclusive).await, REFUSED);
    assert_eq!(three("limit.owned", |time| self::service().owned(time)).await, REFUSED);
}

/// One that asks why, and one that does not, for each shape and each `fallback_on`.
mod fallbacks {
    use super::{Answer, Boxed, Cause, Duration, Error, Future, circuit_breaker, work};

    const TIMED_OUT: u64 = 1;
    const DEADLINE: u64 = 2;

    fn why(cause: &Cause<Error>) -> Answer {
        match cause {
            Cause::Rejected(open) if open.reason() == ewrap::Reason::TimedOut => Ok(TIMED_OUT),
            Cause::Rejected(_) => Ok(DEADLINE),
            Cause::Failed(error) => Err(error.clone()),
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "a fallback returns what the function returns")]
    fn zero(_: Duration) -> Answer {
        Ok(0)
    }

    async fn later(_: Duration) -> Answer {
        tokio::task::yield_now().await;
        Ok(0)
    }

    macro_rules! shapes {
        ($module:ident, $names:literal, $on:ident) => {
            pub(super) mod $module {
                use super::*;

                #[circuit_breaker(name = concat!($names, ".closure"), call_timeout = "50ms", fallback = |cause| why(&cause), fallback_on = $on)]
                pub(crate) async fn closure(time: Duration) -> Answer {
                    work(time).await
                }

                #[circuit_breaker(name = concat!($names, ".path"), call_timeout = "50ms", fallback = later, fallback_on = $on)]
                pub(crate) async fn path(time: Duration) -> Answer {
                    work(time).await
                }

                #[circuit_breaker(name = concat!($names, ".future"), call_timeout = "50ms", fallback = |cause| why(&cause), fallback_on = $on)]
                pub(crate) fn future(time: Duration) -> impl Future<Output = Answer> {
                    async move { work(time).await }
                }

                #[circuit_breaker(name = concat!($names, ".future.path"), call_timeout = "50ms", fallback = zero, fallback_on = $on)]
                pub(crate) fn future_path(time: Duration) -> impl Future<Output = Answer> {
                    async move { work(time).await }
                }

                #[circuit_breaker(name = concat!($names, ".boxed"), call_timeout = "50ms", fallback = |cause| why(&cause), fallback_on = $on)]
                pub(crate) fn boxed(time: Duration) -> Boxed<'static, Answer> {
                    Box::pin(work(time))
                }

                #[circuit_breaker(name = concat!($names, ".boxed.path"), call_timeout = "50ms", fallback = zero, fallback_on = $on)]
                pub(crate) fn boxed_path(time: Duration) -> Boxed<'static, Answer> {
                    Box::pin(work(time))
                }
            }
        };
    }

    shapes!(any, "limit.any", any);
    shapes!(failure, "limit.failure", failure);
    shapes!(open, "limit.open", open);

    pub(super) const ASKED: [Answer; 3] = [Ok(8), Ok(TIMED_OUT), Ok(DEADLINE)];
    pub(super) const UNASKED: [Answer; 3] = [Ok(8), Ok(0), Ok(0)];
}

macro_rules! answers {
    ($module:ident, $names:literal, $asked:expr, $unasked:expr) => {
        use fallbacks::$module;
        assert_eq!(three(concat!($names, ".closure"), $module::closure).await, $asked);
        assert_eq!(three(concat!($names, ".path"), $module::path).await, $unasked);
        assert_eq!(three(concat!($names, ".future"), $module::future).await, $asked);
        assert_eq!(three(concat!($names, ".future.path"), $module::future_path).await, $unasked);
        assert_eq!(three(concat!($names, ".boxed"), $module::boxed).await, $asked);
        assert_eq!(three(concat!($names, ".boxed.path"), $module::boxed_path).await, $unasked);
    };
}

#[tokio::test(start_paused = true)]
async fn a_fallback_answers_for_calls_that_were_cut() {
    answers!(any, "limit.any", fallbacks::ASKED, fallbacks::UNASKED);
    answers!(failure, "limit.failure", fallbacks::ASKED, fallbacks::UNASKED);
}

#[tokio::test(start_paused = true)]
async fn a_fallback_for_open_circuits_does_not() {
    answers!(open, "limit.open", REFUSED, REFUSED);
}

#[circuit_breaker(name = "limit.overdue")]
fn plain() -> Answer {
    panic!("the call is made")
}

#[circuit_breaker(name = "limit.overdue")]
async fn plain_async() -> Answer {
    panic!("the call is made")
}

#[circuit_breaker(name = "limit.overdue", fallback = |cause| match cause { Cause::Rejected(open) => Err(open.into()), Cause::Failed(_) => Ok(1) })]
fn with_fallback() -> Answer {
    panic!("the call is made")
}

#[tokio::test(start_paused = true)]
async fn an_exhausted_deadline_rejects_before_the_call() {
    let _entry = enter();
    let overdue = || Context::new().with_timeout(Duration::ZERO);
    let refused = Err(Error::Cut(Reason::DeadlineExceeded));
    assert_eq!(overdue().scope(plain), refused);
    assert_eq!(overdue().scope_async(plain_async()).await, refused);
    assert_eq!(overdue().scope(with_fallback), refused);
    assert_eq!(counts("limit.overdue").total(), 0, "it says nothing of the circuit");
}

#[tokio::test(start_paused = true)]
async fn a_future_does_not_begin_after_its_callers_deadline() {
    let _entry = enter();
    for made in [Box::pin(future(LONG)) as Boxed<'_, Answer>, boxed(LONG)] {
        let late = Context::new().with_timeout(Duration::ZERO).scope_async(made).await;
        assert_eq!(late, Err(Error::Cut(Reason::DeadlineExceeded)));
    }
}

#[circuit_breaker(name = "limit.unbounded")]
async fn unbounded(time: Duration) -> Answer {
    work(time).await
}

#[tokio::test(start_paused = true)]
async fn a_function_without_call_timeout_is_not_bounded() {
    let _entry = enter();
    assert_eq!(Context::new().with_timeout(SHORT).scope_async(unbounded(LONG)).await, Ok(8));
}

#[circuit_breaker(name = "limit.outer", call_timeout = "20ms", threshold = 1, ignore(Error::Cut(_)))]
async fn outer() -> Answer {
    inner().await
}

#[circuit_breaker(name = "limit.inner", call_timeout = "50ms", threshold = 1)]
async fn inner() -> Answer {
    pending().await
}

#[tokio::test(start_paused = true)]
async fn the_outer_functions_timeout_is_its_own_failure() {
    let _entry = enter();
    assert_eq!(outer().await, Err(Error::Cut(Reason::TimedOut)));
    assert_eq!((counts("limit.outer").failure, counts("limit.outer").ignored), (1, 0));
    assert_eq!((counts("limit.inner").failure, counts("limit.inner").cancelled), (0, 1));
}

#[tokio::test(start_paused = true)]
async fn a_failure_in_time_is_judged_as_ever() {
    let _entry = enter();
    assert_eq!(free(Duration::from_millis(1)).await, Err(Error::Down));
    assert_eq!(counts("limit.free").failure, 1);
}

#[test]
fn the_timer_is_held_once() {
    let (bare, timed) = (size_of_val(&unbounded(SHORT)), size_of_val(&free(SHORT)));
    assert!(timed <= bare + 320, "{bare} and {timed} bytes");
    assert!(size_of_val(&future(SHORT)) <= size_of_val(&work(SHORT)) + 360);
}
