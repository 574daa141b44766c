//! Panics go through unchanged: the same payload, the same drops, from the same place.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, caught, log, observe, panic_with_payload, pause, run};

/// Panics at its end, and says first whether another panic is under way.
struct Bomb(&'static str);

impl Drop for Bomb {
    fn drop(&mut self) {
        log(format!("bomb {} while panicking: {}", self.0, std::thread::panicking()));
        if !std::thread::panicking() {
            panic!("{}", self.0);
        }
    }
}

#[circuit_breaker(name = "corpus.panics.body")]
fn body(a: Noisy, b: Noisy, index: usize) -> Result<u8, Fail> {
    let _local = Noisy("local");
    let values = [1, 2, 3];
    log(format!("{}{}", b.0, a.0));
    Ok(values[index])
}

#[circuit_breaker(name = "corpus.panics.payload")]
fn payload(_: Noisy, number: u8) -> Result<(), Fail> {
    panic_with_payload(number)
}

#[circuit_breaker(name = "corpus.panics.argument")]
fn argument(first: Noisy, bomb: Bomb, _: Noisy) -> Result<(), Fail> {
    log(format!("{} {}", first.0, bomb.0));
    Ok(())
}

#[circuit_breaker(name = "corpus.panics.argument_twice")]
fn argument_twice(bomb: Bomb, _noisy: Noisy) -> Result<(), Fail> {
    let _local = Noisy("local");
    panic!("before {}", bomb.0)
}

#[circuit_breaker(name = "corpus.panics.local")]
fn local(a: Noisy) -> Result<&'static str, Fail> {
    let _first = Noisy("first");
    let _bomb = Bomb("local");
    let _last = Noisy("last");
    Ok(a.0)
}

#[circuit_breaker(name = "corpus.panics.closure")]
fn closure(numbers: &[u8], seen: &Cell<u8>) -> Result<Vec<u8>, Fail> {
    let subtract = |&number: &u8| {
        seen.set(number);
        number.checked_sub(1).expect("a number above zero")
    };
    Ok(numbers.iter().map(subtract).collect())
}

#[circuit_breaker(name = "corpus.panics.caught_inside")]
fn caught_inside(noisy: Noisy) -> Result<bool, Fail> {
    let caught = std::panic::catch_unwind(move || {
        log(noisy.0);
        panic!("inside");
    });
    Ok(caught.is_err())
}

#[circuit_breaker(name = "corpus.panics.asynchronous")]
async fn asynchronous(a: Noisy, b: Noisy) -> Result<u8, Fail> {
    let _local = Noisy("local");
    pause().await;
    assert_eq!(a.0, b.0, "not the same");
    Ok(1)
}

#[circuit_breaker(name = "corpus.panics.async_argument")]
async fn async_argument(first: Noisy, _bomb: Bomb, _: Noisy) -> Result<&'static str, Fail> {
    pause().await;
    Ok(first.0)
}

#[circuit_breaker(name = "corpus.panics.eager")]
fn eager(noisy: Noisy) -> impl Future<Output = Result<(), Fail>> {
    if noisy.0 == "eager" {
        panic!("before the future");
    }
    async move {
        pause().await;
        panic!("in the future of {}", noisy.0)
    }
}

#[circuit_breaker(name = "corpus.panics.boxed")]
fn boxed(noisy: Noisy) -> Pin<Box<dyn Future<Output = Result<(), Fail>> + Send>> {
    Box::pin(async move {
        pause().await;
        panic_with_payload(noisy.0.len() as u8)
    })
}

#[circuit_breaker(name = "corpus.panics.only")]
async fn only(_noisy: Noisy) -> Result<u8, Fail> {
    panic!("nothing else")
}

#[circuit_breaker(name = "corpus.panics.only_in_future")]
fn only_in_future(noisy: Noisy) -> impl Future<Output = Result<u8, Fail>> {
    async move {
        log(noisy.0);
        panic!("nothing else")
    }
}

#[circuit_breaker(name = "corpus.panics.unwrapping")]
#[track_caller]
fn unwrapping(value: Option<u8>) -> Result<u8, Fail> {
    Ok(value.expect("a value"))
}

cases! { panics:
    fn in_the_body() {
        caught(|| body(Noisy("a"), Noisy("b"), 3));
        observe(body(Noisy("a"), Noisy("b"), 2));
    }

    fn with_a_payload_that_is_no_text() {
        caught(|| payload(Noisy("underscore"), 7));
    }

    fn in_the_drop_of_an_argument() {
        caught(|| argument(Noisy("first"), Bomb("argument"), Noisy("underscore")));
        caught(|| argument_twice(Bomb("argument"), Noisy("underscored")));
    }

    fn in_the_drop_of_a_local() {
        caught(|| local(Noisy("a")));
    }

    fn in_a_closure_inside() {
        let seen = Cell::new(0);
        caught(|| closure(&[2, 0, 1], &seen));
        observe((closure(&[3], &seen), &seen));
    }

    fn caught_in_the_body() {
        observe(caught_inside(Noisy("moved")));
    }

    fn in_an_async_body() {
        caught(|| run(asynchronous(Noisy("a"), Noisy("b"))));
        caught(|| run(async_argument(Noisy("first"), Bomb("argument"), Noisy("underscore"))));
    }

    fn before_and_in_a_returned_future() {
        caught(|| drop(eager(Noisy("eager"))));
        caught(|| run(eager(Noisy("lazy"))));
        caught(|| run(boxed(Noisy("boxed"))));
    }

    fn in_a_body_that_does_nothing_else() {
        caught(|| run(only(Noisy("argument"))));
        caught(|| run(only_in_future(Noisy("argument"))));
    }

    fn in_a_function_whose_caller_is_tracked() {
        caught(|| unwrapping(None));
        observe(unwrapping(Some(1)));
    }
}
