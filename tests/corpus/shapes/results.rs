//! The return type: aliases, coercions, inference from it, `impl Trait` inside it.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Debug, Write as _};
use std::io;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Foreign, caught, log, observe, pause, run};

type Answer<T = u8, E = Fail> = Result<T, E>;

#[circuit_breaker(name = "corpus.results.io")]
fn io_result(number: u8) -> io::Result<u8> {
    if number == 0 { Err(io::ErrorKind::NotFound.into()) } else { Ok(number) }
}

#[circuit_breaker(name = "corpus.results.anyhow")]
fn anyhow_result(text: &str) -> anyhow::Result<u8> {
    anyhow::ensure!(text != "seven", "digits, please");
    Ok(text.parse()?)
}

#[circuit_breaker(name = "corpus.results.fmt", fallback = |_| Err(fmt::Error))]
fn fmt_result(out: &mut String, value: &dyn Debug) -> fmt::Result {
    write!(out, "<{value:?}>")
}

#[circuit_breaker(name = "corpus.results.alias")]
fn alias() -> Answer {
    Ok(1)
}

#[circuit_breaker(name = "corpus.results.alias_with_types")]
fn alias_with_types(fails: bool) -> Answer<&'static str, Box<dyn Error + Send + Sync>> {
    if fails {
        return Err("failed".into());
    }
    Ok("fine")
}

#[circuit_breaker(name = "corpus.results.full_path")]
fn full_path() -> ::core::result::Result<u8, self::Fail> {
    Ok(1)
}

#[circuit_breaker(name = "corpus.results.no_conversion", fallback_on = open, fallback = |_| Err(()))]
fn no_conversion(number: u8) -> Result<u8, ()> {
    if number == 0 { Err(()) } else { Ok(number) }
}

macro_rules! answer {
    ($ok:ty) => { Result<$ok, Fail> };
}

#[circuit_breaker(name = "corpus.results.type_macro")]
fn type_macro() -> answer!(Option<u8>) {
    Ok(None)
}

#[circuit_breaker(name = "corpus.results.parenthesised")]
#[allow(unused_parens, reason = "parentheses around the type are the case")]
fn parenthesised() -> (Result<u8, Fail>) {
    Ok(2)
}

#[circuit_breaker(name = "corpus.results.trait_object")]
fn trait_object(number: u8) -> Result<Box<dyn Debug>, Box<dyn Error>> {
    match number {
        0 => Err(Box::new(Fail::Refused)),
        1 => Ok(Box::new("one")),
        _ => Ok(Box::new(number)),
    }
}

#[circuit_breaker(name = "corpus.results.boxed_closure")]
fn boxed_closure(by: u8) -> Result<Box<dyn Fn(u8) -> u8>, Fail> {
    Ok(Box::new(move |n| n + by))
}

#[circuit_breaker(name = "corpus.results.pointer")]
fn pointer() -> Result<fn(u8) -> u8, Fail> {
    Ok(|n| n + 1)
}

#[circuit_breaker(name = "corpus.results.slice")]
fn slice<'a>() -> Result<&'a [u8], Fail> {
    Ok(&[1, 2, 3])
}

#[circuit_breaker(name = "corpus.results.collect")]
fn collect(text: &str) -> Result<BTreeMap<usize, Vec<char>>, Fail> {
    Ok(text.split(' ').map(|word| (word.len(), word.chars().rev().collect())).collect())
}

#[circuit_breaker(name = "corpus.results.collect_results")]
fn collect_results(text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    text.split(',').map(|digits| digits.parse().map_err(From::from)).collect()
}

#[circuit_breaker(name = "corpus.results.parse")]
fn parse(text: &str) -> Result<u16, Fail> {
    Ok(text.parse()?)
}

#[circuit_breaker(name = "corpus.results.into")]
fn into(text: &str) -> Result<Box<str>, Fail> {
    Ok(text.into())
}

#[circuit_breaker(name = "corpus.results.integer")]
fn integer() -> Result<u64, Fail> {
    Ok(1 << 40)
}

#[circuit_breaker(name = "corpus.results.impl_iterator")]
fn impl_iterator(up_to: u8) -> Result<impl Iterator<Item = u8> + Clone, Fail> {
    if up_to == 0 {
        return Err(Fail::Refused);
    }
    Ok((0..up_to).rev())
}

