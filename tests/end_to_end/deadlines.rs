//! Contexts, deadlines and `call_timeout`, on tokio's paused clock.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ewrap::context::{self, Context};
use ewrap::{
    Cause, CircuitBreaker, CircuitOpen, Counts, Deadline, Reason, Registry, State, Verdict, circuit_breaker, meta,
};
use tokio::time::sleep;

use crate::support::enter;

const MS: Duration = Duration::from_millis(1);

#[derive(Debug)]
enum Failed {
    Io,
    Cut(CircuitOpen),
}

impl From<CircuitOpen> for Failed {
    fn from(open: CircuitOpen) -> Self {
        Self::Cut(open)
    }
}

impl Failed {
    fn reason(&self) -> Option<Reason> {
        if let Self::Cut(open) = self { Some(open.reason()) } else { None }
    }
}

fn counts(name: &str) -> Counts {
    Registry::global().get(name).expect("called").snapshot().counts
}

fn state(name: &str) -> State {
    Registry::global().get(name).expect("called").state()
}

fn within(ms: u32) -> Context {
    Context::new().with_timeout(MS * ms)
}

#[circuit_breaker(name = "deadlines.plain", threshold = 2, call_timeout = "50ms")]
async fn plain(takes: u32) -> Result<u32, Failed> {
    sleep(MS * takes).await;
    if takes == 13 { Err(Failed::Io) } else { Ok(takes) }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_takes_longer_than_its_limit_is_a_failure() {
    let _entry = enter();
    assert_eq!(plain(49).await.unwrap(), 49);
    assert!(matches!(plain(13).await, Err(Failed::Io)));
    let cut = plain(51).await.unwrap_err();
    assert_eq!(cut.reason(), Some(Reason::TimedOut));
    assert_eq!(state("deadlines.plain"), State::Open);
    let counts = counts("deadlines.plain");
    assert_eq!((counts.success, counts.failure, counts.cancelled), (1, 2, 0));
    let Failed::Cut(open) = cut else { panic!("cut") };
    assert_eq!((open.breaker(), open.retry_after()), ("deadlines.plain", None));
    assert_eq!(open.to_string(), "the call of \"deadlines.plain\" took longer than 50ms");
    assert_eq!((meta::verdict(&open), meta::http_status(&open)), (Verdict::Failure, 504));
}

#[tokio::test(start_paused = true)]
async fn one_impatient_client_cannot_trip_the_circuit_for_all() {
    let _entry = enter();
    for _ in 0..20 {
        let cut = within(10).scope_async(plain(30)).await.unwrap_err();
        assert_eq!(cut.reason(), Some(Reason::DeadlineExceeded));
    }
    assert_eq!(state("deadlines.plain"), State::Closed);
    let counts = counts("deadlines.plain");
    assert_eq!((counts.failure, counts.cancelled), (0, 20));
    assert_eq!(plain(30).await.unwrap(), 30);
}

#[tokio::test(start_paused = true)]
async fn the_smaller_of_limit_and_remaining_time_holds() {
    let _entry = enter();
    let start = tokio::time::Instant::now();
    within(500).scope_async(plain(200)).await.unwrap_err();
    assert_eq!(start.elapsed(), MS * 50, "its own limit");
    within(20).scope_async(plain(200)).await.unwrap_err();
    assert_eq!(start.elapsed(), MS * 70, "the caller's deadline");
    assert_eq!((counts("deadlines.plain").failure, counts("deadlines.plain").cancelled), (1, 1));
}

static BODIES: AtomicU32 = AtomicU32::new(0);

#[circuit_breaker(name = "deadlines.sync", threshold = 1)]
fn counted() -> Result<(), Failed> {
    BODIES.fetch_add(1, Ordering::Relaxed);
    Err(Failed::Io)
}

#[tokio::test(start_paused = true)]
async fn an_exhausted_deadline_rejects_before_the_call() {
    let _entry = enter();
    let context = within(10);
    tokio::time::advance(MS * 10).await;
    let rejected = context.scope(counted).unwrap_err();
    assert_eq!(rejected.reason(), Some(Reason::DeadlineExceeded));
    assert_eq!(BODIES.load(Ordering::Relaxed), 0);
    assert_eq!(state("deadlines.sync"), State::Closed);
    assert_eq!(counts("deadlines.sync").rejected, 0, "it says nothing of the circuit");
    counted().unwrap_err();
    assert_eq!(state("deadlines.sync"), State::Open);

    let breaker = CircuitBreaker::new("deadlines.by_hand", 1, MS);
    context.scope(|| {
        let open = breaker.try_acquire().unwrap_err();
        assert_eq!((open.reason(), open.state(), open.retry_after()), (Reason::DeadlineExceeded, State::Closed, None));
        assert_eq!(meta::verdict(&open), Verdict::Ignore);
        breaker.call(|| Ok::<_, ()>(())).unwrap_err();
    });
    breaker.try_acquire().unwrap().success();
}

#[circuit_breaker(name = "deadlines.outer", threshold = 1, call_timeout = "40ms")]
async fn outer(takes: u32) -> Result<u32, Failed> {
    inner(takes).await
}

#[circuit_breaker(name = "deadlines.inner", threshold = 1, call_timeout = "100ms")]
async fn inner(takes: u32) -> Result<u32, Failed> {
    let left = context::current().and_then(|it| it.deadline()).expect("the limit is a deadline").remaining();
    assert!(left <= MS * 40, "{left:?}");
    sleep(MS * takes).await;
    Ok(takes)
}

#[tokio::test(start_paused = true)]
async fn a_limit_is_the_deadline_of_what_runs_inside() {
    let _entry = enter();
    assert_eq!(outer(30).await.unwrap(), 30);
    let cut = outer(60).await.unwrap_err();
    assert_eq!(cut.reason(), Some(Reason::TimedOut));
    assert_eq!((state("deadlines.outer"), state("deadlines.inner")), (State::Open, State::Closed));
    assert_eq!(counts("deadlines.inner").cancelled, 1);
}

#[circuit_breaker(name = "deadlines.any", threshold = 9, call_timeout = "50ms", fallback = told)]
async fn any(takes: u32, name: String) -> Result<String, Failed> {
    sleep(MS * takes).await;
    Ok(name)
}

async fn told(takes: u32, name: String) -> Result<String, Failed> {
    sleep(MS).await;
    Ok(format!("{name} after {takes}"))
}

#[circuit_breaker(name = "deadlines.why", threshold = 9, call_timeout = "50ms", fallback_on = failure,
    fallback = |cause| match cause {
        Cause::Rejected(open) => Ok(format!("{:?}", open.reason())),
        Cause::Failed(_) => Ok("failed".to_owned()),
    })]
