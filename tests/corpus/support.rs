//! What all cases use: a log of what happened, values that tell of their end, and a tiny executor.
//!
//! The log belongs to the thread, so cases may run side by side. Two twins are the same if their logs are.

use std::any::Any;
use std::cell::RefCell;
use std::fmt::{self, Debug, Display};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::{Pin, pin};
use std::sync::LazyLock;
use std::task::{Context, Poll, Waker};

use tokio::runtime::{Builder, EnterGuard, Runtime};

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Notes something that happened.
pub(crate) fn log(what: impl Into<String>) {
    LOG.with_borrow_mut(|log| log.push(what.into()));
}

/// Notes a value that came out.
pub(crate) fn observe(value: impl Debug) {
    log(format!("{value:?}"));
}

/// Runs a case and takes what it noted.
pub(crate) fn record(case: impl FnOnce()) -> Vec<String> {
    LOG.take();
    case();
    LOG.take()
}

/// Fails unless both twins note the same, and anything at all.
pub(crate) fn same(bare: fn(), guarded: fn()) {
    let bare = record(bare);
    assert!(!bare.is_empty(), "the case notes nothing");
    assert_eq!(bare, record(guarded), "left: bare, right: guarded");
}

/// Runs something that panics and notes with what.
pub(crate) fn caught<T: Debug>(run: impl FnOnce() -> T) {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(value) => panic!("no panic, but {:?}", value),
        Err(payload) => log(format!("panicked with {}", described(payload.as_ref()))),
    }
}

fn described(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        format!("str {text}")
    } else if let Some(text) = payload.downcast_ref::<String>() {
        format!("String {text}")
    } else if let Some(Payload(number)) = payload.downcast_ref::<Payload>() {
        format!("Payload {number}")
    } else {
        String::from("something else")
    }
}

/// Panics with a payload that is no text.
pub(crate) fn panic_with_payload(number: u8) -> ! {
    resume_unwind(Box::new(Payload(number)))
}

struct Payload(u8);

/// Notes its end. Not `Clone`, so whoever wants one must be given one.
#[derive(Debug)]
pub(crate) struct Noisy(pub(crate) &'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        log(format!("drop {}", self.0));
    }
}

/// Notes each copy made of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Counted(pub(crate) &'static str);

impl Clone for Counted {
    fn clone(&self) -> Self {
        log(format!("clone {}", self.0));
        Self(self.0)
    }
}

/// The error of the cases, which can be made from a rejection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fail {
    Refused,
    Code(u16),
    Open,
}

impl Display for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => f.write_str("refused"),
            Self::Code(code) => write!(f, "code {code}"),
            Self::Open => f.write_str("open"),
        }
    }
}

impl std::error::Error for Fail {}

impl From<ewrap::CircuitOpen> for Fail {
    fn from(_: ewrap::CircuitOpen) -> Self {
        Self::Open
    }
}

impl From<std::num::ParseIntError> for Fail {
    fn from(_: std::num::ParseIntError) -> Self {
        Self::Refused
    }
}

/// An error that no rejection can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Foreign(pub(crate) u8);

/// The library by another path, as a crate that re-exports it would have it.
pub(crate) mod facade {
    pub(crate) use ::ewrap::*;
}

/// Accepts what may cross threads; a compile-time assertion.
pub(crate) fn send<T: Send>(value: T) -> T {
    value
}

/// The same for references, of `Sync`.
pub(crate) fn sync<T: Sync>(value: T) -> T {
    value
}

/// A future that is pending once.
pub(crate) fn pause() -> impl Future<Output = ()> + Send {
    Pause(false)
}

struct Pause(bool);

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Polls a future to its end. Nothing here waits for anything outside, so a hundred polls are plenty.
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    for _ in 0..100 {
        if let Poll::Ready(value) = poll_once(future.as_mut()) {
            return value;
        }
    }
    panic!("the future does not end")
}

/// Polls once, with a waker that does nothing.
pub(crate) fn poll_once<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Makes a future again and again: to drop it after no poll, one, two, three, and to run it to its end.
pub(crate) fn lives<F: Future<Output: Debug>>(make: impl Fn() -> F) {
    for polls in 0..=3 {
        log(format!("after {polls} polls"));
        let mut future = Box::pin(make());
        for _ in 0..polls {
            if let Poll::Ready(value) = poll_once(future.as_mut()) {
                observe(value);
                break;
            }
        }
        drop(future);
    }
    log("to the end");
    observe(run(make()));
}

/// Lets this thread make timers, which nobody drives.
pub(crate) fn with_timers() -> EnterGuard<'static> {
    static RUNTIME: LazyLock<Runtime> =
        LazyLock::new(|| Builder::new_current_thread().enable_time().build().expect("a runtime is made"));
    RUNTIME.enter()
}
