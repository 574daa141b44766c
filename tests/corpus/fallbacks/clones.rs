//! How often arguments are cloned: only by-value ones, only if a failure could need them, only if the fallback reads
//! them. A rejected call gives the fallback what it came with.

use std::future::Future;

use ewrap::circuit_breaker;

use crate::support::{Counted, Fail, Noisy, log, pause, record, run};

#[circuit_breaker(name = "corpus.clones.any", threshold = 1, fallback = any_again)]
fn any(a: Counted, b: &Counted, c: Counted, fails: bool) -> Result<(), Fail> {
    log(format!("body {} {} {}", a.0, b.0, c.0));
    if fails { Err(Fail::Refused) } else { Ok(()) }
}

fn any_again(a: Counted, b: &Counted, c: Counted, _: bool) -> Result<(), Fail> {
    log(format!("fallback {} {} {}", a.0, b.0, c.0));
    Ok(())
}

#[test]
fn each_owned_argument_is_cloned_once_if_the_call_is_admitted() {
    let call = |fails| record(|| assert_eq!(any(Counted("a"), &Counted("b"), Counted("c"), fails), Ok(())));
    assert_eq!(call(false), ["clone a", "clone c", "body a b c"]);
    assert_eq!(call(true), ["clone a", "clone c", "body a b c", "fallback a b c"]);
    assert_eq!(call(false), ["fallback a b c"]);
}

#[circuit_breaker(name = "corpus.clones.open", threshold = 1, fallback = open_again, fallback_on = open)]
fn open(a: Counted, fails: bool) -> Result<(), Fail> {
    log(a.0);
    if fails { Err(Fail::Refused) } else { Ok(()) }
}

fn open_again(a: Counted, _: bool) -> Result<(), Fail> {
    log(format!("fallback {}", a.0));
    Ok(())
}

#[test]
fn nothing_is_cloned_if_only_rejections_fall_back() {
    let calls = || {
        assert_eq!([false, true, false].map(|fails| open(Counted("a"), fails)), [Ok(()), Err(Fail::Refused), Ok(())])
    };
    assert_eq!(record(calls), ["a", "a", "fallback a"]);
}

#[circuit_breaker(name = "corpus.clones.failure", threshold = 1, fallback = failure_again, fallback_on = failure)]
fn failure(a: Counted, fails: bool) -> Result<(), Fail> {
    log(a.0);
    if fails { Err(Fail::Refused) } else { Ok(()) }
}

fn failure_again(a: Counted, _: bool) -> Result<(), Fail> {
    log(format!("fallback {}", a.0));
    Ok(())
}

#[test]
fn a_rejection_without_fallback_clones_nothing() {
    let call = |fails| record(|| drop(failure(Counted("a"), fails)));
    assert_eq!(call(true), ["clone a", "a", "fallback a"]);
    assert_eq!(call(true), [""; 0]);
}

#[circuit_breaker(name = "corpus.clones.closure", threshold = 1, fallback = |_| { log(b.0); Ok(()) })]
fn closure(a: Noisy, b: Counted, c: &Counted) -> Result<(), Fail> {
    log(format!("body {} {} {}", a.0, b.0, c.0));
    Err(Fail::Refused)
}

#[test]
fn a_closure_clones_only_what_it_reads() {
    let call = || record(|| assert_eq!(closure(Noisy("a"), Counted("b"), &Counted("c")), Ok(())));
    assert_eq!(call(), ["clone b", "body a b c", "drop a", "b"]);
    assert_eq!(call(), ["b", "drop a"]);
}

#[circuit_breaker(name = "corpus.clones.reads_nothing", threshold = 1, fallback = |_| Ok(()))]
async fn reads_nothing(a: Noisy, b: Counted) -> Result<(), Fail> {
    pause().await;
    log(format!("body {} {}", a.0, b.0));
    Err(Fail::Refused)
}

#[test]
fn a_closure_that_reads_no_argument_clones_none() {
    let call = || record(|| assert_eq!(run(reads_nothing(Noisy("a"), Counted("b"))), Ok(())));
    assert_eq!(call(), ["body a b", "drop a"]);
    assert_eq!(call(), ["drop a"]);
}

#[circuit_breaker(name = "corpus.clones.asynchronous", threshold = 1, fallback = asynchronous_again)]
async fn asynchronous(a: Counted, b: &Counted, _: Counted) -> Result<(), Fail> {
    pause().await;
    log(format!("body {} {}", a.0, b.0));
    Err(Fail::Refused)
}

async fn asynchronous_again(a: Counted, b: &Counted, c: Counted) -> Result<(), Fail> {
    log(format!("fallback {} {} {}", a.0, b.0, c.0));
    Ok(())
}

