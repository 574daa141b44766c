//! Fallbacks of async functions: sync and async ones, dropped on the way, across threads.

use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use async_trait::async_trait;
use ewrap::{Cause, Registry, circuit_breaker};

use crate::support::{Counted, Fail, Foreign, Noisy, log, pause, poll_once, record, run, send};

#[circuit_breaker(name = "corpus.fallback_async.sync_path", threshold = 1, fallback = sync_again)]
async fn sync_path(text: String, number: &u8) -> Result<String, Foreign> {
    pause().await;
    drop(text);
    Err(Foreign(*number))
}

fn sync_again(text: String, number: &u8) -> Result<String, Foreign> {
    Ok(format!("{text} {number}"))
}

#[test]
fn a_sync_path_answers() {
    assert_eq!(run(send(sync_path("a".into(), &1))), Ok("a 1".into()));
    assert_eq!(run(sync_path("b".into(), &2)), Ok("b 2".into()));
}

#[circuit_breaker(name = "corpus.fallback_async.async_path", threshold = 1, fallback = async_again)]
async fn async_path(numbers: &mut Vec<u8>, number: u8) -> Result<usize, Fail> {
    numbers.push(number);
    pause().await;
    Err(Fail::Refused)
}

async fn async_again(numbers: &mut Vec<u8>, number: u8) -> Result<usize, Fail> {
    pause().await;
    numbers.push(number + 10);
    Ok(numbers.len())
}

#[test]
fn an_async_path_answers() {
    let mut numbers = vec![];
    assert_eq!(run(send(async_path(&mut numbers, 1))), Ok(2));
    assert_eq!(run(send(async_path(&mut numbers, 2))), Ok(3));
    assert_eq!(numbers, [1, 11, 12]);
}

#[circuit_breaker(name = "corpus.fallback_async.future_path", threshold = 1, fallback = future_again)]
async fn future_path(number: u8) -> Result<u8, Fail> {
    Err(Fail::Code(number.into()))
}

fn future_again(number: u8) -> impl Future<Output = Result<u8, Fail>> + Send {
    async move { Ok(number) }
}

#[circuit_breaker(name = "corpus.fallback_async.boxed_path", threshold = 1, fallback = boxed_again)]
async fn boxed_path(text: &str) -> Result<usize, Fail> {
    Err(Fail::Code(text.len() as u16))
}

fn boxed_again(text: &str) -> futures_util::future::BoxFuture<'_, Result<usize, Fail>> {
    Box::pin(async move { Ok(text.len()) })
}

#[test]
fn a_path_that_returns_a_future_answers() {
    assert_eq!((run(send(future_path(1))), run(future_path(2))), (Ok(1), Ok(2)));
    assert_eq!((run(send(boxed_path("a"))), run(boxed_path("bc"))), (Ok(1), Ok(2)));
}

#[circuit_breaker(name = "corpus.fallback_async.dropped", threshold = 1, fallback = dropped_again, fallback_on = open)]
async fn dropped(a: Noisy, b: Noisy) -> Result<(), Fail> {
    pause().await;
    log(b.0);
    Err(Fail::Code(a.0.len() as u16))
}

async fn dropped_again(a: Noisy, _b: Noisy) -> Result<(), Fail> {
    pause().await;
    log(a.0);
    Ok(())
}

#[test]
fn a_fallback_may_be_dropped_on_the_way() {
    let call = || dropped(Noisy("a"), Noisy("b"));
    assert_eq!(run(call()), Err(Fail::Code(1)));
    let log = record(|| {
        let mut future = Box::pin(send(call()));
        assert_eq!(poll_once(future.as_mut()), Poll::Pending);
        log("dropped");
        drop(future);
        assert_eq!(run(call()), Ok(()));
    });
    assert_eq!(log, ["dropped", "drop b", "drop a", "a", "drop b", "drop a"]);
}

