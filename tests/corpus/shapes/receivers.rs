//! Methods with every receiver there is, sync and async.

use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, log, observe, pause, run};

#[derive(Debug)]
struct Client {
    calls: u8,
    tail: Noisy,
}

fn client() -> Client {
    Client { calls: 0, tail: Noisy("client") }
}

impl Client {
    #[circuit_breaker(name = "corpus.receivers.shared")]
    fn shared(&self, more: u8) -> Result<u8, Fail> {
        Ok(self.calls + more)
    }

    #[circuit_breaker(name = "corpus.receivers.exclusive")]
    fn exclusive(&mut self) -> Result<&mut u8, Fail> {
        self.calls += 1;
        Ok(&mut self.calls)
    }

    #[circuit_breaker(name = "corpus.receivers.owned")]
    fn owned(self) -> Result<u8, Fail> {
        let _local = Noisy("local");
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.receivers.owned_unused")]
    fn owned_unused(self, other: Noisy) -> Result<(), Fail> {
        let _local = Noisy("local");
        log(other.0);
        Ok(())
    }

    #[circuit_breaker(name = "corpus.receivers.partly_moved")]
    fn partly_moved(self, _other: Noisy) -> Result<Noisy, Fail> {
        Ok(self.tail)
    }

    #[circuit_breaker(name = "corpus.receivers.owned_mut")]
    fn owned_mut(mut self) -> Result<Self, Fail> {
        self.calls += 1;
        Ok(self)
    }

    #[circuit_breaker(name = "corpus.receivers.typed_reference")]
    fn typed_reference(self: &Self) -> Result<&Noisy, Fail> {
        Ok(&self.tail)
    }

    #[circuit_breaker(name = "corpus.receivers.boxed")]
    fn boxed(self: Box<Self>) -> Result<Client, Fail> {
        Ok(*self)
    }

    #[circuit_breaker(name = "corpus.receivers.boxed_mut")]
    fn boxed_mut(mut self: Box<Self>) -> Result<u8, Fail> {
        self.calls += 1;
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.receivers.counted")]
    fn counted(self: Rc<Self>) -> Result<usize, Fail> {
        Ok(Rc::strong_count(&self))
    }

    #[circuit_breaker(name = "corpus.receivers.atomically_counted")]
    fn atomically_counted(self: Arc<Self>) -> Result<usize, Fail> {
        Ok(Arc::strong_count(&self))
    }

    #[circuit_breaker(name = "corpus.receivers.counted_reference")]
    fn counted_reference(self: &Arc<Self>) -> Result<Arc<Self>, Fail> {
        Ok(self.clone())
    }

    #[circuit_breaker(name = "corpus.receivers.pinned_mut")]
    fn pinned_mut(mut self: Pin<&mut Self>) -> Result<u8, Fail> {
        self.calls += 1;
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.receivers.pinned_box")]
    fn pinned_box(self: Pin<Box<Self>>) -> Result<u8, Fail> {
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.receivers.named_lifetime")]
    fn named_lifetime<'a>(&'a mut self, _other: &str) -> Result<&'a mut Noisy, Fail> {
        Ok(&mut self.tail)
    }

    #[circuit_breaker(name = "corpus.receivers.async_shared")]
    async fn async_shared(&self) -> Result<&Noisy, Fail> {
        pause().await;
        Ok(&self.tail)
    }

    #[circuit_breaker(name = "corpus.receivers.async_exclusive")]
    async fn async_exclusive(&mut self, by: u8) -> Result<&mut u8, Fail> {
        pause().await;
        self.calls += by;
        Ok(&mut self.calls)
    }

    #[circuit_breaker(name = "corpus.receivers.async_owned")]
    async fn async_owned(self, other: Noisy) -> Result<u8, Fail> {
        let _local = Noisy("local");
        pause().await;
        log(other.0);
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.receivers.async_owned_mut")]
    async fn async_owned_mut(mut self) -> Result<Noisy, Fail> {
        pause().await;
        self.calls += 1;
        pause().await;
        Ok(self.tail)
    }

    #[circuit_breaker(name = "corpus.receivers.async_boxed")]
    async fn async_boxed(self: Box<Self>) -> Result<u8, Fail> {
        pause().await;
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.receivers.async_counted")]
    async fn async_counted(self: Rc<Self>) -> Result<usize, Fail> {
        pause().await;
        Ok(Rc::strong_count(&self))
    }

    #[circuit_breaker(name = "corpus.receivers.async_pinned")]
    async fn async_pinned(mut self: Pin<&mut Self>) -> Result<u8, Fail> {
        pause().await;
        self.calls += 1;
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.receivers.future_of_exclusive")]
    fn future_of_exclusive(&mut self) -> impl Future<Output = Result<u8, Fail>> + '_ {
        self.calls += 1;
        async move {
            pause().await;
            self.calls += 1;
            Ok(self.calls)
        }
    }
}

cases! { receivers:
    fn shared_references() {
        observe(client().shared(2));
        observe(client().typed_reference());
    }

    fn exclusive_references() {
        let mut client = client();
        *client.exclusive().unwrap() += 1;
        observe(client.exclusive());
        observe(client.named_lifetime("other"));
    }

    fn owned_receivers_are_dropped_when_they_were() {
        observe(client().owned());
        observe(client().owned_unused(Noisy("other")));
    }

    fn owned_receivers_are_moved_from() {
        observe(client().owned_mut());
        observe(client().partly_moved(Noisy("other")));
    }

    fn boxes() {
        observe(Box::new(client()).boxed());
        observe(Box::new(client()).boxed_mut());
    }

    fn counted_pointers() {
        let counted = Rc::new(client());
        observe(counted.clone().counted());
        let counted = Arc::new(client());
        observe(counted.counted_reference());
        observe(counted.atomically_counted());
    }

    fn pinned_pointers() {
        observe(pin!(client()).pinned_mut());
        observe(Box::pin(client()).pinned_box());
    }

    fn async_references() {
        let mut client = client();
        observe(run(client.async_exclusive(3)).map(|calls| *calls += 1));
        observe(run(client.async_shared()));
        observe(client.calls);
    }

    fn async_owned_receivers() {
        lives(|| client().async_owned(Noisy("other")));
        lives(|| client().async_owned_mut());
    }

    fn async_pointers() {
        observe(run(Box::new(client()).async_boxed()));
        observe(run(Rc::new(client()).async_counted()));
        observe(run(pin!(client()).async_pinned()));
    }

    fn the_eager_part_of_a_method_stays_eager() {
        let mut client = client();
        drop(client.future_of_exclusive());
        observe(client.calls);
        observe(run(client.future_of_exclusive()));
    }
}
