//! A fallback that is not asked changes nothing: not the order of drops, not what a panic meets, not what is `Send`.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, caught, lives, log, observe, pause, send};

#[circuit_breaker(name = "corpus.unused_fallbacks.closure", fallback = |_| Ok("spare"))]
fn closure(_: Noisy, a: Noisy, b: Noisy, _c: Noisy) -> Result<&'static str, Fail> {
    let _local = Noisy("local");
    log(b.0);
    Ok(a.0)
}

#[circuit_breaker(name = "corpus.unused_fallbacks.path", fallback = spare, fallback_on = open)]
fn path(a: Noisy, _: Noisy, (b, _): (Noisy, Noisy), panics: bool) -> Result<&'static str, Fail> {
    let _local = Noisy("local");
    assert!(!panics, "{}", b.0);
    Ok(a.0)
}

fn spare(a: Noisy, _: Noisy, _: (Noisy, Noisy), _: bool) -> Result<&'static str, Fail> {
    Ok(a.0)
}

#[circuit_breaker(name = "corpus.unused_fallbacks.async_closure", fallback = async |_| { pause().await; Ok("spare") })]
async fn async_closure(_: Noisy, a: Noisy, _b: Noisy, cell: Cell<u8>) -> Result<&'static str, Fail> {
    let _local = Noisy("local");
    pause().await;
    cell.set(1);
    Ok(a.0)
}

#[circuit_breaker(name = "corpus.unused_fallbacks.async_path", fallback = async_spare, fallback_on = open)]
async fn async_path(a: Noisy, _: Noisy, (b, _): (Noisy, Noisy)) -> Result<&'static str, Fail> {
    let _local = Noisy("local");
    pause().await;
    log(b.0);
    pause().await;
    Ok(a.0)
}

async fn async_spare(a: Noisy, _: Noisy, _: (Noisy, Noisy)) -> Result<&'static str, Fail> {
    Ok(a.0)
}

#[circuit_breaker(name = "corpus.unused_fallbacks.lent", fallback = lent_spare)]
fn lent(numbers: &mut Vec<u8>, noisy: &mut Noisy) -> Result<usize, Fail> {
    numbers.push(1);
    *noisy = Noisy("second");
    Ok(numbers.len())
}

fn lent_spare(numbers: &mut Vec<u8>, _: &mut Noisy) -> Result<usize, Fail> {
    Ok(numbers.len())
}

#[circuit_breaker(name = "corpus.unused_fallbacks.async_lent", fallback = |_| Ok(numbers.len()))]
async fn async_lent(numbers: &mut Vec<u8>, noisy: Noisy) -> Result<usize, Fail> {
    let last = &mut numbers[0];
    pause().await;
    *last += 1;
    log(noisy.0);
    Ok(usize::from(*last))
}

struct Owner {
    left: Noisy,
    right: Noisy,
}

impl Owner {
    #[circuit_breaker(name = "corpus.unused_fallbacks.owner", fallback = Self::spare, fallback_on = open)]
    fn owner(self, _: Noisy, a: Noisy) -> Result<Noisy, Fail> {
        log(a.0);
        Ok(self.right)
    }

    #[circuit_breaker(name = "corpus.unused_fallbacks.async_owner", fallback = Self::spare, fallback_on = open)]
    async fn async_owner(self, _: Noisy, a: Noisy) -> Result<Noisy, Fail> {
        pause().await;
        log(a.0);
        pause().await;
        Ok(self.right)
    }

    fn spare(self, _: Noisy, _: Noisy) -> Result<Noisy, Fail> {
        Ok(self.left)
    }
}

fn owner() -> Owner {
    Owner { left: Noisy("left"), right: Noisy("right") }
}

#[circuit_breaker(name = "corpus.unused_fallbacks.implied", fallback = |_| Ok("spare"))]
fn implied(eager: Noisy, lazy: Noisy, _: Noisy) -> impl Future<Output = Result<&'static str, Fail>> + Send {
    log(eager.0);
    async move {
        pause().await;
        Ok(lazy.0)
    }
}

#[circuit_breaker(name = "corpus.unused_fallbacks.boxed", fallback = |_| Ok("spare"))]
fn boxed(eager: Noisy, lazy: Noisy, _: Noisy) -> Pin<Box<dyn Future<Output = Result<&'static str, Fail>> + Send>> {
    log(eager.0);
    Box::pin(async move {
        pause().await;
        Ok(lazy.0)
    })
}

cases! { unused_fallbacks:
    fn of_sync_functions() {
        observe(closure(Noisy("underscore"), Noisy("a"), Noisy("b"), Noisy("c")));
        caught(|| path(Noisy("a"), Noisy("underscore"), (Noisy("b"), Noisy("rest")), true));
        observe(path(Noisy("a"), Noisy("underscore"), (Noisy("b"), Noisy("rest")), false));
    }

    fn of_async_functions() {
        lives(|| send(async_closure(Noisy("underscore"), Noisy("a"), Noisy("b"), Cell::new(0))));
        lives(|| send(async_path(Noisy("a"), Noisy("underscore"), (Noisy("b"), Noisy("rest")))));
    }

    fn of_functions_that_are_lent_something() {
        let (mut numbers, mut noisy) = (vec![1], Noisy("first"));
        observe(lent(&mut numbers, &mut noisy));
        lives(|| async { async_lent(&mut vec![7], Noisy("argument")).await });
        observe((numbers, noisy));
    }

    fn of_methods_that_own() {
        observe(owner().owner(Noisy("underscore"), Noisy("a")));
        lives(|| send(owner().async_owner(Noisy("underscore"), Noisy("a"))));
    }

    fn of_functions_that_return_futures() {
        lives(|| send(implied(Noisy("eager"), Noisy("lazy"), Noisy("underscore"))));
        lives(|| send(boxed(Noisy("eager"), Noisy("lazy"), Noisy("underscore"))));
    }
}
