//! `Self::path` as the fallback: the receiver is passed, whatever it is.

use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;

use ewrap::circuit_breaker;

use crate::support::{Fail, Noisy, log, pause, record, run, send};

#[derive(Clone)]
struct Client {
    calls: u8,
}

impl Client {
    #[circuit_breaker(name = "corpus.fallback_receivers.shared", threshold = 1, fallback = Self::shared_again)]
    fn shared(&self, number: u8) -> Result<u8, Fail> {
        Err(Fail::Code(number.into()))
    }

    fn shared_again(&self, number: u8) -> Result<u8, Fail> {
        Ok(self.calls + number)
    }

    #[circuit_breaker(name = "corpus.fallback_receivers.exclusive", threshold = 1, fallback = Self::exclusive_again)]
    fn exclusive(&mut self, text: &str) -> Result<u8, Fail> {
        self.calls += 1;
        log(text);
        Err(Fail::Refused)
    }

    fn exclusive_again(&mut self, text: &str) -> Result<u8, Fail> {
        self.calls += 10;
        log(text);
        Ok(self.calls)
    }

    #[circuit_breaker(
        name = "corpus.fallback_receivers.lending",
        threshold = 1,
        fallback = Self::lending_again,
        fallback_on = open
    )]
    fn lending(&mut self, fails: bool) -> Result<&mut u8, Fail> {
        if fails { Err(Fail::Refused) } else { Ok(&mut self.calls) }
    }

    fn lending_again(&mut self, _: bool) -> Result<&mut u8, Fail> {
        self.calls = 0;
        Ok(&mut self.calls)
    }

    #[circuit_breaker(name = "corpus.fallback_receivers.owned", threshold = 1, fallback = Self::owned_again)]
    fn owned(mut self) -> Result<u8, Fail> {
        self.calls += 1;
        Err(Fail::Code(self.calls.into()))
    }

    fn owned_again(self) -> Result<u8, Fail> {
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.fallback_receivers.boxed", threshold = 1, fallback = Self::boxed_again)]
    fn boxed(self: Box<Self>) -> Result<u8, Fail> {
        Err(Fail::Refused)
    }

    fn boxed_again(self: Box<Self>) -> Result<u8, Fail> {
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.fallback_receivers.counted", threshold = 1, fallback = Self::counted_again)]
    fn counted(self: Rc<Self>) -> Result<u8, Fail> {
        Err(Fail::Refused)
    }

    fn counted_again(self: Rc<Self>) -> Result<u8, Fail> {
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.fallback_receivers.arc", threshold = 1, fallback = Self::arc_again)]
    async fn arc(self: Arc<Self>) -> Result<u8, Fail> {
        pause().await;
        Err(Fail::Refused)
    }

    async fn arc_again(self: Arc<Self>) -> Result<u8, Fail> {
        pause().await;
        Ok(self.calls)
    }

    #[circuit_breaker(
        name = "corpus.fallback_receivers.pinned",
        threshold = 1,
        fallback = Self::pinned_again,
        fallback_on = open
    )]
    fn pinned(mut self: Pin<&mut Self>) -> Result<u8, Fail> {
        self.calls += 1;
        Err(Fail::Refused)
    }

    fn pinned_again(mut self: Pin<&mut Self>) -> Result<u8, Fail> {
        self.calls += 10;
        Ok(self.calls)
    }

    #[circuit_breaker(
        name = "corpus.fallback_receivers.pinned_box",
        threshold = 1,
        fallback = Self::pinned_box_again,
        fallback_on = open
    )]
    fn pinned_box(self: Pin<Box<Self>>) -> Result<u8, Fail> {
        Err(Fail::Refused)
    }

    fn pinned_box_again(self: Pin<Box<Self>>) -> Result<u8, Fail> {
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.fallback_receivers.typed", threshold = 1, fallback = Self::typed_again)]
    fn typed(self: &Self) -> Result<&u8, Fail> {
        Err(Fail::Refused)
    }

    fn typed_again(&self) -> Result<&u8, Fail> {
        Ok(&self.calls)
    }

    #[circuit_breaker(name = "corpus.fallback_receivers.free", threshold = 1, fallback = free_again)]
    fn free(&self, number: u8) -> Result<u8, Fail> {
        Err(Fail::Code((self.calls + number).into()))
    }

    #[circuit_breaker(name = "corpus.fallback_receivers.none", threshold = 1, fallback = Self::none_again)]
    fn none(number: u8) -> Result<Self, Fail> {
        Err(Fail::Code(number.into()))
    }

    fn none_again(number: u8) -> Result<Self, Fail> {
        Ok(Self { calls: number })
    }

    #[circuit_breaker(
        name = "corpus.fallback_receivers.async_exclusive",
        threshold = 1,
        fallback = Self::async_exclusive_again
    )]
    async fn async_exclusive(&mut self, by: &u8) -> Result<u8, Fail> {
        pause().await;
        self.calls += by;
        Err(Fail::Refused)
    }

    async fn async_exclusive_again(&mut self, by: &u8) -> Result<u8, Fail> {
        pause().await;
        self.calls += by * 10;
        Ok(self.calls)
    }

    #[circuit_breaker(name = "corpus.fallback_receivers.async_owned", threshold = 1, fallback = Self::owned_again)]
    async fn async_owned(self) -> Result<u8, Fail> {
        pause().await;
        Err(Fail::Refused)
    }
}

