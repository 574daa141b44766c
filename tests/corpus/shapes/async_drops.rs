//! When the values of an async call end: run to its end, or dropped after any number of polls.

use std::future::Future;
use std::pin::Pin;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, log, pause};

struct Pair {
    left: Noisy,
    right: Noisy,
}

fn pair() -> Pair {
    Pair { left: Noisy("left"), right: Noisy("right") }
}

#[circuit_breaker(name = "corpus.async_drops.parameters_and_locals")]
async fn parameters_and_locals(a: Noisy, b: Noisy, c: Noisy) -> Result<(), Fail> {
    let _one = Noisy("one");
    pause().await;
    let _two = Noisy("two");
    log(b.0);
    pause().await;
    log(a.0);
    drop(c);
    Ok(())
}

#[circuit_breaker(name = "corpus.async_drops.unread")]
async fn unread(_: Noisy, _a: Noisy, b: Noisy, _: Noisy) -> Result<(), Fail> {
    let _one = Noisy("one");
    pause().await;
    log(b.0);
    Ok(())
}

#[allow(unused_variables, reason = "arguments nobody reads are the case")]
#[circuit_breaker(name = "corpus.async_drops.unmentioned")]
async fn unmentioned(first: Noisy, second: Noisy) -> Result<(), Fail> {
    pause().await;
    Ok(())
}

#[circuit_breaker(name = "corpus.async_drops.patterns")]
async fn patterns(Pair { left, right: _ }: Pair, (a, ..): (Noisy, Noisy), [_, b]: [Noisy; 2]) -> Result<(), Fail> {
    pause().await;
    log(b.0);
    drop(left);
    pause().await;
    log(a.0);
    Ok(())
}

#[allow(unused_assignments, reason = "an argument that is only overwritten is the case")]
#[circuit_breaker(name = "corpus.async_drops.moved_halfway")]
async fn moved_halfway(a: Noisy, mut b: Noisy, pair: Pair) -> Result<Noisy, Fail> {
    pause().await;
    drop(pair.right);
    pause().await;
    b = a;
    log(b.0);
    Ok(b)
}

#[circuit_breaker(name = "corpus.async_drops.temporaries")]
async fn temporaries(a: Noisy) -> Result<usize, Fail> {
    async fn length(noisy: &Noisy) -> usize {
        pause().await;
        noisy.0.len()
    }
    let local = Noisy("local");
    let first = length(&Noisy("temporary")).await;
    Ok(first + length(&local).await + length(&Noisy("in the tail")).await + a.0.len())
}

#[circuit_breaker(name = "corpus.async_drops.returns_halfway")]
async fn returns_halfway(a: Noisy, b: Noisy) -> Result<(), Fail> {
    pause().await;
    let _one = Noisy("one");
    if b.0 == "b" {
        return Ok(());
    }
    drop(a);
    Err(Fail::Refused)
}

impl Pair {
    #[circuit_breaker(name = "corpus.async_drops.owner")]
    async fn owner(self, _: Noisy, a: Noisy) -> Result<(), Fail> {
        let _one = Noisy("one");
        pause().await;
        log(a.0);
        Ok(())
    }

    #[circuit_breaker(name = "corpus.async_drops.owner_of_part")]
    async fn owner_of_part(self, a: Noisy) -> Result<Noisy, Fail> {
        pause().await;
        log(a.0);
        pause().await;
        Ok(self.right)
    }

    #[circuit_breaker(name = "corpus.async_drops.pinned")]
    async fn pinned(self: Pin<Box<Self>>, a: Noisy) -> Result<(), Fail> {
        pause().await;
        log(self.left.0);
        log(a.0);
        Ok(())
    }
}

#[circuit_breaker(name = "corpus.async_drops.implied")]
fn implied(eager: Noisy, lazy: Noisy, _: Noisy) -> impl Future<Output = Result<(), Fail>> {
    log(eager.0);
    async move {
        let _local = Noisy("local");
        pause().await;
        log(lazy.0);
        Ok(())
    }
}

#[circuit_breaker(name = "corpus.async_drops.boxed")]
fn boxed(eager: Noisy, lazy: Noisy) -> Pin<Box<dyn Future<Output = Result<(), Fail>> + Send>> {
    log(eager.0);
    Box::pin(async move {
        let _local = Noisy("local");
        pause().await;
        log(lazy.0);
        Ok(())
    })
}

#[circuit_breaker(name = "corpus.async_drops.object")]
async fn object(value: Box<dyn Send>, values: Vec<Noisy>) -> Result<(), Fail> {
    for noisy in values {
        pause().await;
        log(noisy.0);
    }
    drop(value);
    Ok(())
}

cases! { async_drops:
    fn parameters_end_as_they_did() {
        lives(|| parameters_and_locals(Noisy("a"), Noisy("b"), Noisy("c")));
    }

    fn unread_parameters_end_as_they_did() {
        lives(|| unread(Noisy("underscore"), Noisy("underscored"), Noisy("b"), Noisy("last")));
        lives(|| unmentioned(Noisy("first"), Noisy("second")));
    }

    fn parts_end_as_they_did() {
        lives(|| patterns(pair(), (Noisy("a"), Noisy("rest")), [Noisy("first"), Noisy("b")]));
        lives(|| moved_halfway(Noisy("a"), Noisy("b"), pair()));
    }

    fn temporaries_end_as_they_did() {
        lives(|| temporaries(Noisy("a")));
        lives(|| returns_halfway(Noisy("a"), Noisy("b")));
    }

    fn receivers_end_as_they_did() {
        lives(|| pair().owner(Noisy("underscore"), Noisy("a")));
        lives(|| pair().owner_of_part(Noisy("a")));
        lives(|| Box::pin(pair()).pinned(Noisy("a")));
    }

    fn returned_futures_end_as_they_did() {
        lives(|| implied(Noisy("eager"), Noisy("lazy"), Noisy("underscore")));
        lives(|| boxed(Noisy("eager"), Noisy("lazy")));
    }

    fn objects_end_as_they_did() {
        lives(|| object(Box::new(Noisy("object")), vec![Noisy("one"), Noisy("two")]));
    }
}
