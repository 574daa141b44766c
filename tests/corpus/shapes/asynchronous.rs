//! Async functions: cancellation, borrows across awaits, what may cross threads and what need not.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Mutex;
use std::task::Poll;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, log, observe, pause, poll_once, run, send};

#[circuit_breaker(name = "corpus.asynchronous.plain")]
async fn plain(number: u8) -> Result<u8, Fail> {
    log("plain starts");
    pause().await;
    log("plain goes on");
    if number == 0 { Err(Fail::Refused) } else { Ok(number) }
}

#[circuit_breaker(name = "corpus.asynchronous.never_waits")]
async fn never_waits() -> Result<(), Fail> {
    Ok(())
}

#[circuit_breaker(name = "corpus.asynchronous.borrowing")]
async fn borrowing<'a>(first: &'a str, second: &mut Vec<&'a str>) -> Result<usize, Fail> {
    pause().await;
    second.push(first);
    pause().await;
    Ok(second.len())
}

#[circuit_breaker(name = "corpus.asynchronous.returns_borrow")]
async fn returns_borrow(values: &mut [u8]) -> Result<&mut u8, Fail> {
    pause().await;
    values.iter_mut().max().ok_or(Fail::Refused)
}

#[circuit_breaker(name = "corpus.asynchronous.early_return")]
async fn early_return(text: &str) -> Result<u8, Fail> {
    if text == "none" {
        return Err(Fail::Refused);
    }
    pause().await;
    let number: u8 = text.parse()?;
    for _ in 0..2 {
        pause().await;
        if number > 100 {
            return Ok(100);
        }
    }
    Ok(number)
}

/// The argument is `Send` but not `Sync`: holding a reference to it across an await would not be `Send`.
#[circuit_breaker(name = "corpus.asynchronous.cell_across_await")]
async fn cell_across_await(cell: Cell<u8>) -> Result<u8, Fail> {
    pause().await;
    cell.set(cell.get() + 1);
    Ok(cell.into_inner())
}

#[circuit_breaker(name = "corpus.asynchronous.cells_beside")]
async fn cells_beside(cell: Cell<u8>, _unused: Cell<u8>, (left, _): (Cell<u8>, RefCell<u8>)) -> Result<u8, Fail> {
    pause().await;
    Ok(cell.get() + left.get())
}

struct Single {
    cell: Cell<u8>,
}

impl Single {
    #[circuit_breaker(name = "corpus.asynchronous.unsynchronised_receiver")]
    async fn finish(self, by: Cell<u8>) -> Result<u8, Fail> {
        pause().await;
        Ok(self.cell.get() + by.get())
    }
}

#[circuit_breaker(name = "corpus.asynchronous.local")]
async fn local(counted: Rc<Cell<u8>>) -> Result<u8, Fail> {
    let other = counted.clone();
    pause().await;
    other.set(1);
    Ok(counted.get())
}

#[circuit_breaker(name = "corpus.asynchronous.sendable_locals")]
async fn sendable_locals(mutex: &Mutex<Vec<u8>>) -> Result<usize, Fail> {
    mutex.lock().unwrap().push(1);
    pause().await;
    let length = { mutex.lock().unwrap().len() };
    pause().await;
    Ok(length)
}

#[circuit_breaker(name = "corpus.asynchronous.generic")]
async fn generic<T, F>(value: T, change: F) -> Result<T, Fail>
where
    T: Clone,
    F: AsyncFn(&mut T) -> Result<(), Fail>,
{
    let mut value = value.clone();
    change(&mut value).await?;
    Ok(value)
}

#[circuit_breaker(name = "corpus.asynchronous.impl_arguments")]
async fn impl_arguments(text: impl AsRef<str>, later: impl Future<Output = u8>) -> Result<String, Fail> {
    let number = later.await;
    Ok(format!("{} {number}", text.as_ref()))
}

#[circuit_breaker(name = "corpus.asynchronous.impl_result")]
async fn impl_result(up_to: u8) -> Result<impl Iterator<Item = u8>, Fail> {
    pause().await;
    Ok((0..up_to).map(move |n| n * up_to))
}

#[circuit_breaker(name = "corpus.asynchronous.nested_blocks")]
async fn nested_blocks(start: u8) -> Result<u8, Fail> {
    let inner = async {
        pause().await;
        if start == 0 {
            return Err(Fail::Code(1));
        }
        Ok(start)
    };
    let later = async move || inner.await;
    Ok(later().await? + 1)
}

#[circuit_breaker(name = "corpus.asynchronous.drops")]
async fn drops(a: Noisy, b: Noisy, _: Noisy, _c: Noisy) -> Result<&'static str, Fail> {
    let _first = Noisy("first local");
    pause().await;
    let _second = Noisy("second local");
    pause().await;
    drop(b);
    Ok(a.0)
}

cases! { asynchronous:
    fn values_and_errors_come_back() {
        observe(run(plain(0)));
        lives(|| send(plain(1)));
        observe(run(never_waits()));
    }

    fn nothing_runs_before_the_first_poll() {
        let future = plain(1);
        log("made");
        let mut future = pin!(future);
        observe(matches!(poll_once(future.as_mut()), Poll::Pending));
    }

    fn arguments_are_borrowed_across_awaits() {
        let mut texts = vec!["one"];
        observe(run(borrowing("two", &mut texts)));
        observe(texts);
    }

    fn a_result_may_borrow_from_the_arguments() {
        let mut values = [1, 3, 2];
        *run(returns_borrow(&mut values)).unwrap() = 0;
        observe(values);
    }

    fn returns_leave_the_function() {
        observe(["none", "x", "7", "200"].map(|text| run(early_return(text))));
    }

    fn an_unsynchronised_argument_crosses_threads() {
        lives(|| send(cell_across_await(Cell::new(1))));
        lives(|| send(cells_beside(Cell::new(1), Cell::new(2), (Cell::new(3), RefCell::new(4)))));
        lives(|| send(Single { cell: Cell::new(1) }.finish(Cell::new(2))));
    }

    fn a_future_may_stay_on_its_thread() {
        lives(|| local(Rc::default()));
    }

    fn a_lock_before_an_await_crosses_threads() {
        let mutex = Mutex::default();
        observe(run(send(sendable_locals(&mutex))));
        observe(mutex);
    }

    fn generic_functions_and_async_closures() {
        observe(run(generic(1, async |number: &mut u8| {
            pause().await;
            *number += 1;
            Ok(())
        })));
    }

    fn arguments_of_an_impl_type() {
        observe(run(impl_arguments("seven", async { 7 })));
        lives(|| impl_arguments(String::from("seven"), std::future::ready(7)));
    }

    fn results_of_an_impl_type() {
        observe(run(impl_result(4)).unwrap().collect::<Vec<_>>());
    }

    fn blocks_and_closures_inside_return_to_themselves() {
        observe([run(nested_blocks(0)), run(nested_blocks(1))]);
    }

    fn drop_order_after_any_number_of_polls() {
        lives(|| drops(Noisy("a"), Noisy("b"), Noisy("underscore"), Noisy("underscored")));
    }
}
