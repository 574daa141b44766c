//! Functions that return a future: `impl Future` in its forms, boxed futures, aliases of them.

use std::future::Future;
use std::marker::PhantomPinned;
use std::pin::Pin;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{self, BoxFuture, LocalBoxFuture};

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, log, observe, pause, poll_once, run, send, sync};

#[circuit_breaker(name = "corpus.futures.implied")]
fn implied(number: u8) -> impl Future<Output = Result<u8, Fail>> {
    log("eager");
    async move {
        log("lazy");
        pause().await;
        Ok(number)
    }
}

#[circuit_breaker(name = "corpus.futures.implied_send")]
fn implied_send(noisy: Noisy) -> impl Future<Output = Result<&'static str, Fail>> + Send {
    async move {
        pause().await;
        Ok(noisy.0)
    }
}

#[circuit_breaker(name = "corpus.futures.implied_unpin")]
fn implied_unpin(number: u8) -> impl Future<Output = Result<u8, Fail>> + Unpin + Send + Sync + 'static {
    std::future::ready(Ok(number))
}

#[circuit_breaker(name = "corpus.futures.full_path")]
fn full_path(number: u8) -> impl ::std::future::Future<Output = Result<u8, Fail>> + Send {
    future::ready(Ok(number)).map(|result| result)
}

#[circuit_breaker(name = "corpus.futures.named_lifetime")]
fn named_lifetime<'a>(numbers: &'a mut Vec<u8>) -> impl Future<Output = Result<&'a mut u8, Fail>> + 'a {
    numbers.push(1);
    async move {
        pause().await;
        numbers.last_mut().ok_or(Fail::Refused)
    }
}

#[circuit_breaker(name = "corpus.futures.elided_lifetime")]
fn elided_lifetime(text: &str) -> impl Future<Output = Result<usize, Fail>> + '_ {
    async move { Ok(text.len()) }
}

#[circuit_breaker(name = "corpus.futures.captured")]
fn captured<'a, T: Clone>(value: &'a T, _other: &str) -> impl Future<Output = Result<T, Fail>> + use<'a, T> {
    async move { Ok(value.clone()) }
}

#[circuit_breaker(name = "corpus.futures.captures_nothing")]
fn captures_nothing(text: &str) -> impl Future<Output = Result<usize, Fail>> + use<> {
    let length = text.len();
    async move { Ok(length) }
}

#[circuit_breaker(name = "corpus.futures.early_return")]
fn early_return(number: u8) -> impl Future<Output = Result<u8, Fail>> + Unpin {
    if number == 0 {
        return future::ready(Err(Fail::Refused));
    }
    future::ok(number)
}

#[circuit_breaker(name = "corpus.futures.impl_output")]
fn impl_output(up_to: u8) -> impl Future<Output = Result<impl Iterator<Item = u8>, Fail>> {
    async move { Ok(0..up_to) }
}

#[circuit_breaker(name = "corpus.futures.unpinnable")]
fn unpinnable(noisy: Noisy) -> impl Future<Output = Result<(), Fail>> + Send {
    let pinned = PhantomPinned;
    async move {
        let held = (&noisy, pinned);
        pause().await;
        log(held.0.0);
        Ok(())
    }
}

#[circuit_breaker(name = "corpus.futures.boxed")]
fn boxed<'a>(text: &'a str, noisy: Noisy) -> Pin<Box<dyn Future<Output = Result<usize, Fail>> + Send + 'a>> {
    log("eager");
    Box::pin(async move {
        pause().await;
        log(noisy.0);
        Ok(text.len())
    })
}

#[circuit_breaker(name = "corpus.futures.boxed_elided")]
fn boxed_elided(text: &str) -> Pin<Box<dyn Future<Output = Result<usize, Fail>> + Send + '_>> {
    if text.is_empty() {
        return Box::pin(future::ready(Err(Fail::Refused)));
    }
    Box::pin(async move { Ok(text.len()) })
}