#[test]
fn async_functions_clone_as_often() {
    let call = || record(|| assert_eq!(run(asynchronous(Counted("a"), &Counted("b"), Counted("c"))), Ok(())));
    assert_eq!(call(), ["clone a", "clone c", "body a b", "fallback a b c"]);
    assert_eq!(call(), ["fallback a b c"]);
}

#[derive(Clone)]
struct Owner {
    inner: Counted,
}

impl Owner {
    #[circuit_breaker(name = "corpus.clones.receiver", threshold = 1, fallback = Self::again)]
    fn consume(self, by: u8) -> Result<u8, Fail> {
        log(self.inner.0);
        Err(Fail::Code(by.into()))
    }

    fn again(self, by: u8) -> Result<u8, Fail> {
        log(format!("fallback {}", self.inner.0));
        Ok(by)
    }

    #[circuit_breaker(name = "corpus.clones.shared_receiver", threshold = 1, fallback = Self::shared_again)]
    fn shared(&self, by: Counted) -> Result<&Counted, Fail> {
        log(by.0);
        Err(Fail::Refused)
    }

    fn shared_again(&self, _: Counted) -> Result<&Counted, Fail> {
        Ok(&self.inner)
    }
}

#[test]
fn owned_receivers_are_cloned_once_and_references_never() {
    let owner = || Owner { inner: Counted("self") };
    assert_eq!(record(|| assert_eq!(owner().consume(1), Ok(1))), ["clone self", "self", "fallback self"]);
    assert_eq!(record(|| assert_eq!(owner().consume(1), Ok(1))), ["fallback self"]);
    assert_eq!(record(|| assert_eq!(owner().shared(Counted("by")), Ok(&Counted("self")))), ["clone by", "by"]);
    assert_eq!(record(|| assert_eq!(owner().shared(Counted("by")), Ok(&Counted("self")))), [""; 0]);
}

#[circuit_breaker(name = "corpus.clones.future", threshold = 1, fallback = future_again)]
fn future(a: Counted) -> impl Future<Output = Result<(), Fail>> {
    async move { Err(Fail::Code(a.0.len() as u16)) }
}

#[circuit_breaker(name = "corpus.clones.boxed", threshold = 1, fallback = future_again)]
fn boxed(a: Counted) -> std::pin::Pin<Box<dyn Future<Output = Result<(), Fail>> + Send>> {
    Box::pin(async move { Err(Fail::Code(a.0.len() as u16)) })
}

async fn future_again(a: Counted) -> Result<(), Fail> {
    log(format!("fallback {}", a.0));
    Ok(())
}

#[test]
fn functions_that_return_futures_clone_as_often() {
    for call in [|| run(future(Counted("a"))), || run(boxed(Counted("a")))] {
        assert_eq!(record(|| assert_eq!(call(), Ok(()))), ["clone a", "fallback a"]);
        assert_eq!(record(|| assert_eq!(call(), Ok(()))), ["fallback a"]);
    }
}

fn bump(number: &mut u64) -> u64 {
    *number += 1;
    *number
}

#[circuit_breaker(name = "corpus.clones.number", fallback = number_again)]
fn number(mut n: u64) -> Result<u64, Fail> {
    if bump(&mut n) > 0 { Err(Fail::Refused) } else { Ok(n) }
}

#[circuit_breaker(name = "corpus.clones.number_later", fallback = number_again)]
async fn number_later(mut n: u64) -> Result<u64, Fail> {
    pause().await;
    if bump(&mut n) > 0 { Err(Fail::Refused) } else { Ok(n) }
}

#[circuit_breaker(name = "corpus.clones.number_beside_text", fallback = |_| Ok(n + text.len() as u64))]
fn number_beside_text(mut n: u64, text: &mut String) -> Result<u64, Fail> {
    text.push_str(&bump(&mut n).to_string());
    Err(Fail::Refused)
}

fn number_again(n: u64) -> Result<u64, Fail> {
    Ok(n)
}

struct Total(u64);

impl Total {
    #[circuit_breaker(name = "corpus.clones.total", fallback = Self::total_again)]
    fn total(&mut self, mut n: u64) -> Result<u64, Fail> {
        self.0 += bump(&mut n);
        Err(Fail::Refused)
    }

    #[circuit_breaker(name = "corpus.clones.total_later", fallback = Self::total_again)]
    async fn total_later(&mut self, mut n: u64) -> Result<u64, Fail> {
        self.0 += bump(&mut n);
        pause().await;
        Err(Fail::Refused)
    }

    fn total_again(&mut self, n: u64) -> Result<u64, Fail> {
        Ok(self.0 * 100 + n)
    }
}

#[test]
fn a_number_that_the_body_changes_reaches_the_fallback_as_it_came() {
    assert_eq!([number(7), run(number_later(7))], [Ok(7), Ok(7)]);
    assert_eq!(number_beside_text(7, &mut String::new()), Ok(8));
    assert_eq!([Total(0).total(7), run(Total(0).total_later(7))], [Ok(807), Ok(807)]);
}
