//! Calls that are bounded by `call_timeout` and are in time: they mean, and drop, what they did without.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, log, pause, send, with_timers};

const LIMIT: Duration = Duration::from_secs(3600);

#[circuit_breaker(name = "corpus.timeouts.free", call_timeout = "1h")]
async fn free(a: Noisy, _: Noisy, b: Noisy) -> Result<(), Fail> {
    let _one = Noisy("one");
    pause().await;
    log(b.0);
    drop(a);
    Ok(())
}

#[circuit_breaker(name = "corpus.timeouts.early", call_timeout = LIMIT)]
async fn early((a, _b): (Noisy, Noisy), fails: bool) -> Result<&'static str, Fail> {
    pause().await;
    let _after = Noisy("after");
    if fails {
        Err(Fail::Code(7))?;
    }
    Ok(send(a).0)
}

#[circuit_breaker(name = "corpus.timeouts.future", call_timeout = "1h")]
fn future(a: Noisy) -> impl Future<Output = Result<(), Fail>> + Send {
    log("eager");
    async move {
        pause().await;
        log(a.0);
        Ok(())
    }
}

#[circuit_breaker(name = "corpus.timeouts.boxed", call_timeout = "1h")]
fn boxed<'a>(a: &'a Noisy, b: Noisy) -> Pin<Box<dyn Future<Output = Result<&'a str, Fail>> + Send + 'a>> {
    log("eager");
    Box::pin(async move {
        pause().await;
        log(b.0);
        Ok(a.0)
    })
}

#[circuit_breaker(name = "corpus.timeouts.generic", call_timeout = "1h")]
async fn generic<T: Default, const N: usize>(it: impl Into<T>, a: [Noisy; N]) -> Result<T, Fail> {
    pause().await;
    drop(a);
    Ok(it.into())
}

struct Owner(Noisy);

trait Own {
    fn own(self, a: Noisy) -> impl Future<Output = Result<Noisy, Fail>>;
}

impl Own for Owner {
    #[circuit_breaker(name = "corpus.timeouts.owner", call_timeout = "1h")]
    async fn own(self, a: Noisy) -> Result<Noisy, Fail> {
        pause().await;
        log(a.0);
        Ok(self.0)
    }
}

#[async_trait::async_trait]
trait Lend {
    async fn lend(&mut self, a: Noisy) -> Result<&Noisy, Fail>;
}

#[async_trait::async_trait]
impl Lend for Owner {
    #[circuit_breaker(name = "corpus.timeouts.async_trait", call_timeout = "1h")]
    async fn lend(&mut self, a: Noisy) -> Result<&Noisy, Fail> {
        self.0 = Noisy("assigned");
        pause().await;
        log(a.0);
        Ok(&self.0)
    }
}

cases! { timeouts:
    fn functions_end_as_they_did() {
        let _clock = with_timers();
        lives(|| free(Noisy("a"), Noisy("underscore"), Noisy("b")));
        lives(|| early((Noisy("a"), Noisy("b")), true));
        lives(|| early((Noisy("a"), Noisy("b")), false));
        lives(|| generic::<u64, 2>(7_u8, [Noisy("a"), Noisy("b")]));
    }

    fn futures_end_as_they_did() {
        let _clock = with_timers();
        lives(|| future(Noisy("a")));
        let a = Noisy("a");
        lives(|| boxed(&a, Noisy("b")));
    }

    fn receivers_end_as_they_did() {
        let _clock = with_timers();
        lives(|| Owner(Noisy("self")).own(Noisy("a")));
        lives(|| async { Owner(Noisy("self")).lend(Noisy("a")).await.map(|lent| lent.0) });
    }
}