#[circuit_breaker(name = "corpus.results.impl_in_tuple")]
fn impl_in_tuple(by: u8) -> Result<(impl Fn(u8) -> u8, Box<dyn Fn()>), Fail> {
    Ok((move |n| n * by, Box::new(|| log("called"))))
}

#[circuit_breaker(name = "corpus.results.impl_in_box")]
fn impl_in_box() -> Result<Option<Box<impl Debug + use<>>>, Fail> {
    Ok(Some(Box::new([1])))
}

#[circuit_breaker(name = "corpus.results.foreign_error", fallback_on = open, fallback = |_| Err(Foreign(2)))]
fn foreign_error(fails: bool) -> Result<u8, Foreign> {
    if fails { Err(Foreign(1)) } else { Ok(1) }
}

#[circuit_breaker(name = "corpus.results.borrowed")]
fn borrowed<'a>(values: &'a mut [u8], at: &usize) -> Result<&'a mut u8, Fail> {
    values.reverse();
    values.get_mut(*at).ok_or(Fail::Refused)
}

#[circuit_breaker(name = "corpus.results.diverging")]
#[allow(unreachable_code, reason = "a body that only panics is the case")]
fn diverging() -> Result<u8, Fail> {
    panic!("always")
}

#[circuit_breaker(name = "corpus.results.unreachable")]
fn unreachable(number: u8) -> Result<u8, Fail> {
    match number % 2 {
        0 => Ok(0),
        1 => Err(Fail::Code(1)),
        _ => unreachable!(),
    }
}

#[circuit_breaker(name = "corpus.results.endless")]
fn endless(mut number: u8) -> Result<u8, Fail> {
    loop {
        number /= 2;
        if number < 10 {
            return Ok(number);
        }
    }
}

#[circuit_breaker(name = "corpus.results.returns_only")]
async fn returns_only(number: u8) -> Result<u8, Fail> {
    pause().await;
    return Ok(number);
}

#[circuit_breaker(name = "corpus.results.coerced_in_async")]
async fn coerced_in_async(short: bool) -> Result<Box<dyn Fn() -> Vec<u8>>, Box<dyn Error + Send + Sync>> {
    if short {
        return Ok(Box::new(Vec::new));
    }
    pause().await;
    Ok(Box::new(|| (1..3).collect()))
}

cases! { results:
    fn aliases_of_the_standard_library() {
        observe((io_result(0).map_err(|error| error.kind()), io_result(1).ok()));
        let mut out = String::new();
        observe((fmt_result(&mut out, &1), out));
    }

    fn aliases_of_others() {
        observe(["seven", "x", "7"].map(|text| anyhow_result(text).map_err(|error| error.to_string())));
        observe((alias(), alias_with_types(true).is_err(), alias_with_types(false).ok()));
    }

    fn spellings_of_the_type() {
        observe((full_path(), type_macro(), parenthesised()));
    }

    fn errors_no_rejection_can_become() {
        observe((no_conversion(0), no_conversion(1)));
        observe((foreign_error(true), foreign_error(false)));
    }

    fn values_coerce_to_the_return_type() {
        observe((trait_object(0).map_err(|error| error.to_string()), trait_object(1).ok(), trait_object(2).ok()));
        observe((boxed_closure(2).unwrap()(3), pointer().unwrap()(4), slice()));
    }

    fn the_return_type_decides_what_is_made() {
        observe(collect("one two three"));
        observe((collect_results("1,x").is_err(), collect_results("1,2").ok()));
        observe((parse("x"), parse("700")));
        observe((into("text"), integer()));
    }

    fn impl_types_at_any_depth() {
        observe(impl_iterator(0).map(|_| ()));
        observe(impl_iterator(3).unwrap().clone().collect::<Vec<_>>());
        let (multiply, call) = impl_in_tuple(3).unwrap_or_else(|_| panic!());
        observe(multiply(4));
        call();
        observe(impl_in_box());
    }

    fn a_part_of_an_argument_comes_back() {
        let mut values = [1, 2, 3];
        *borrowed(&mut values, &0).unwrap() = 9;
        observe(values);
    }

    fn bodies_that_never_reach_their_end() {
        caught(diverging);
        observe((unreachable(1), unreachable(2), endless(100), run(returns_only(3))));
    }

    fn values_coerce_in_async_functions() {
        observe([true, false].map(|short| run(coerced_in_async(short)).unwrap()()));
    }
}
