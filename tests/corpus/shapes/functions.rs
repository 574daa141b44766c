//! Free functions: results, side effects, visibility, the plain things.

use std::cell::Cell;

use super::{cases, circuit_breaker};
use crate::support::{Fail, log, observe};

#[circuit_breaker(name = "corpus.functions.plain")]
fn plain(number: u8) -> Result<u8, Fail> {
    log("plain runs");
    if number == 0 { Err(Fail::Refused) } else { Ok(number) }
}

#[circuit_breaker(name = "corpus.functions.nothing")]
fn nothing() -> Result<(), Fail> {
    log("nothing runs");
    Ok(())
}

#[circuit_breaker(name = "corpus.functions.counting")]
fn counting(count: &mut u32, step: u32) -> Result<u32, Fail> {
    *count += step;
    Ok(*count)
}

#[circuit_breaker(name = "corpus.functions.cell")]
fn cell(cell: &Cell<u8>) -> Result<(), Fail> {
    cell.set(cell.get() + 1);
    Ok(())
}

#[circuit_breaker(name = "corpus.functions.swap")]
fn swap(mut left: String, mut right: String) -> Result<(String, String), Fail> {
    std::mem::swap(&mut left, &mut right);
    left.push('!');
    Ok((left, right))
}

mod inner {
    use super::{Fail, circuit_breaker};

    #[allow(unreachable_pub, reason = "a plain `pub` is the case")]
    #[circuit_breaker(name = "corpus.functions.public")]
    pub fn public() -> Result<&'static str, Fail> {
        Ok("public")
    }

    #[circuit_breaker(name = "corpus.functions.in_crate")]
    pub(crate) fn in_crate() -> Result<&'static str, Fail> {
        Ok("in crate")
    }

    #[circuit_breaker(name = "corpus.functions.in_path")]
    pub(in super::super) fn in_path() -> Result<&'static str, Fail> {
        Ok("in path")
    }
}

#[circuit_breaker(name = "corpus.functions.many")]
#[allow(clippy::too_many_arguments, reason = "many is the case")]
fn many(
    a: u8,
    b: u16,
    c: u32,
    d: u64,
    e: i8,
    f: i16,
    g: i32,
    h: i64,
    i: char,
    j: bool,
    k: &str,
    l: String,
) -> Result<String, Fail> {
    Ok(format!("{a} {b} {c} {d} {e} {f} {g} {h} {i} {j} {k} {l}"))
}

#[circuit_breaker(name = "corpus.functions.fn_argument")]
fn fn_argument(twice: fn(u8) -> u8, once: Box<dyn FnOnce(u8) -> u8>) -> Result<u8, Fail> {
    Ok(once(twice(twice(1))))
}

#[circuit_breaker(name = "corpus.functions.closures")]
fn closures(mut each: impl FnMut(u8), last: impl FnOnce() -> String) -> Result<String, Fail> {
    (1..4).for_each(&mut each);
    Ok(last())
}

#[rustfmt::skip]
#[circuit_breaker(name = "corpus.functions.trailing_commas",)]
fn trailing_commas(a: u8, b: u8,) -> Result<(u8, u8,), Fail,> {
    Ok((a, b,))
}

#[circuit_breaker(name = "corpus.functions.as_value", threshold = 5)]
fn as_value(number: u8) -> Result<u8, Fail> {
    Ok(number + 1)
}

cases! { functions:
    fn a_value_and_an_error_come_back() {
        observe(plain(0));
        observe(plain(7));
    }

    fn a_function_without_arguments_and_value_runs() {
        observe(nothing());
    }

    fn what_a_reference_points_to_is_changed() {
        let mut count = 1;
        observe(counting(&mut count, 2));
        observe(counting(&mut count, 3));
        observe(count);
    }

    fn a_cell_behind_a_reference_is_changed() {
        let count = Cell::new(1);
        observe(cell(&count));
        observe(count);
    }

    fn mutable_parameters_are_owned() {
        observe(swap("a".into(), "b".into()));
    }

    fn every_visibility_is_kept() {
        observe((inner::public(), inner::in_crate(), inner::in_path()));
    }

    fn many_arguments_keep_their_order() {
        observe(many(1, 2, 3, 4, 5, 6, 7, 8, '9', true, "eleven", "twelve".into()));
    }

    fn functions_and_boxed_closures_are_arguments() {
        observe(fn_argument(|n| n * 2, Box::new(|n| n + 1)));
    }

    fn closures_of_every_kind_are_arguments() {
        let mut seen = Vec::new();
        observe(closures(|n| seen.push(n), || "done".into()));
        observe(seen);
    }

    fn trailing_commas_are_no_trouble() {
        observe(trailing_commas(1, 2));
    }

    fn an_annotated_function_is_a_value() {
        let pointer: fn(u8) -> Result<u8, Fail> = as_value;
        observe([1, 2, 3].map(pointer));
        observe((1..3).map(as_value).collect::<Result<Vec<_>, _>>());
    }
}