async fn why(takes: u32) -> Result<String, Failed> {
    sleep(MS * takes).await;
    if takes == 13 { Err(Failed::Io) } else { Ok("done".to_owned()) }
}

#[circuit_breaker(name = "deadlines.open", threshold = 9, call_timeout = "50ms", fallback_on = open, fallback = told)]
async fn only_open(takes: u32, name: String) -> Result<String, Failed> {
    sleep(MS * takes).await;
    Ok(name)
}

#[tokio::test(start_paused = true)]
async fn a_fallback_answers_for_a_call_that_was_cut() {
    let _entry = enter();
    assert_eq!(any(10, "a".into()).await.unwrap(), "a");
    assert_eq!(any(60, "a".into()).await.unwrap(), "a after 60");
    assert_eq!(counts("deadlines.any").failure, 1);
    assert_eq!(why(13).await.unwrap(), "failed");
    assert_eq!(why(60).await.unwrap(), "TimedOut");
    assert_eq!(within(5).scope_async(why(60)).await.unwrap(), "DeadlineExceeded");
    let cut = only_open(60, "a".into()).await.unwrap_err();
    assert_eq!(cut.reason(), Some(Reason::TimedOut), "its arguments are gone");
}

const LIMIT: Duration = Duration::from_millis(20);

struct Service {
    calls: Cell<u32>,
}

impl Service {
    #[circuit_breaker(name = "deadlines.method", call_timeout = LIMIT)]
    async fn ask<'a, T: AsRef<str> + ?Sized>(&mut self, text: &'a T, (a, b): (u32, u32)) -> Result<&'a str, Failed> {
        self.calls.set(self.calls.get() + 1);
        sleep(MS * (a + b)).await;
        Ok(text.as_ref())
    }
}

