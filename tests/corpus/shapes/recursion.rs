//! One breaker, several calls at once: recursion, calls in flight, functions that share a breaker, threads.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::Poll;

use futures_util::future::BoxFuture;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, log, observe, pause, poll_once, run, send};

#[circuit_breaker(name = "corpus.recursion.factorial")]
fn factorial(n: u64) -> Result<u64, Fail> {
    if n == 0 { Ok(1) } else { Ok(n * factorial(n - 1)?) }
}

#[circuit_breaker(name = "corpus.recursion.even")]
fn even(n: u32) -> Result<bool, Fail> {
    if n == 0 { Ok(true) } else { odd(n - 1) }
}

#[circuit_breaker(name = "corpus.recursion.odd")]
fn odd(n: u32) -> Result<bool, Fail> {
    if n == 0 { Ok(false) } else { even(n - 1) }
}

#[circuit_breaker(name = "corpus.recursion.fibonacci")]
async fn fibonacci(n: u32) -> Result<u64, Fail> {
    pause().await;
    if n < 2 {
        return Ok(u64::from(n));
    }
    Ok(Box::pin(fibonacci(n - 1)).await? + Box::pin(fibonacci(n - 2)).await?)
}

#[circuit_breaker(name = "corpus.recursion.sum")]
fn sum<'a>(numbers: &'a [u8]) -> Pin<Box<dyn Future<Output = Result<u32, Fail>> + Send + 'a>> {
    Box::pin(async move {
        let Some((first, rest)) = numbers.split_first() else { return Ok(0) };
        pause().await;
        Ok(u32::from(*first) + sum(rest).await?)
    })
}

#[circuit_breaker(name = "corpus.recursion.depth")]
fn depth(tree: &Tree) -> BoxFuture<'_, Result<usize, Fail>> {
    Box::pin(async move {
        let mut deepest = 0;
        for child in &tree.0 {
            deepest = deepest.max(depth(child).await?);
        }
        Ok(deepest + 1)
    })
}

struct Tree(Vec<Tree>);

impl Tree {
    #[circuit_breaker(name = "corpus.recursion.count")]
    fn count(&self) -> Result<usize, Fail> {
        self.0.iter().try_fold(1, |count, child| Ok(count + child.count()?))
    }

    #[circuit_breaker(name = "corpus.recursion.visit")]
    fn visit(&mut self, each: &mut dyn FnMut(usize)) -> Result<(), Fail> {
        each(self.0.len());
        for child in &mut self.0 {
            child.visit(each)?;
        }
        Ok(())
    }
}

#[circuit_breaker(name = "corpus.recursion.generic")]
fn generic<T: Clone + Into<u64>>(values: &[T]) -> Result<u64, Fail> {
    match values {
        [] => Ok(0),
        [first, rest @ ..] => Ok(first.clone().into() + generic(rest)?),
    }
}

#[circuit_breaker(name = "corpus.recursion.shared", threshold = 7)]
fn outer(number: u8) -> Result<u8, Fail> {
    Ok(joined(number)? + 1)
}

#[circuit_breaker(name = "corpus.recursion.shared")]
fn joined(number: u8) -> Result<u8, Fail> {
    log("joined runs");
    Ok(number * 2)
}

#[circuit_breaker(name = "corpus.recursion.shared")]
async fn joined_later(number: u8) -> Result<u8, Fail> {
    pause().await;
    outer(number)
}

#[circuit_breaker(name = "corpus.recursion.in_flight")]
async fn in_flight(noisy: Noisy) -> Result<&'static str, Fail> {
    pause().await;
    log(noisy.0);
    pause().await;
    Ok(noisy.0)
}

#[circuit_breaker(name = "corpus.recursion.callback")]
fn callback(again: &mut dyn FnMut(u8) -> Result<u8, Fail>, number: u8) -> Result<u8, Fail> {
    again(number)
}

#[circuit_breaker(name = "corpus.recursion.threads")]
fn threads(number: u32) -> Result<u32, Fail> {
    Ok(number + 1)
}

fn tree() -> Tree {
    Tree(vec![Tree(vec![]), Tree(vec![Tree(vec![])])])
}

cases! { recursion:
    fn a_function_calls_itself() {
        observe((factorial(10), even(7), odd(7), generic(&[1_u8, 2, 3])));
    }

    fn a_method_calls_itself() {
        let mut sizes = Vec::new();
        observe((tree().count(), tree().visit(&mut |size| sizes.push(size))));
        observe(sizes);
    }

    fn an_async_function_calls_itself() {
        lives(|| fibonacci(6));
    }

    fn a_boxed_future_calls_itself() {
        lives(|| send(sum(&[1, 2, 3])));
        observe(run(depth(&tree())));
    }

    fn guarded_functions_call_each_other_on_one_breaker() {
        observe((outer(1), run(joined_later(2))));
    }

    fn two_calls_are_in_flight() {
        let mut first = pin!(in_flight(Noisy("first")));
        let mut second = Box::pin(in_flight(Noisy("second")));
        observe(poll_once(first.as_mut()));
        observe(poll_once(second.as_mut()));
        observe(poll_once(first.as_mut()));
        drop(second);
        observe(matches!(poll_once(first.as_mut()), Poll::Ready(Ok("first"))));
    }

    fn a_call_back_calls_again() {
        observe(callback(&mut |n| callback(&mut |n| Ok(n + 1), n * 2), 3));
    }

    fn threads_call_at_once() {
        let sums = std::thread::scope(|scope| {
            let workers = [1, 2, 3, 4].map(|start| scope.spawn(move || (0..50).try_fold(start, |sum, _| threads(sum))));
            workers.map(|worker| worker.join().expect("no panic"))
        });
        observe(sums);
    }
}
