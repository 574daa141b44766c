//! Async functions, and functions that return futures.

use core::cell::Cell;
use core::future::ready;
use core::pin::Pin;
use std::process::abort;

use async_trait::async_trait;
use ewrap::{Cause, circuit_breaker};
use futures_util::future::BoxFuture;

use crate::support::{Fail, seen};

/// Plain.
#[circuit_breaker(name = "lints.futures.plain")]
async fn plain(number: u8) -> Result<u8, Fail> {
    if number == 0 {
        return Err(Fail::Missing);
    }
    ready(()).await;
    Ok(number)
}

/// Parameters of all kinds.
#[circuit_breaker(name = "lints.futures.parameters")]
async fn parameters((left, _): (u8, u8), _: u8, _unread: Cell<u8>, mut last: String) -> Result<String, Fail> {
    ready(()).await;
    last.insert(0, char::from(left));
    Ok(last)
}

/// Never returns.
#[circuit_breaker(name = "lints.futures.diverging")]
async fn diverging(_code: Cell<i32>) -> Result<u8, Fail> {
    abort()
}

/// Large, and not moved about.
#[circuit_breaker(name = "lints.futures.large")]
async fn large(array: [u8; 256]) -> Result<usize, Fail> {
    ready(()).await;
    Ok(array.len())
}

/// Generic, and borrowing.
#[circuit_breaker(name = "lints.futures.generic", ignore(Fail::Missing))]
async fn generic<T>(values: &[T], or: impl Future<Output = T> + Send) -> Result<T, Fail>
where
    T: Clone + Send + Sync,
{
    let other = or.await;
    Ok(values.first().cloned().unwrap_or(other))
}

/// Returns a future.
#[circuit_breaker(name = "lints.futures.implied")]
fn implied(text: &str) -> impl Future<Output = Result<usize, Fail>> + Send {
    let length = text.len();
    async move { Ok(length) }
}

/// Returns a boxed future.
#[circuit_breaker(name = "lints.futures.boxed")]
fn boxed<'text>(text: &'text str) -> Pin<Box<dyn Future<Output = Result<&'text str, Fail>> + Send + 'text>> {
    Box::pin(async move { text.strip_prefix('a').ok_or(Fail::Missing) })
}

/// Returns an alias of one.
#[circuit_breaker(name = "lints.futures.alias", fallback = async |_| Ok(text.len()))]
fn alias(text: &str) -> BoxFuture<'_, Result<usize, Fail>> {
    Box::pin(ready(Ok(text.len())))
}

/// Falls back to a sync path.
#[circuit_breaker(name = "lints.futures.sync_path", fallback = spare)]
async fn sync_path(text: String) -> Result<String, Fail> {
    ready(()).await;
    Ok(text)
}

/// Answers instead.
#[expect(clippy::unnecessary_wraps, reason = "a fallback returns what the function does")]
const fn spare(text: String) -> Result<String, Fail> {
    Ok(text)
}

/// Falls back to an async path.
#[circuit_breaker(name = "lints.futures.async_path", fallback = spare_later)]
async fn async_path(text: String) -> Result<String, Fail> {
    ready(()).await;
    Ok(text)
}

/// Answers instead.
async fn spare_later(text: String) -> Result<String, Fail> {
    ready(Ok(text)).await
}

/// Falls back to closures.
#[circuit_breaker(name = "lints.futures.closure", fallback = |cause| match cause {
    Cause::Rejected(_) => Ok(number),
    Cause::Failed(error) => Err(error),
})]
async fn closure(number: u8) -> Result<u8, Fail> {
    plain(number).await
}

/// Falls back to an async closure, when open.
#[circuit_breaker(name = "lints.futures.async_closure", fallback_on = open, fallback = async |_| plain(9).await)]
async fn async_closure(number: u8) -> Result<u8, Fail> {
    plain(number).await
}

/// Something with async methods.
#[async_trait]
trait Source {
    /// Loads.
    async fn load(&self, key: &str) -> Result<usize, Fail>;

