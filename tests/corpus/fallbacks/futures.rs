//! Fallbacks of functions that return a future, by `impl Future` or in a box.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use ewrap::{Cause, circuit_breaker};
use futures_util::FutureExt as _;
use futures_util::future::{self, BoxFuture, LocalBoxFuture};

use crate::support::{Fail, Foreign, Noisy, log, pause, record, run, send};

#[circuit_breaker(name = "corpus.fallback_futures.implied", threshold = 1, fallback = implied_again)]
fn implied(text: String) -> impl Future<Output = Result<usize, Fail>> + Send {
    log("eager");
    async move {
        pause().await;
        Err(Fail::Code(text.len() as u16))
    }
}

async fn implied_again(text: String) -> Result<usize, Fail> {
    log("fallback");
    pause().await;
    Ok(text.len())
}

#[test]
fn impl_future_falls_back_to_an_async_path() {
    let log = record(|| assert_eq!((run(send(implied("a".into()))), run(send(implied("b".into())))), (Ok(1), Ok(1))));
    assert_eq!(log, ["eager", "fallback", "fallback"]);
}

#[circuit_breaker(name = "corpus.fallback_futures.implied_sync", threshold = 1, fallback = implied_sync_again)]
fn implied_sync<'a>(text: &'a str, number: &'a u8) -> impl Future<Output = Result<&'a str, Foreign>> + use<'a> {
    async move {
        pause().await;
        if text.is_empty() { Err(Foreign(*number)) } else { Ok(text) }
    }
}

fn implied_sync_again<'a>(_: &'a str, number: &'a u8) -> Result<&'a str, Foreign> {
    if *number == 0 { Err(Foreign(0)) } else { Ok("spare") }
}

#[test]
fn impl_future_falls_back_to_a_sync_path() {
    assert_eq!(run(implied_sync("text", &1)), Ok("text"));
    assert_eq!(run(implied_sync("", &1)), Ok("spare"));
    assert_eq!(run(implied_sync("text", &0)), Err(Foreign(0)));
}

#[circuit_breaker(name = "corpus.fallback_futures.implied_closure", threshold = 1, fallback = |cause| match cause {
    Cause::Failed(error) => Err(error),
    Cause::Rejected(_) => Ok(number + 1),
})]
fn implied_closure(number: u8) -> impl Future<Output = Result<u8, Fail>> {
    future::ready(Err(Fail::Code(number.into())))
}

#[circuit_breaker(
    name = "corpus.fallback_futures.implied_async_closure",
    threshold = 1,
    fallback = async |_| { pause().await; Ok(text) }
)]
fn implied_async_closure(text: String) -> impl Future<Output = Result<String, Fail>> + Send {
    async move {
        drop(text);
        Err(Fail::Refused)
    }
}

#[test]
fn impl_future_falls_back_to_a_closure() {
    assert_eq!((run(implied_closure(1)), run(implied_closure(2))), (Err(Fail::Code(1)), Ok(3)));
    let call = |text: &str| run(send(implied_async_closure(text.into())));
    assert_eq!((call("a"), call("b")), (Ok("a".into()), Ok("b".into())));
}

#[circuit_breaker(name = "corpus.fallback_futures.boxed", threshold = 1, fallback = boxed_again)]
fn boxed<'a>(text: &'a str, numbers: Vec<u8>) -> Pin<Box<dyn Future<Output = Result<usize, Fail>> + Send + 'a>> {
    Box::pin(async move {
        pause().await;
        Err(Fail::Code((text.len() + numbers.len()) as u16))
    })
}

async fn boxed_again(text: &str, numbers: Vec<u8>) -> Result<usize, Fail> {
    pause().await;
    Ok(text.len() * numbers.len())
}

#[circuit_breaker(name = "corpus.fallback_futures.boxed_sync", threshold = 1, fallback = boxed_sync_again)]
fn boxed_sync(number: u8) -> BoxFuture<'static, Result<u8, Foreign>> {
    future::err(Foreign(number)).boxed()
}

fn boxed_sync_again(number: u8) -> Result<u8, Foreign> {
    Ok(number)
}

#[circuit_breaker(
    name = "corpus.fallback_futures.boxed_by_box",
    threshold = 1,
    fallback = boxed_by_box_again,
    fallback_on = open
)]
fn boxed_by_box(numbers: &mut Vec<u8>) -> BoxFuture<'_, Result<usize, Fail>> {
    async move {
        numbers.push(1);
        Err(Fail::Refused)
    }
    .boxed()
}

fn boxed_by_box_again(numbers: &mut Vec<u8>) -> BoxFuture<'_, Result<usize, Fail>> {
    async move {
        numbers.push(2);
        Ok(numbers.len())
    }
    .boxed()
}