#[circuit_breaker(name = "corpus.futures.boxed_sync")]
fn boxed_sync(number: u8) -> Pin<Box<dyn Future<Output = Result<u8, Fail>> + Send + Sync>> {
    Box::pin(async move { Ok(number) })
}

#[circuit_breaker(name = "corpus.futures.boxed_local")]
fn boxed_local(counted: Rc<u8>) -> Pin<Box<dyn Future<Output = Result<u8, Fail>>>> {
    Box::pin(async move {
        pause().await;
        Ok(*counted)
    })
}

type Reply<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fail>> + Send + 'a>>;

#[circuit_breaker(name = "corpus.futures.alias")]
fn alias(text: &mut String) -> Reply<'_, usize> {
    Box::pin(async move {
        pause().await;
        text.push('!');
        Ok(text.len())
    })
}

#[circuit_breaker(name = "corpus.futures.box_future")]
fn box_future(noisy: Noisy) -> BoxFuture<'static, Result<&'static str, Fail>> {
    async move {
        pause().await;
        Ok(noisy.0)
    }
    .boxed()
}

#[circuit_breaker(name = "corpus.futures.local_box_future")]
fn local_box_future<'a>(counted: &'a Rc<u8>) -> LocalBoxFuture<'a, Result<u8, Fail>> {
    async move { Ok(**counted) }.boxed_local()
}

trait Service<Request> {
    type Future: Future;

    fn call(&mut self, request: Request) -> Self::Future;
}

struct Echo;

impl Service<u8> for Echo {
    type Future = BoxFuture<'static, Result<u8, Fail>>;

    #[circuit_breaker(name = "corpus.futures.associated")]
    fn call(&mut self, request: u8) -> Self::Future {
        Box::pin(async move {
            pause().await;
            Ok(request)
        })
    }
}

trait Fetch {
    #[circuit_breaker(name = "corpus.futures.boxed_default")]
    fn fetch<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<String, Fail>>
    where
        Self: Sync,
    {
        async move { Ok(format!("{} {key}", self.name())) }.boxed()
    }

    fn name(&self) -> &str;
}

impl Fetch for str {
    fn name(&self) -> &str {
        self
    }
}

cases! { futures:
    fn the_eager_part_runs_at_the_call() {
        let future = implied(1);
        log("made");
        observe(run(future));
        lives(|| send(implied(2)));
    }

    fn bounds_of_impl_future_hold() {
        lives(|| send(implied_send(Noisy("argument"))));
        lives(|| send(sync(implied_unpin(1))));
        let mut future = implied_unpin(2);
        observe(poll_once(Pin::new(&mut future)));
        observe(run(full_path(3)));
    }

    fn lifetimes_of_impl_future_hold() {
        let mut numbers = vec![];
        observe(run(named_lifetime(&mut numbers)));
        observe(run(elided_lifetime("text")));
        let value = String::from("value");
        let future = captured(&value, &String::from("short-lived"));
        observe(run(future));
        let future = captures_nothing(&String::from("gone"));
        observe(run(future));
    }

    fn returns_before_the_future_leave_the_function() {
        observe([run(early_return(0)), run(early_return(1))]);
    }

    fn the_output_may_be_an_impl_type() {
        observe(run(impl_output(3)).unwrap().collect::<Vec<_>>());
    }

    fn futures_that_must_not_move_stay_put() {
        lives(|| unpinnable(Noisy("argument")));
    }

    fn boxed_futures() {
        lives(|| send(boxed("text", Noisy("argument"))));
        observe([run(send(boxed_elided(""))), run(send(boxed_elided("text")))]);
        observe(run(send(sync(boxed_sync(1)))));
        lives(|| boxed_local(Rc::new(1)));
    }

    fn aliases_of_boxed_futures() {
        let mut text = String::from("text");
        observe(run(send(alias(&mut text))));
        lives(|| send(box_future(Noisy("argument"))));
        observe(run(local_box_future(&Rc::new(1))));
    }

    fn associated_types_that_are_boxed_futures() {
        observe(run(send(Echo.call(1))));
    }

    fn boxed_default_methods() {
        observe(run(send("name".fetch("key"))));
    }
}
