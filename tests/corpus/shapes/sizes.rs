//! Futures that hold large values: guarding them must not hold these twice.
//!
//! With one exception. The guard runs an async body as one block, which owns the arguments, as the function does that
//! awaits it; and the compiler lets the two overlap only with what lives across an await. So an argument by value that
//! a bare future would hold once, because its body has done with it before the first await or never reads it, is held
//! once more. What is large and given to an async function is therefore better given by reference or in a box.

use super::circuit_breaker;
use crate::support::{Fail, pause};

type Large = [u8; 4096];

struct Owner(Large);

#[circuit_breaker(name = "corpus.sizes.before_the_await")]
async fn before_the_await(large: Large) -> Result<u8, Fail> {
    let first = large[0];
    pause().await;
    Ok(first)
}

#[circuit_breaker(name = "corpus.sizes.across_the_await")]
async fn across_the_await(large: Large) -> Result<u8, Fail> {
    pause().await;
    Ok(large[0])
}

#[circuit_breaker(name = "corpus.sizes.never_waiting")]
async fn never_waiting(large: Large) -> Result<u8, Fail> {
    Ok(large[0])
}

#[circuit_breaker(name = "corpus.sizes.unread")]
async fn unread(_: Large, _large: Large) -> Result<u8, Fail> {
    pause().await;
    Ok(0)
}

#[circuit_breaker(name = "corpus.sizes.pattern")]
async fn pattern((large, number): (Large, u8)) -> Result<u8, Fail> {
    pause().await;
    Ok(large[0] + number)
}

#[circuit_breaker(name = "corpus.sizes.local")]
async fn local(number: u8) -> Result<u8, Fail> {
    let large = [number; 4096];
    pause().await;
    Ok(large[1])
}

#[circuit_breaker(name = "corpus.sizes.large_result")]
async fn large_result(number: u8) -> Result<Large, Fail> {
    pause().await;
    Ok([number; 4096])
}

#[circuit_breaker(name = "corpus.sizes.implied")]
fn implied(large: Large) -> impl Future<Output = Result<u8, Fail>> {
    async move {
        pause().await;
        Ok(large[0])
    }
}

#[circuit_breaker(name = "corpus.sizes.keys", ignore(Fail::Refused), failure_if = |result| result.is_err())]
async fn keys(large: Large) -> Result<u8, Fail> {
    pause().await;
    Ok(large[0])
}

#[circuit_breaker(name = "corpus.sizes.fallback", fallback_on = open, fallback = |_| Ok(0))]
async fn fallback(large: Large) -> Result<u8, Fail> {
    pause().await;
    Ok(large[0])
}

impl Owner {
    #[circuit_breaker(name = "corpus.sizes.receiver")]
    async fn receiver(self) -> Result<u8, Fail> {
        pause().await;
        Ok(self.0[0])
    }
}

const LARGE: Large = [1; 4096];

/// The size of each future, and of the arguments that it may hold once more.
pub(crate) fn sizes() -> Vec<Size> {
    let size = |name, bytes, once_more| Size { name, bytes, once_more };
    vec![
        size("across_the_await", size_of_val(&across_the_await(LARGE)), 0),
        size("local", size_of_val(&local(1)), 0),
        size("large_result", size_of_val(&large_result(1)), 0),
        size("implied", size_of_val(&implied(LARGE)), 0),
        size("keys", size_of_val(&keys(LARGE)), 0),
        size("fallback", size_of_val(&fallback(LARGE)), 0),
        size("receiver", size_of_val(&Owner(LARGE).receiver()), 0),
        size("before_the_await", size_of_val(&before_the_await(LARGE)), 1),
        size("never_waiting", size_of_val(&never_waiting(LARGE)), 1),
        size("unread", size_of_val(&unread(LARGE, LARGE)), 2),
        size("pattern", size_of_val(&pattern((LARGE, 1))), 1),
    ]
    .into_iter()
    .map(|size| Size { once_more: size.once_more * size_of::<Large>(), ..size })
    .collect()
}

/// How large a future is, in bytes.
#[derive(Debug)]
pub(crate) struct Size {
    pub(crate) name: &'static str,
    pub(crate) bytes: usize,
    pub(crate) once_more: usize,
}
