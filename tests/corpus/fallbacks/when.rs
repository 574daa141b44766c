//! When the fallback is asked: `fallback_on`, results that are no failures, layers of guarded functions.

use ewrap::{Cause, circuit_breaker};

use crate::support::{Counted, Fail, Foreign, log, pause, record, run};

#[circuit_breaker(name = "corpus.when.open", threshold = 1, fallback = spare, fallback_on = open)]
fn on_open(fails: bool) -> Result<u8, Fail> {
    if fails { Err(Fail::Refused) } else { Ok(1) }
}

#[circuit_breaker(name = "corpus.when.failure", threshold = 1, fallback = spare, fallback_on = failure)]
fn on_failure(fails: bool) -> Result<u8, Fail> {
    if fails { Err(Fail::Refused) } else { Ok(1) }
}

#[circuit_breaker(name = "corpus.when.any", threshold = 1, fallback = spare, fallback_on = any)]
fn on_any(fails: bool) -> Result<u8, Fail> {
    if fails { Err(Fail::Refused) } else { Ok(1) }
}

#[circuit_breaker(name = "corpus.when.async_failure", threshold = 1, fallback_on = failure, fallback = async |cause| {
    pause().await;
    if let Cause::Failed(Fail::Refused) = cause { Ok(9) } else { Ok(0) }
})]
async fn on_failure_later(fails: bool) -> Result<u8, Fail> {
    pause().await;
    if fails { Err(Fail::Refused) } else { Ok(1) }
}

fn spare(_: bool) -> Result<u8, Fail> {
    Ok(9)
}

#[test]
fn the_fallback_is_asked_when_it_was_said() {
    assert_eq!([false, true, false].map(on_open), [Ok(1), Err(Fail::Refused), Ok(9)]);
    assert_eq!([false, true, false].map(on_failure), [Ok(1), Ok(9), Err(Fail::Open)]);
    assert_eq!([false, true, false].map(on_any), [Ok(1), Ok(9), Ok(9)]);
    assert_eq!([false, true, false].map(|fails| run(on_failure_later(fails))), [Ok(1), Ok(9), Err(Fail::Open)]);
}

#[circuit_breaker(name = "corpus.when.ignored", threshold = 1, ignore(Fail::Refused), fallback = |_| Ok(9))]
fn ignored(fail: Option<Fail>) -> Result<u8, Fail> {
    fail.map_or(Ok(1), Err)
}

#[test]
fn an_ignored_error_is_returned_as_it_is() {
    assert_eq!([Some(Fail::Refused), None].map(ignored), [Err(Fail::Refused), Ok(1)]);
    assert_eq!([Some(Fail::Open), None].map(ignored), [Ok(9), Ok(9)]);
}

#[circuit_breaker(
    name = "corpus.when.judged",
    threshold = 1,
    failure_if = |result| matches!(result, Ok(0) | Err(Fail::Open)),
    fallback = |_| Ok(9)
)]
async fn judged(result: Result<u8, Fail>) -> Result<u8, Fail> {
    pause().await;
    result
}

#[circuit_breaker(
    name = "corpus.when.judged_ok",
    threshold = 1,
    failure_if = |result| matches!(result, Ok(0)),
    fallback = |_| Ok(9)
)]
fn judged_ok(result: Result<u8, Fail>) -> Result<u8, Fail> {
    result
}

#[test]
fn what_is_judged_decides_who_answers() {
    assert_eq!([Err(Fail::Refused), Ok(1)].map(|result| run(judged(result))), [Err(Fail::Refused), Ok(1)]);
    assert_eq!([Err(Fail::Open), Ok(1)].map(|result| run(judged(result))), [Ok(9), Ok(9)]);
}

#[test]
fn a_value_that_counts_as_a_failure_is_returned_and_opens() {
    assert_eq!([Ok(1), Err(Fail::Refused), Ok(0), Ok(1)].map(judged_ok), [Ok(1), Err(Fail::Refused), Ok(0), Ok(9)]);
}

#[circuit_breaker(name = "corpus.when.outer", threshold = 1, fallback = middle)]
fn outer(key: Counted) -> Result<Counted, Fail> {
    log("outer");
    Err(Fail::Code(key.0.len() as u16))
}

#[circuit_breaker(name = "corpus.when.middle", threshold = 2, fallback = last)]
fn middle(key: Counted) -> Result<Counted, Fail> {
    log("middle");
    Err(Fail::Code(key.0.len() as u16))
}

#[circuit_breaker(name = "corpus.when.last", threshold = 1)]
fn last(key: Counted) -> Result<Counted, Fail> {
    log("last");
    Ok(key)
}

#[test]
fn fallbacks_that_are_guarded_themselves_make_layers() {
    let call = || assert_eq!(outer(Counted("key")), Ok(Counted("key")));
    assert_eq!(record(call), ["clone key", "outer", "clone key", "middle", "last"]);
    assert_eq!(record(call), ["clone key", "middle", "last"]);
    assert_eq!(record(call), ["last"]);
}

#[circuit_breaker(name = "corpus.when.async_outer", threshold = 1, fallback = async_inner)]
async fn async_outer(number: u8) -> Result<u8, Fail> {
    pause().await;
    Err(Fail::Code(number.into()))
}

#[circuit_breaker(name = "corpus.when.async_inner", threshold = 1, fallback = |_| Ok(number + 1))]
async fn async_inner(number: u8) -> Result<u8, Fail> {
    pause().await;
    Err(Fail::Code(number.into()))
}

#[test]
fn layers_of_async_functions() {
    assert_eq!([1, 2].map(|number| run(async_outer(number))), [Ok(2), Ok(3)]);
}

#[circuit_breaker(name = "corpus.when.nested_outer", threshold = 1)]
fn nested_outer(number: u8) -> Result<u8, Fail> {
    Ok(nested_inner(number)?)
}

#[circuit_breaker(name = "corpus.when.nested_inner", threshold = 1)]
fn nested_inner(number: u8) -> Result<u8, Open> {
    Err(Open::Code(number))
}

#[derive(Debug, PartialEq)]
enum Open {
    Rejected,
    Code(u8),
}

impl From<ewrap::CircuitOpen> for Open {
    fn from(_: ewrap::CircuitOpen) -> Self {
        Self::Rejected
    }
}

impl From<Open> for Fail {
    fn from(open: Open) -> Self {
        match open {
            Open::Rejected => Self::Open,
            Open::Code(code) => Self::Code(code.into()),
        }
    }
}

#[test]
fn without_a_fallback_a_rejection_becomes_the_error() {
    assert_eq!(nested_inner(1), Err(Open::Code(1)));
    assert_eq!(nested_inner(1), Err(Open::Rejected));
    assert_eq!((nested_outer(1), nested_outer(1)), (Err(Fail::Open), Err(Fail::Open)));
}

#[circuit_breaker(name = "corpus.when.same_breaker", threshold = 1, fallback = shares_the_breaker)]
fn shares(number: u8) -> Result<u8, Foreign> {
    Err(Foreign(number))
}

#[circuit_breaker(name = "corpus.when.same_breaker", fallback = |_| Err(Foreign(9)))]
fn shares_the_breaker(number: u8) -> Result<u8, Foreign> {
    Ok(number)
}

#[test]
fn a_fallback_on_the_same_breaker_is_rejected_with_it() {
    assert_eq!(shares_the_breaker(1), Ok(1));
    assert_eq!((shares(1), shares_the_breaker(1)), (Err(Foreign(9)), Err(Foreign(9))));
}