fn free_again(number: u8) -> Result<u8, Fail> {
    Ok(number)
}

fn client() -> Client {
    Client { calls: 7 }
}

#[test]
fn shared_references_are_passed() {
    assert_eq!((client().shared(1), client().shared(2)), (Ok(8), Ok(9)));
    assert_eq!((client().typed(), client().typed()), (Ok(&7), Ok(&7)));
}

#[test]
fn exclusive_references_are_lent_again() {
    let mut client = client();
    let log = record(|| assert_eq!((client.exclusive("a"), client.exclusive("b")), (Ok(18), Ok(28))));
    assert_eq!(log, ["a", "a", "b"]);
}

#[test]
fn a_result_may_borrow_from_the_receiver() {
    let mut client = client();
    assert_eq!(client.lending(false), Ok(&mut 7));
    assert_eq!(client.lending(true), Err(Fail::Refused));
    assert_eq!(client.lending(false), Ok(&mut 0));
}

#[test]
fn owned_receivers_are_cloned_as_they_came() {
    assert_eq!((client().owned(), client().owned()), (Ok(7), Ok(7)));
    assert_eq!((Box::new(client()).boxed(), Box::new(client()).boxed()), (Ok(7), Ok(7)));
    assert_eq!((run(client().async_owned()), run(send(client().async_owned()))), (Ok(7), Ok(7)));
}

#[test]
fn counted_pointers_are_passed() {
    let counted = Rc::new(client());
    assert_eq!((counted.clone().counted(), counted.counted()), (Ok(7), Ok(7)));
    let counted = Arc::new(client());
    assert_eq!((run(send(counted.clone().arc())), run(counted.arc())), (Ok(7), Ok(7)));
}

#[test]
fn pinned_pointers_are_passed() {
    let mut client = pin!(client());
    assert_eq!((client.as_mut().pinned(), client.as_mut().pinned()), (Err(Fail::Refused), Ok(18)));
    let boxed = || Box::pin(Client { calls: 3 }).pinned_box();
    assert_eq!((boxed(), boxed()), (Err(Fail::Refused), Ok(3)));
}

#[test]
fn other_paths_get_no_receiver() {
    assert_eq!((client().free(1), client().free(2)), (Ok(1), Ok(2)));
}

#[test]
fn functions_without_a_receiver_pass_none() {
    assert_eq!(Client::none(1).map(|client| client.calls), Ok(1));
    assert_eq!(Client::none(2).map(|client| client.calls), Ok(2));
}

#[test]
fn async_methods_lend_their_receiver_again() {
    let mut client = client();
    assert_eq!(run(send(client.async_exclusive(&1))), Ok(18));
    assert_eq!(run(send(client.async_exclusive(&1))), Ok(28));
}

struct Unclonable {
    noisy: Noisy,
}

impl Unclonable {
    #[circuit_breaker(
        name = "corpus.fallback_receivers.unclonable",
        threshold = 1,
        fallback = Self::again,
        fallback_on = open
    )]
    fn consume(self, other: Noisy) -> Result<&'static str, Fail> {
        log(other.0);
        Err(Fail::Refused)
    }

    fn again(self, _: Noisy) -> Result<&'static str, Fail> {
        Ok(self.noisy.0)
    }
}

#[test]
fn receivers_that_cannot_be_cloned_go_to_the_one_or_the_other() {
    let call = || Unclonable { noisy: Noisy("self") }.consume(Noisy("other"));
    assert_eq!(record(|| assert_eq!(call(), Err(Fail::Refused))), ["other", "drop other", "drop self"]);
    assert_eq!(record(|| assert_eq!(call(), Ok("self"))), ["drop other", "drop self"]);
}