#[circuit_breaker(name = "corpus.fallback_async.local", threshold = 1, fallback = local_again)]
async fn local(counted: Rc<Cell<u8>>) -> Result<u8, Fail> {
    pause().await;
    counted.set(counted.get() + 1);
    Err(Fail::Refused)
}

async fn local_again(counted: Rc<Cell<u8>>) -> Result<u8, Fail> {
    pause().await;
    Ok(counted.get())
}

#[test]
fn a_future_with_a_fallback_may_stay_on_its_thread() {
    let counted = Rc::new(Cell::new(1));
    assert_eq!((run(local(counted.clone())), run(local(counted))), (Ok(2), Ok(2)));
}

#[circuit_breaker(name = "corpus.fallback_async.unsynchronised", threshold = 1, fallback = |_| Ok(cell.get()))]
async fn unsynchronised(cell: Cell<u8>) -> Result<u8, Fail> {
    pause().await;
    cell.set(9);
    pause().await;
    Err(Fail::Refused)
}

#[test]
fn an_unsynchronised_argument_still_crosses_threads() {
    assert_eq!((run(send(unsynchronised(Cell::new(1)))), run(unsynchronised(Cell::new(2)))), (Ok(1), Ok(2)));
}

#[circuit_breaker(name = "corpus.fallback_async.generic", threshold = 1, fallback = generic_again)]
async fn generic<T, F>(value: T, change: F) -> Result<T, Fail>
where
    T: Clone + Send,
    F: Fn(T) -> Option<T> + Clone,
{
    pause().await;
    change(value).ok_or(Fail::Refused)
}

async fn generic_again<T, F>(value: T, _: F) -> Result<T, Fail> {
    Ok(value)
}

#[test]
fn generic_async_functions_fall_back() {
    assert_eq!(run(send(generic(1_u8, |n| n.checked_add(1)))), Ok(2));
    assert_eq!(run(send(generic(255_u8, |n| n.checked_add(1)))), Ok(255));
    assert_eq!(run(generic("rejected", Some)), Ok("rejected"));
}

#[async_trait]
trait Source: Sync {
    async fn load(&self, key: Counted) -> Result<Counted, Fail>;

    async fn spare(&self, key: Counted) -> Result<Counted, Fail> {
        log("spare");
        pause().await;
        Ok(key)
    }

    #[circuit_breaker(name = "corpus.fallback_async.default_method", threshold = 1, fallback = Self::spare)]
    async fn load_or_spare(&self, key: Counted) -> Result<Counted, Fail> {
        pause().await;
        self.load(key).await
    }
}

struct Broken;

impl Broken {
    async fn inherent(&self, key: Counted) -> Result<Counted, Fail> {
        log("inherent");
        Ok(key)
    }
}

#[async_trait]
impl Source for Broken {
    #[circuit_breaker(name = "corpus.fallback_async.async_trait", threshold = 1, fallback = Self::inherent)]
    async fn load(&self, key: Counted) -> Result<Counted, Fail> {
        pause().await;
        Err(Fail::Code(key.0.len() as u16))
    }
}

#[async_trait]
impl Source for u8 {
    #[circuit_breaker(name = "corpus.fallback_async.trait_closure", threshold = 1, fallback = |cause| match cause {
        Cause::Rejected(_) => Err(Fail::Code(self.number())),
        Cause::Failed(error) => Err(error),
    })]
    async fn load(&self, _: Counted) -> Result<Counted, Fail> {
        pause().await;
        Err(Fail::Refused)
    }
}

trait Number {
    fn number(&self) -> u16;
}

impl Number for u8 {
    fn number(&self) -> u16 {
        u16::from(*self) + 400
    }
}

#[test]
fn async_trait_methods_fall_back() {
    let log = record(|| {
        let source: &dyn Source = &Broken;
        assert_eq!(run(send(source.load(Counted("a")))), Ok(Counted("a")));
        assert_eq!(run(send(source.load(Counted("b")))), Ok(Counted("b")));
        assert_eq!(run(send(5.load_or_spare(Counted("c")))), Ok(Counted("c")));
        assert_eq!(run(send(5.load_or_spare(Counted("d")))), Ok(Counted("d")));
        assert_eq!(run(send(5.load(Counted("e")))), Err(Fail::Code(405)));
    });
    assert_eq!(log, ["clone a", "inherent", "inherent", "clone c", "spare", "spare"]);
}

