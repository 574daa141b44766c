//! When values end: parameters, locals, temporaries, parts that were moved out.

use std::sync::Mutex;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, log, observe};

struct Pair {
    left: Noisy,
    right: Noisy,
}

fn pair(left: &'static str, right: &'static str) -> Pair {
    Pair { left: Noisy(left), right: Noisy(right) }
}

impl Drop for Token<'_> {
    fn drop(&mut self) {
        log(format!("drop token of {}", self.0.0));
    }
}

struct Token<'a>(&'a Noisy);

impl Token<'_> {
    fn name(&self) -> Result<&'static str, Fail> {
        Ok(self.0.0)
    }
}

#[circuit_breaker(name = "corpus.drops.parameters_and_locals")]
fn parameters_and_locals(a: Noisy, b: Noisy, c: Noisy) -> Result<(), Fail> {
    let _one = Noisy("one");
    let _two = Noisy("two");
    log(format!("{}{}{}", b.0, a.0, c.0));
    Ok(())
}

#[circuit_breaker(name = "corpus.drops.unnamed")]
fn unnamed(_: Noisy, a: Noisy, _b: Noisy, _: Noisy) -> Result<&'static str, Fail> {
    let _ = Noisy("gone at once");
    let _one = Noisy("one");
    Ok(a.0)
}

#[circuit_breaker(name = "corpus.drops.patterns")]
fn patterns(Pair { left, right: _ }: Pair, (a, ..): (Noisy, Noisy, Noisy), [_, b]: [Noisy; 2]) -> Result<(), Fail> {
    let _one = Noisy("one");
    log(format!("{}{}{}", b.0, a.0, left.0));
    Ok(())
}

#[circuit_breaker(name = "corpus.drops.partly_moved")]
fn partly_moved(pair: Pair, other: (Noisy, Noisy)) -> Result<Noisy, Fail> {
    let _local = pair.right;
    log(pair.left.0);
    drop(other.1);
    Ok(other.0)
}

#[circuit_breaker(name = "corpus.drops.moved_sometimes")]
fn moved_sometimes(first: Noisy, second: Noisy, take: bool) -> Result<(), Fail> {
    if take {
        drop(second);
        return Ok(());
    }
    let _local = Noisy("local");
    log(first.0);
    Err(Fail::Refused)
}

#[circuit_breaker(name = "corpus.drops.shadowed")]
fn shadowed(a: Noisy, b: Noisy) -> Result<(), Fail> {
    let a = Noisy(if a.0 == "a" { "new a" } else { "other" });
    let b = (b, Noisy("new b"));
    log(format!("{} {}", a.0, b.0.0));
    Ok(())
}

#[circuit_breaker(name = "corpus.drops.reassigned")]
fn reassigned(mut a: Noisy, mut b: Noisy) -> Result<Noisy, Fail> {
    log(a.0);
    a = Noisy("second a");
    log("reassigned");
    std::mem::swap(&mut a, &mut b);
    Ok(a)
}

#[circuit_breaker(name = "corpus.drops.tail_temporary")]
fn tail_temporary(argument: Noisy) -> Result<&'static str, Fail> {
    let local = Noisy("local");
    log(local.0);
    Token(&argument).name()
}

#[circuit_breaker(name = "corpus.drops.tail_match")]
fn tail_match(argument: Noisy) -> Result<usize, Fail> {
    let _local = Noisy("local");
    match Token(&argument).name() {
        Ok(name) => Ok(name.len() + Noisy("in the arm").0.len()),
        Err(error) => Err(error),
    }
}

#[circuit_breaker(name = "corpus.drops.lock_in_tail")]
fn lock_in_tail(mutex: &Mutex<u8>, _argument: Noisy) -> Result<u8, Fail> {
    Ok(*mutex.lock().map_err(|_| Fail::Refused)?)
}

#[circuit_breaker(name = "corpus.drops.statement_temporary")]
fn statement_temporary(argument: Noisy) -> Result<(), Fail> {
    let name = Token(&argument).name()?;
    log(name);
    if let Ok(name) = Token(&argument).name() {
        log(name);
    } else {
        log("never");
    }
    log("the end");
    Ok(())
}