#[test]
fn boxed_futures_fall_back_to_paths() {
    assert_eq!((run(send(boxed("ab", vec![1, 2, 3]))), run(send(boxed("a", vec![1])))), (Ok(6), Ok(1)));
    assert_eq!((run(send(boxed_sync(1))), run(send(boxed_sync(2)))), (Ok(1), Ok(2)));
}

#[test]
fn boxed_futures_that_hold_an_exclusive_reference_fall_back_to_boxed_ones() {
    let mut numbers = vec![];
    let first = run(send(boxed_by_box(&mut numbers)));
    assert_eq!((first, run(send(boxed_by_box(&mut numbers)))), (Err(Fail::Refused), Ok(2)));
}

#[circuit_breaker(name = "corpus.fallback_futures.boxed_closure", threshold = 1, fallback = |_| Ok(text.len()))]
fn boxed_closure(text: &str) -> BoxFuture<'_, Result<usize, Fail>> {
    async { Err(Fail::Refused) }.boxed()
}

#[circuit_breaker(
    name = "corpus.fallback_futures.boxed_async_closure",
    threshold = 1,
    fallback = |_| async move { pause().await; Ok(text) }
)]
fn boxed_async_closure(text: String) -> BoxFuture<'static, Result<String, Fail>> {
    async move {
        drop(text);
        Err(Fail::Refused)
    }
    .boxed()
}

#[circuit_breaker(
    name = "corpus.fallback_futures.boxed_local",
    threshold = 1,
    fallback = |_| async move { pause().await; Ok(*counted) }
)]
fn boxed_local(counted: Rc<u8>) -> LocalBoxFuture<'static, Result<u8, Fail>> {
    async move { Err(Fail::Code((*counted).into())) }.boxed_local()
}

#[test]
fn boxed_futures_fall_back_to_closures() {
    assert_eq!((run(send(boxed_closure("a"))), run(send(boxed_closure("bc")))), (Ok(1), Ok(2)));
    assert_eq!(
        (run(send(boxed_async_closure("a".into()))), run(boxed_async_closure("b".into()))),
        (Ok("a".into()), Ok("b".into()))
    );
    assert_eq!((run(boxed_local(Rc::new(1))), run(boxed_local(Rc::new(2)))), (Ok(1), Ok(2)));
}

#[circuit_breaker(
    name = "corpus.fallback_futures.unclonable",
    threshold = 1,
    fallback = unclonable_again,
    fallback_on = open
)]
fn unclonable(noisy: Noisy) -> impl Future<Output = Result<(), Fail>> + Send {
    async move { Err(Fail::Code(noisy.0.len() as u16)) }
}

#[circuit_breaker(
    name = "corpus.fallback_futures.unclonable_boxed",
    threshold = 1,
    fallback = unclonable_again,
    fallback_on = open
)]
fn unclonable_boxed(noisy: Noisy) -> BoxFuture<'static, Result<(), Fail>> {
    async move { Err(Fail::Code(noisy.0.len() as u16)) }.boxed()
}

async fn unclonable_again(noisy: Noisy) -> Result<(), Fail> {
    pause().await;
    log(noisy.0);
    Ok(())
}

#[test]
fn futures_take_arguments_that_cannot_be_cloned() {
    let log = record(|| {
        assert_eq!((run(send(unclonable(Noisy("a")))), run(unclonable(Noisy("b")))), (Err(Fail::Code(1)), Ok(())));
        assert_eq!(
            (run(send(unclonable_boxed(Noisy("c")))), run(unclonable_boxed(Noisy("d")))),
            (Err(Fail::Code(1)), Ok(()))
        );
    });
    assert_eq!(log, ["drop a", "b", "drop b", "drop c", "d", "drop d"]);
}

struct Client {
    spare: u8,
}

impl Client {
    #[circuit_breaker(name = "corpus.fallback_futures.method", threshold = 1, fallback = Self::spare)]
    fn method(&self, number: u8) -> impl Future<Output = Result<u8, Fail>> + Send + '_ {
        async move { Err(Fail::Code((self.spare + number).into())) }
    }

    #[circuit_breaker(name = "corpus.fallback_futures.boxed_method", threshold = 1, fallback = Self::spare)]
    fn boxed<'a>(&'a self, number: u8) -> BoxFuture<'a, Result<u8, Fail>> {
        Box::pin(async move { Err(Fail::Code((self.spare + number).into())) })
    }

    async fn spare(&self, number: u8) -> Result<u8, Fail> {
        pause().await;
        Ok(self.spare + number)
    }
}

#[test]
fn methods_that_return_futures_pass_their_receiver() {
    let client = Client { spare: 1 };
    assert_eq!((run(send(client.method(1))), run(send(client.method(2)))), (Ok(2), Ok(3)));
    assert_eq!((run(send(client.boxed(1))), run(send(client.boxed(2)))), (Ok(2), Ok(3)));
}