#[async_trait(?Send)]
trait Local {
    async fn get(&mut self, counted: Rc<u8>) -> Result<Rc<u8>, Foreign>;
}

#[async_trait(?Send)]
impl Local for Vec<Rc<u8>> {
    #[circuit_breaker(
        name = "corpus.fallback_async.local_trait",
        threshold = 1,
        fallback = async |_| { pause().await; Ok(counted) }
    )]
    async fn get(&mut self, counted: Rc<u8>) -> Result<Rc<u8>, Foreign> {
        self.push(counted);
        Err(Foreign(0))
    }
}

#[test]
fn async_trait_without_send_falls_back() {
    let mut values = vec![];
    assert_eq!((run(values.get(Rc::new(1))), run(values.get(Rc::new(2)))), (Ok(Rc::new(1)), Ok(Rc::new(2))));
    assert_eq!(values, [Rc::new(1)]);
}

#[circuit_breaker(name = "corpus.fallback_async.borrowed", threshold = 1, fallback = borrowed_again)]
async fn borrowed<'a>(left: &'a str, right: &str) -> Result<&'a str, Fail> {
    pause().await;
    if right.is_empty() { Err(Fail::Refused) } else { Ok(left) }
}

async fn borrowed_again<'a>(left: &'a str, _right: &str) -> Result<&'a str, Fail> {
    Ok(&left[1..])
}

#[test]
fn an_async_result_may_borrow_from_the_arguments() {
    let text = String::from("text");
    let mut first = pin!(send(borrowed(&text, "x")));
    assert_eq!(poll_once(first.as_mut()), Poll::Pending);
    assert_eq!(run(borrowed(&text, "")), Ok("ext"));
    assert_eq!((run(borrowed(&text, "x")), run(first)), (Ok("ext"), Ok("text")));
}

#[circuit_breaker(name = "corpus.fallback_async.one_future", fallback = one_future_again)]
async fn one_future(number: u8, at: &'static str) -> Result<u8, Fail> {
    let _local = Noisy("body");
    pause().await;
    assert_ne!(at, "body panics");
    Err(Fail::Code(number.into()))
}

fn one_future_again(number: u8, at: &'static str) -> impl Future<Output = Result<u8, Fail>> + Send {
    log(format!("asked after {}", failures("corpus.fallback_async.one_future")));
    assert_ne!(at, "fallback panics at once");
    async move {
        let _local = Noisy("fallback");
        pause().await;
        assert_ne!(at, "fallback panics");
        Ok(number)
    }
}

fn failures(breaker: &str) -> u64 {
    Registry::global().get(breaker).map_or(0, |breaker| breaker.snapshot().counts.failure)
}

#[test]
fn a_body_is_dropped_and_recorded_before_the_fallback_is_asked() {
    let call = |at| {
        record(|| drop(std::panic::catch_unwind(|| run(send(one_future(1, at)))).map(|out| assert_eq!(out, Ok(1)))))
    };
    assert_eq!(call(""), ["drop body", "asked after 1", "drop fallback"]);
    assert_eq!(call("fallback panics"), ["drop body", "asked after 2", "drop fallback"]);
    assert_eq!(call("fallback panics at once"), ["drop body", "asked after 3"]);
    assert_eq!(call("body panics"), ["drop body"]);
    let cut = record(|| drop(poll_once(pin!(one_future(1, "")))));
    assert_eq!(cut, ["drop body"]);
    let cut = record(|| {
        let mut future = pin!(one_future(1, ""));
        while failures("corpus.fallback_async.one_future") < 5 {
            assert!(poll_once(future.as_mut()).is_pending());
        }
    });
    assert_eq!(cut, ["drop body", "asked after 5", "drop fallback"]);
}
