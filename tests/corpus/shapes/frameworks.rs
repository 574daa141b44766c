//! Beside other attributes: `#[async_trait]` of both kinds, tokio's `main` and `test`, above and below.

use std::rc::Rc;

use async_trait::async_trait;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, log, observe, pause, run, send};

#[async_trait]
trait Source: Send + Sync {
    async fn load(&self, key: &str) -> Result<String, Fail>;

    async fn store(&mut self, key: String, value: Noisy) -> Result<Noisy, Fail>;

    #[circuit_breaker(name = "corpus.frameworks.default_method")]
    async fn load_both(&self, first: &str, second: &str) -> Result<(String, String), Fail> {
        Ok((self.load(first).await?, self.load(second).await?))
    }

    #[circuit_breaker(name = "corpus.frameworks.default_associated")]
    async fn probe<T: Send + Clone>(value: T, _noisy: Noisy) -> Result<T, Fail>
    where
        Self: Sized,
    {
        let copy = value.clone();
        pause().await;
        Ok(copy)
    }
}

struct Remote {
    calls: usize,
}

#[async_trait]
impl Source for Remote {
    #[circuit_breaker(name = "corpus.frameworks.shared")]
    async fn load(&self, key: &str) -> Result<String, Fail> {
        log("load runs");
        pause().await;
        if key.is_empty() {
            return Err(Fail::Refused);
        }
        Ok(format!("{key} {}", self.calls))
    }

    #[circuit_breaker(name = "corpus.frameworks.exclusive")]
    async fn store(&mut self, mut key: String, value: Noisy) -> Result<Noisy, Fail> {
        let _local = Noisy("local");
        self.calls += 1;
        pause().await;
        key.push('!');
        log(key);
        Ok(value)
    }
}

#[async_trait]
trait Consume {
    async fn consume(self, (left, _): (Noisy, Noisy), _: Noisy) -> Result<usize, Fail>;
    async fn open(self: Box<Self>) -> Result<usize, Fail>;
}

#[async_trait]
impl Consume for Remote {
    #[circuit_breaker(name = "corpus.frameworks.owned")]
    async fn consume(self, (left, _): (Noisy, Noisy), _: Noisy) -> Result<usize, Fail> {
        pause().await;
        log(left.0);
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.frameworks.boxed")]
    async fn open(self: Box<Self>) -> Result<usize, Fail> {
        pause().await;
        Ok(self.calls)
    }
}

#[async_trait(?Send)]
trait Local<T: 'static> {
    async fn local(&self, value: Rc<T>) -> Result<Rc<T>, Fail>;

    #[circuit_breaker(name = "corpus.frameworks.local_default")]
    async fn twice(&self, value: Rc<T>) -> Result<Rc<T>, Fail> {
        let value = self.local(value).await?;
        self.local(value).await
    }
}

#[async_trait(?Send)]
impl<T: 'static> Local<T> for Rc<u8> {
    #[circuit_breaker(name = "corpus.frameworks.local")]
    async fn local(&self, value: Rc<T>) -> Result<Rc<T>, Fail> {
        let held = self.clone();
        pause().await;
        observe(held);
        Ok(value)
    }
}

#[tokio::main(flavor = "current_thread")]
#[circuit_breaker(name = "corpus.frameworks.below_main")]
async fn below_main(number: u8) -> Result<u8, Fail> {
    tokio::task::yield_now().await;
    Ok(number)
}

#[circuit_breaker(name = "corpus.frameworks.above_main")]
#[tokio::main(flavor = "current_thread")]
async fn above_main(number: u8) -> Result<u8, Fail> {
    tokio::task::yield_now().await;
    Ok(number)
}

#[tokio::test]
#[circuit_breaker(name = "corpus.frameworks.below_test")]
async fn below_test() -> Result<(), Fail> {
    tokio::task::yield_now().await;
    Ok(())
}

#[circuit_breaker(name = "corpus.frameworks.above_test")]
#[tokio::test]
async fn above_test() -> Result<(), Fail> {
    tokio::task::yield_now().await;
    Ok(())
}

#[circuit_breaker(name = "corpus.frameworks.plain_test")]
#[test]
fn plain_test() -> Result<(), Fail> {
    Ok(())
}

#[circuit_breaker(name = "corpus.frameworks.spawned")]
async fn spawned(numbers: Vec<u8>) -> Result<u8, Fail> {
    tokio::task::yield_now().await;
    Ok(numbers.iter().sum())
}

cases! { frameworks:
    fn async_trait_methods_that_borrow() {
        let mut remote = Remote { calls: 7 };
        observe([run(send(remote.load(""))), run(send(remote.load("key")))]);
        observe(run(send(remote.store("key".into(), Noisy("value")))));
        observe(run(remote.load_both("a", "b")));
    }

    fn async_trait_objects() {
        let mut source: Box<dyn Source> = Box::new(Remote { calls: 7 });
        observe(run(send(source.load_both("a", "b"))));
        observe(run(send(source.store("key".into(), Noisy("value")))));
    }

    fn async_trait_methods_that_own() {
        let patterns = || (Noisy("left"), Noisy("right"));
        lives(|| send(Remote { calls: 1 }.consume(patterns(), Noisy("underscore"))));
        lives(|| send(Box::new(Remote { calls: 2 }).open()));
    }

    fn async_trait_futures_dropped_on_the_way() {
        lives(|| send(Remote::probe("value", Noisy("underscored"))));
        lives(|| async { Remote { calls: 1 }.store("key".into(), Noisy("value")).await.map(|noisy| noisy.0) });
    }

    fn async_trait_without_send() {
        observe(run(Rc::new(3).local(Rc::new("value"))));
        lives(|| async { Rc::new(3).twice(Rc::new("value")).await });
    }

    fn tokio_main_above_and_below() {
        observe((below_main(1), above_main(2)));
    }

    fn a_guarded_future_is_spawned() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        observe(runtime.block_on(async { tokio::spawn(spawned(vec![1, 2])).await.expect("no panic") }));
    }
}
