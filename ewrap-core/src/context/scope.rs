//! Which context a thread is in, and how a future takes its own along.
//!
//! Invariant: whoever enters leaves, by return, panic or a dropped future, and nothing of the user's runs while the slot
//! is borrowed.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{self, Poll};

use pin_project_lite::pin_project;

use super::{Context, Deadline};

thread_local! {
    static CURRENT: RefCell<Option<Context>> = const { RefCell::new(None) };
    /// Beside it, because every guarded call asks: a plain load, and nothing to destroy.
    static DEADLINE: Cell<Option<Deadline>> = const { Cell::new(None) };
    /// For every error that is made: whether one has looked around since the context changed, and found nothing.
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The context that this thread is in at present.
#[must_use]
pub fn current() -> Option<Context> {
    here().map(Context::handed_out)
}

fn here() -> Option<Context> {
    CURRENT.try_with(|it| it.borrow().clone()).ok().flatten()
}

/// Whether an error that is made on this thread has nothing around it, as the last one found.
#[inline]
pub(crate) fn is_quiet() -> bool {
    IS_QUIET.try_with(Cell::get).unwrap_or(false)
}

/// The same until this thread enters or leaves a context.
pub(crate) fn keep_quiet() {
    let _ = IS_QUIET.try_with(|it| it.set(true));
}

/// The deadline of the context that this thread is in, and whether somebody further out cuts the call at it.
#[cfg(feature = "tokio")]
pub(crate) fn enforced_deadline() -> Option<(Deadline, bool)> {
    let read =
        |it: &RefCell<Option<Context>>| it.borrow().as_ref().and_then(|it| Some((it.0.deadline?, it.0.enforced)));
    CURRENT.try_with(read).ok().flatten()
}

/// The deadline of the context that this thread is in.
#[inline]
pub(crate) fn deadline() -> Option<Deadline> {
    DEADLINE.try_with(Cell::get).unwrap_or_default()
}

/// Takes the current context along into a future, as for a task that is about to be spawned.
///
/// ```
/// use ewrap::context::{self, Context};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let name = || context::current().and_then(|it| Some(it.operation()?.to_owned()));
/// let (alone, together) = Context::new().with_operation("import").scope(|| {
///     (tokio::spawn(async move { name() }), tokio::spawn(context::inherit(async move { name() })))
/// });
/// assert_eq!(alone.await.unwrap(), None);
/// assert_eq!(together.await.unwrap().as_deref(), Some("import"));
/// # }
/// ```
pub fn inherit<F: Future>(future: F) -> Scoped<F> {
    current().unwrap_or_default().scope_async(future)
}

impl Context {
    /// Runs the closure inside this context, and leaves it afterwards, also by a panic.
    pub fn scope<R>(&self, inside: impl FnOnce() -> R) -> R {
        let _entered = enter(self.clone());
        inside()
    }

    /// The future, inside this context whenever it is polled.
    ///
    /// What surrounds the future when it is polled is inherited, as for nested scopes.
    ///
    /// # Cancel safety
    ///
    /// As that of the future: dropping it drops the future, inside the context.
    pub fn scope_async<F: Future>(&self, future: F) -> Scoped<F> {
        Scoped { future: Some(future), context: self.clone() }
    }
}

/// Puts back what was there.
struct Entered {
    outer: Option<Context>,
    of_this_thread: PhantomData<*const ()>,
}

fn enter(context: Context) -> Entered {
    let context = match here() {
        Some(outer) => context.within(&outer),
        None => context,
    };
    Entered { outer: put(Some(context)), of_this_thread: PhantomData }
}

/// What was there before. In the destructors of a thread's own values there is no place for it, and no need.
fn put(context: Option<Context>) -> Option<Context> {
    let _ = DEADLINE.try_with(|it| it.set(context.as_ref().and_then(Context::deadline)));
    let _ = IS_QUIET.try_with(|it| it.set(false));
    CURRENT.try_with(|it| it.replace(context)).ok().flatten()
}

impl Drop for Entered {
    fn drop(&mut self) {
        drop(put(self.outer.take()));
    }
}

pin_project! {
    /// A future inside its context, given by [`Context::scope_async`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct Scoped<F> {
        #[pin]
        future: Option<F>,
        context: Context,
    }

    impl<F> PinnedDrop for Scoped<F> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            if this.future.is_some() {
                let _entered = enter(this.context.clone());
                this.future.set(None);
            }
        }
    }
}

impl<F: Future> Future for Scoped<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, task: &mut task::Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        let _entered = enter(this.context.clone());
        let Some(future) = this.future.as_mut().as_pin_mut() else {
            panic!("a scoped future was polled after it was done");
        };
        let polled = future.poll(task);
        if polled.is_ready() {
            this.future.set(None);
        }
        polled
    }
}
