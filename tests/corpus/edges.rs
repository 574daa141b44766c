//! Where names meet: methods, parameters and closures that are called like something of the expansion or of each other.

use std::fmt::Debug;
use std::future::{Future, ready};
use std::pin::Pin;

use ewrap::{Cause, circuit_breaker};

use crate::support::{Fail, Foreign, Noisy, run};

/// Methods of a blanket trait, by value: they come before an inherent method by reference.
mod methods {
    use super::{Fail, circuit_breaker};

    trait Everything: Sized {
        fn acquire(self) -> u8 {
            1
        }
        fn resolve(self) -> u8 {
            2
        }
    }

    impl<T> Everything for T {}

    #[circuit_breaker(name = "corpus.edges.methods", threshold = 4, timeout = "10s")]
    pub(super) fn sync(number: u8) -> Result<u8, Fail> {
        Ok(number + number.acquire())
    }

    #[circuit_breaker(name = "corpus.edges.methods_async", fallback = |_| Ok(1))]
    pub(super) async fn asynchronous(number: u8) -> Result<u8, Fail> {
        Ok(number.resolve())
    }
}

#[test]
fn methods_of_the_same_names_stay_apart() {
    assert_eq!((methods::sync(1), run(methods::asynchronous(1))), (Ok(2), Ok(2)));
}

#[circuit_breaker(name = "corpus.edges.coerced", threshold = 1, fallback = |_| Ok(Box::new("spare")))]
fn coerced(number: Option<u8>) -> Result<Box<dyn Debug>, Fail> {
    match number {
        Some(number) => Ok(Box::new(number)),
        None => Err(Fail::Refused),
    }
}

#[circuit_breaker(name = "corpus.edges.coerced_async", threshold = 1, fallback = |_| Ok(Box::new("spare")))]
async fn coerced_async(number: Option<u8>) -> Result<Box<dyn Debug>, Fail> {
    number.map_or(Err(Fail::Refused), |number| Ok(Box::new(number) as _))
}

#[test]
fn the_value_of_a_closure_coerces_to_the_return_type() {
    let shown = |result: Result<Box<dyn Debug>, Fail>| result.map(|value| format!("{value:?}"));
    assert_eq!([shown(coerced(Some(1))), shown(coerced(None))], [Ok("1".into()), Ok("\"spare\"".into())]);
    assert_eq!([Some(1), None].map(|n| shown(run(coerced_async(n)))), [Ok("1".into()), Ok("\"spare\"".into())]);
}

macro_rules! hygiene {
    ($name:ident, $outer:ident) => {
        #[circuit_breaker(name = "corpus.edges.hygiene", threshold = 1, fallback = joined)]
        fn $name(value: u8, $outer: u8) -> Result<u8, Fail> {
            if value > $outer { Err(Fail::Refused) } else { Ok(value + $outer) }
        }
    };
}

hygiene!(hygiene, value);

fn joined(a: u8, b: u8) -> Result<u8, Fail> {
    Ok(a * 10 + b)
}

#[test]
fn parameters_of_one_spelling_are_two() {
    assert_eq!((hygiene(1, 2), hygiene(3, 2), hygiene(1, 2)), (Ok(3), Ok(32), Ok(12)));
}

#[circuit_breaker(name = "corpus.edges.named_alike", threshold = 1, fallback = self::spare)]
fn fallback_named_like_a_parameter(spare: u8) -> Result<u8, Fail> {
    Err(Fail::Code(spare.into()))
}

fn spare(number: u8) -> Result<u8, Fail> {
    Ok(number)
}

#[circuit_breaker(name = "corpus.edges.judge_named_alike", threshold = 1, failure_if = self::bad)]
async fn judge_named_like_a_parameter(bad: u8) -> Result<u8, Fail> {
    Err(Fail::Code(bad.into()))
}

fn bad(result: &Result<u8, Fail>) -> bool {
    *result == Err(Fail::Refused)
}

#[test]
fn paths_are_not_parameters() {
    assert_eq!(fallback_named_like_a_parameter(1), Ok(1));
    let calls = [1, 2].map(|number| run(judge_named_like_a_parameter(number)));
    assert_eq!(calls, [Err(Fail::Code(1)), Err(Fail::Code(2))]);
}

#[circuit_breaker(name = "corpus.edges.own_names", threshold = 1, fallback = |cause: Cause<Foreign>| match cause {
    Cause::Failed(Foreign(noisy)) => Ok(noisy),
    Cause::Rejected(_) => { let noisy = 3; Ok(noisy) }
})]
fn own_names(noisy: Noisy) -> Result<u8, Foreign> {
    Err(Foreign(u8::try_from(noisy.0.len()).unwrap_or(u8::MAX)))
}

#[test]
fn a_closure_has_names_of_its_own() {
    assert_eq!((own_names(Noisy("a")), own_names(Noisy("b"))), (Ok(1), Ok(3)));
}

#[circuit_breaker(name = "corpus.edges.sync_box")]
fn sync_box() -> Pin<Box<dyn Future<Output = Result<u8, Fail>> + Sync>> {
    Box::pin(ready(Ok(1)))
}

#[test]
fn a_box_that_is_shared_between_threads() {
    assert_eq!(run(sync_box()), Ok(1));
}