#[circuit_breaker(name = "corpus.drops.early_leave")]
fn early_leave(a: Noisy, b: Noisy) -> Result<(), Fail> {
    let _one = Noisy("one");
    for _ in 0..2 {
        let _in_loop = Noisy("in the loop");
        Err(Fail::Refused).inspect_err(|_| log(Noisy("in the closure").0))?;
    }
    drop((a, b));
    Ok(())
}

#[circuit_breaker(name = "corpus.drops.in_closure")]
fn in_closure(a: Noisy, b: Noisy, c: Noisy) -> Result<impl FnOnce() -> usize, Fail> {
    log(b.0);
    Ok(move || a.0.len() + c.0.len())
}

#[circuit_breaker(name = "corpus.drops.boxed")]
fn boxed(objects: Vec<Box<dyn std::fmt::Debug>>, last: Box<Noisy>) -> Result<usize, Fail> {
    let length = objects.len();
    let inner = *last;
    log(inner.0);
    Ok(length)
}

#[circuit_breaker(name = "corpus.drops.forgotten")]
fn forgotten(a: Noisy, b: Noisy) -> Result<(), Fail> {
    std::mem::forget(a);
    log(b.0);
    Ok(())
}

impl Pair {
    #[circuit_breaker(name = "corpus.drops.owner")]
    fn owner(self, _: Noisy, a: Noisy) -> Result<&'static str, Fail> {
        let _local = Noisy("local");
        Ok(a.0)
    }

    #[circuit_breaker(name = "corpus.drops.owner_of_part")]
    fn owner_of_part(self, a: Noisy) -> Result<&'static str, Fail> {
        let _local = self.right;
        Ok(a.0)
    }

    #[circuit_breaker(name = "corpus.drops.owner_reading_part")]
    fn owner_reading_part(self, a: Noisy) -> Result<&'static str, Fail> {
        log(a.0);
        Ok(self.right.0)
    }

    #[circuit_breaker(name = "corpus.drops.owner_taken_apart")]
    fn owner_taken_apart(self) -> Result<Noisy, Fail> {
        let Self { left, right } = self;
        log(left.0);
        Ok(right)
    }
}

cases! { drops:
    fn locals_end_before_parameters() {
        observe(parameters_and_locals(Noisy("a"), Noisy("b"), Noisy("c")));
        observe(unnamed(Noisy("first"), Noisy("a"), Noisy("b"), Noisy("last")));
    }

    fn what_a_pattern_leaves_out_ends_with_its_parameter() {
        let three = (Noisy("a"), Noisy("second"), Noisy("third"));
        observe(patterns(pair("left", "right"), three, [Noisy("first"), Noisy("b")]));
    }

    fn what_is_moved_out_goes_alone() {
        observe(partly_moved(pair("left", "right"), (Noisy("zero"), Noisy("one"))));
        observe(moved_sometimes(Noisy("a"), Noisy("b"), false));
        observe(moved_sometimes(Noisy("a"), Noisy("b"), true));
    }

    fn shadowed_and_reassigned_values() {
        observe(shadowed(Noisy("a"), Noisy("b")));
        observe(reassigned(Noisy("a"), Noisy("b")));
    }

    fn temporaries_at_the_end() {
        observe(tail_temporary(Noisy("argument")));
        observe(tail_match(Noisy("argument")));
    }

    fn locks_at_the_end() {
        let mutex = Mutex::new(1);
        observe((lock_in_tail(&mutex, Noisy("argument")), mutex.try_lock().is_ok()));
    }

    fn temporaries_of_statements() {
        observe(statement_temporary(Noisy("argument")));
        observe(early_leave(Noisy("a"), Noisy("b")));
    }

    fn what_a_result_captures_outlives_the_call() {
        let length = in_closure(Noisy("a"), Noisy("b"), Noisy("c")).unwrap_or_else(|_| panic!());
        log("still there");
        observe(length());
    }

    fn boxed_and_forgotten_values() {
        observe(boxed(vec![Box::new(Noisy("one")), Box::new(Noisy("two"))], Box::new(Noisy("last"))));
        observe(forgotten(Noisy("a"), Noisy("b")));
    }

    fn receivers_end_with_the_parameters() {
        observe(pair("left", "right").owner(Noisy("underscore"), Noisy("a")));
        observe(pair("left", "right").owner_of_part(Noisy("a")));
        observe(pair("left", "right").owner_reading_part(Noisy("a")));
        observe(pair("left", "right").owner_taken_apart());
    }
}