    /// Loads and drops.
    #[circuit_breaker(name = "lints.futures.default_method")]
    async fn unload(&mut self, key: String) -> Result<(), Fail>
    where
        Self: Send + Sync,
    {
        let _: usize = self.load(&key).await?;
        Ok(())
    }
}

/// Knows its length.
#[derive(Debug)]
struct Length(usize);

#[async_trait]
impl Source for Length {
    #[circuit_breaker(name = "lints.futures.async_trait", fallback = Self::spare)]
    async fn load(&self, key: &str) -> Result<usize, Fail> {
        key.len().checked_sub(self.0).ok_or(Fail::Missing)
    }
}

impl Length {
    /// Answers instead.
    #[expect(clippy::unnecessary_wraps, reason = "a fallback returns what the function does")]
    const fn spare(&self, _key: &str) -> Result<usize, Fail> {
        Ok(self.0)
    }

    /// A method that borrows.
    #[circuit_breaker(name = "lints.futures.method")]
    async fn method(&mut self, by: usize) -> Result<&mut usize, Fail> {
        self.0 = self.0.saturating_add(by);
        ready(Ok(&mut self.0)).await
    }

    /// A method that owns.
    #[circuit_breaker(name = "lints.futures.owner")]
    async fn owner(self) -> Result<usize, Fail> {
        ready(()).await;
        Ok(self.0)
    }
}

/// Bounded.
#[circuit_breaker(name = "lints.futures.bounded", call_timeout = "1h")]
async fn bounded((left, _): (u8, u8), mut text: String) -> Result<String, Fail> {
    ready(()).await;
    text.insert(0, char::from(left));
    Ok(text)
}

/// Bounded, with a path that answers.
#[circuit_breaker(name = "lints.futures.bounded_path", call_timeout = "1h", fallback = later)]
async fn bounded_path(text: String) -> Result<String, Fail> {
    ready(Ok(text)).await
}

/// Answers instead, later.
async fn later(text: String) -> Result<String, Fail> {
    ready(Ok(text)).await
}

/// Bounded, with a closure that answers.
#[circuit_breaker(name = "lints.futures.bounded_closure", call_timeout = "1h", fallback = |_cause: Cause<Fail>| Ok(number))]
async fn bounded_closure(number: usize) -> Result<usize, Fail> {
    ready(Ok(number)).await
}

/// Bounded, and a future.
#[circuit_breaker(name = "lints.futures.bounded_future", call_timeout = "1h", fallback = |_cause| Ok(0_usize), fallback_on = open)]
fn bounded_future(text: &str) -> impl Future<Output = Result<usize, Fail>> + Send {
    let length = text.len();
    async move { Ok(length) }
}

/// Bounded, and boxed.
#[circuit_breaker(name = "lints.futures.bounded_box", call_timeout = "1h")]
fn bounded_box(text: &str) -> BoxFuture<'_, Result<usize, Fail>> {
    Box::pin(ready(Ok(text.len())))
}

/// Calls them all.
pub(crate) async fn all() -> Result<(), Fail> {
    let text = || String::from("text");
    let mut length = Length(1);
    drop(diverging(Cell::new(1_i32)));
    seen(&[plain(1).await?, closure(2).await?, async_closure(3).await?, generic(&[1], ready(2)).await?]);
    seen(&[parameters((97, 1), 2, Cell::new(3), text()).await?, sync_path(text()).await?, async_path(text()).await?]);
    seen(&[large([0; 256]).await?, implied("a").await?, boxed("ab").await?.len(), alias("a").await?]);
    *length.method(1).await? = length.load("abc").await?;
    length.unload(text()).await?;
    seen(&length.owner().await?);
    seen(&[bounded((97, 1), text()).await?, bounded_path(text()).await?]);
    seen(&[bounded_closure(1).await?, bounded_future("a").await?, bounded_box("ab").await?]);
    Ok(())
}