#[tokio::test(start_paused = true)]
async fn methods_generics_and_patterns_are_bounded_too() {
    let _entry = enter();
    let mut service = Service { calls: Cell::new(0) };
    assert_eq!(service.ask("x", (5, 5)).await.unwrap(), "x");
    assert_eq!(service.ask(&"x".to_owned(), (15, 15)).await.unwrap_err().reason(), Some(Reason::TimedOut));
    assert_eq!(service.calls.get(), 2);
}

struct OnDrop<'a>(&'a Cell<bool>);

impl Drop for OnDrop<'_> {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

#[circuit_breaker(name = "deadlines.drops", call_timeout = "10ms", fallback = seen)]
async fn drops(dropped: &Cell<bool>) -> Result<bool, Failed> {
    let _held = OnDrop(dropped);
    sleep(MS * 100).await;
    Ok(false)
}

async fn seen(dropped: &Cell<bool>) -> Result<bool, Failed> {
    sleep(MS).await;
    Ok(dropped.get())
}

#[tokio::test(start_paused = true)]
async fn the_body_is_dropped_before_the_fallback_runs() {
    let _entry = enter();
    assert!(drops(&Cell::new(false)).await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_cut_probe_frees_its_place() {
    let entry = enter();
    let breaker = crate::support::due_for_a_probe(&entry, "deadlines.plain");
    within(5).scope_async(plain(30)).await.unwrap_err();
    assert_eq!((breaker.state(), breaker.snapshot().counts.cancelled), (State::HalfOpen, 1));
    assert_eq!(plain(30).await.unwrap(), 30);
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn scopes_nest_and_the_sooner_deadline_holds() {
    let (soon, late) = (Deadline::after(MS), Deadline::after(MS * 60_000));
    let outer = Context::new().with_request_id("r").with_user("u").with_deadline(soon);
    outer.scope(|| {
        Context::new().with_user("v").with_component("c").with_deadline(late).scope(|| {
            let here = context::current().unwrap();
            assert_eq!((here.request_id(), here.user(), here.component()), (Some("r"), Some("v"), Some("c")));
            assert_eq!((here.operation(), here.deadline()), (None, Some(soon)));
            assert!(!format!("{here:?}").contains("\"v\""), "{here:?}");
        });
        assert_eq!(context::current().as_ref(), Some(&outer));
    });
    assert_eq!(context::current(), None);
}

#[test]
fn a_panic_leaves_the_scope() {
    let panicked = std::panic::catch_unwind(|| Context::new().with_user("u").scope(|| panic!("inside")));
    assert!(panicked.is_err());
    assert_eq!(context::current(), None);
}

#[tokio::test(start_paused = true)]
async fn a_sibling_does_not_see_the_context_of_a_task() {
    async fn operation() -> Option<String> {
        sleep(MS).await;
        context::current().and_then(|it| it.operation().map(str::to_owned))
    }
    let scoped = Context::new().with_operation("import").scope_async(async {
        (
            operation().await,
            tokio::spawn(operation()).await.unwrap(),
            tokio::spawn(context::inherit(operation())).await.unwrap(),
        )
    });
    let (inside, beside) = tokio::join!(scoped, operation());
    assert_eq!(inside, (Some("import".into()), None, Some("import".into())));
    assert_eq!(beside, None);
    assert_eq!(context::current(), None);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_future_is_dropped_inside_its_context() {
    struct Reads<'a>(&'a Cell<bool>);
    impl Drop for Reads<'_> {
        fn drop(&mut self) {
            self.0.set(context::current().is_some());
        }
    }
    let inside = Cell::new(false);
    let future = Context::new().with_operation("x").scope_async(async {
        let _reads = Reads(&inside);
        sleep(MS * 100).await;
    });
    tokio::time::timeout(MS, future).await.unwrap_err();
    assert!(inside.get());
}

#[test]
fn a_thread_inherits_nothing() {
    Context::new().with_operation("x").scope(|| {
        assert_eq!(std::thread::spawn(context::current).join().unwrap(), None);
    });
}
