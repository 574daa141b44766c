//! A path as the fallback: it is called with the arguments of the function.

use ewrap::circuit_breaker;

use crate::support::{Counted, Fail, Foreign, Noisy, log, record};

#[circuit_breaker(name = "corpus.paths.by_value", threshold = 1, fallback = shout)]
fn by_value(text: String, times: usize) -> Result<String, Fail> {
    log("body");
    if times == 0 { Err(Fail::Refused) } else { Ok(text.repeat(times)) }
}

fn shout(text: String, times: usize) -> Result<String, Fail> {
    log("fallback");
    Ok(format!("{}{times}", text.to_uppercase()))
}

#[test]
fn arguments_are_passed_after_a_failure_and_a_rejection() {
    let log = record(|| {
        assert_eq!(by_value("a".into(), 2), Ok("aa".into()));
        assert_eq!(by_value("a".into(), 0), Ok("A0".into()));
        assert_eq!(by_value("a".into(), 2), Ok("A2".into()));
    });
    assert_eq!(log, ["body", "body", "fallback", "fallback"]);
}

#[circuit_breaker(name = "corpus.paths.references", threshold = 1, fallback = self::inner::Elsewhere::shortest)]
fn references<'a>(left: &'a str, right: &'a str, fails: &bool) -> Result<&'a str, Fail> {
    if *fails { Err(Fail::Refused) } else { Ok(left.max(right)) }
}

mod inner {
    pub(super) struct Elsewhere;

    impl Elsewhere {
        pub(super) fn shortest<'a>(left: &'a str, right: &'a str, _: &bool) -> Result<&'a str, super::Fail> {
            Ok(if left.len() < right.len() { left } else { right })
        }
    }
}

#[test]
fn references_are_passed_on() {
    let text = String::from("a");
    assert_eq!(references(&text, "bb", &false), Ok("bb"));
    assert_eq!(references(&text, "bb", &true), Ok("a"));
    assert_eq!(references(&text, "bb", &false), Ok("a"));
}

#[circuit_breaker(name = "corpus.paths.exclusive", threshold = 1, fallback = push_two)]
fn push_one(values: &mut Vec<u8>, fails: bool) -> Result<usize, Fail> {
    values.push(1);
    if fails { Err(Fail::Refused) } else { Ok(values.len()) }
}

fn push_two(values: &mut Vec<u8>, _: bool) -> Result<usize, Fail> {
    values.push(2);
    Ok(values.len())
}

#[test]
fn exclusive_references_are_lent_again() {
    let mut values = vec![];
    assert_eq!(push_one(&mut values, true), Ok(2));
    assert_eq!(push_one(&mut values, false), Ok(3));
    assert_eq!(values, [1, 2, 2]);
}

#[circuit_breaker(name = "corpus.paths.exclusive_returned", threshold = 1, fallback = first, fallback_on = open)]
fn last(values: &mut [u8]) -> Result<&mut u8, Fail> {
    values.last_mut().ok_or(Fail::Refused)
}

fn first(values: &mut [u8]) -> Result<&mut u8, Fail> {
    values.first_mut().ok_or(Fail::Code(1))
}

#[test]
fn a_result_may_borrow_from_an_exclusive_reference() {
    let mut values = [1, 2];
    assert_eq!(last(&mut values), Ok(&mut 2));
    assert_eq!(last(&mut []), Err(Fail::Refused));
    assert_eq!(last(&mut values), Ok(&mut 1));
}

#[circuit_breaker(name = "corpus.paths.patterns", threshold = 1, fallback = whole)]
fn taken_apart((a, mut b): (u8, u8), [first, ..]: [u8; 3], _: u8, _unread: u8) -> Result<u8, Fail> {
    b += a + first;
    if b > 9 { Err(Fail::Refused) } else { Ok(b) }
}

fn whole(pair: (u8, u8), array: [u8; 3], ignored: u8, unread: u8) -> Result<u8, Fail> {
    Ok(pair.0 + pair.1 + array[2] + ignored + unread)
}

#[test]
fn parameters_that_are_patterns_are_passed_whole() {
    assert_eq!(taken_apart((1, 2), [3, 4, 5], 6, 7), Ok(6));
    assert_eq!(taken_apart((9, 2), [3, 4, 5], 6, 7), Ok(29));
    assert_eq!(taken_apart((1, 2), [3, 4, 5], 6, 7), Ok(21));
}

#[circuit_breaker(name = "corpus.paths.mutable", threshold = 1, fallback = join)]
fn mutable(mut texts: Vec<String>, mut last: String) -> Result<String, Fail> {
    last.push('!');
    texts.push(last);
    Err(Fail::Refused)
}

fn join(mut texts: Vec<String>, last: String) -> Result<String, Fail> {
    texts.push(last);
    Ok(texts.join(" "))
}

#[test]
fn the_fallback_sees_the_arguments_as_they_came() {
    assert_eq!(mutable(vec!["a".into()], "b".into()), Ok("a b".into()));
    assert_eq!(mutable(vec!["a".into()], "b".into()), Ok("a b".into()));
}

#[circuit_breaker(name = "corpus.paths.attributes", threshold = 1, fallback = attributes_again)]
fn attributes(
    #[allow(unused_variables, reason = "an attribute on a parameter is the case")] unread: u8,
    number: u8,
) -> Result<u8, Fail> {
    Err(Fail::Code(number.into()))
}

fn attributes_again(unread: u8, number: u8) -> Result<u8, Fail> {
    Ok(unread + number)
}

#[test]
fn parameters_with_attributes_are_passed() {
    assert_eq!(attributes(1, 2), Ok(3));
}

#[circuit_breaker(name = "corpus.paths.generic", threshold = 1, fallback = default_of)]
fn generic<T: Clone + Default, const N: usize>(values: [T; N], at: usize) -> Result<T, Fail> {
    values.get(at).cloned().ok_or(Fail::Refused)
}

fn default_of<T: Default, const N: usize>(_: [T; N], _: usize) -> Result<T, Fail> {
    Ok(T::default())
}

#[test]
fn generic_functions_fall_back() {
    assert_eq!(generic(["a"], 0), Ok("a"));
    assert_eq!(generic([String::from("a")], 1), Ok(String::new()));
    assert_eq!(generic([7], 0), Ok(0));
}

#[circuit_breaker(name = "corpus.paths.turbofish", threshold = 1, fallback = longer::<String, _>)]
fn impl_arguments(text: impl Into<String> + Clone, end: impl Fn(&str) -> bool + Copy) -> Result<usize, Fail> {
    if end(&text.into()) { Err(Fail::Refused) } else { Ok(0) }
}

fn longer<S: From<&'static str> + AsRef<str>, F>(_: impl Into<S>, _: F) -> Result<usize, Fail> {
    Ok(S::from("longer").as_ref().len())
}

#[test]
fn impl_arguments_are_passed_on() {
    assert_eq!(impl_arguments("text", str::is_empty), Ok(0));
    assert_eq!(impl_arguments("", str::is_empty), Ok(6));
    assert_eq!(impl_arguments("text", str::is_empty), Ok(6));
}

#[circuit_breaker(name = "corpus.paths.foreign", threshold = 1, fallback = foreign_again)]
fn foreign(number: u8) -> Result<u8, Foreign> {
    Err(Foreign(number))
}

fn foreign_again(number: u8) -> Result<u8, Foreign> {
    if number == 0 { Err(Foreign(9)) } else { Ok(number) }
}

#[test]
fn the_error_needs_no_conversion_and_the_fallback_may_fail() {
    assert_eq!(foreign(0), Err(Foreign(9)));
    assert_eq!(foreign(0), Err(Foreign(9)));
    assert_eq!(foreign(1), Ok(1));
}

#[circuit_breaker(name = "corpus.paths.nothing", threshold = 1, fallback = nothing_again)]
fn nothing() -> Result<(), Fail> {
    Err(Fail::Refused)
}

fn nothing_again() -> Result<(), Fail> {
    Ok(())
}

#[test]
fn no_arguments_are_arguments_too() {
    assert_eq!((nothing(), nothing()), (Ok(()), Ok(())));
}

#[circuit_breaker(name = "corpus.paths.ends", threshold = 1, fallback = ends_again, fallback_on = open)]
fn ends(a: Noisy, _: Noisy, _b: Noisy) -> Result<(), Fail> {
    log("body");
    Err(Fail::Code(a.0.len() as u16))
}

fn ends_again(a: Noisy, b: Noisy, c: Noisy) -> Result<(), Fail> {
    log(format!("fallback {} {} {}", a.0, b.0, c.0));
    Ok(())
}

#[test]
fn arguments_that_cannot_be_cloned_go_to_the_one_or_the_other() {
    let call = || ends(Noisy("a"), Noisy("b"), Noisy("c"));
    assert_eq!(record(|| assert_eq!(call(), Err(Fail::Code(1)))), ["body", "drop c", "drop b", "drop a"]);
    assert_eq!(record(|| assert_eq!(call(), Ok(()))), ["fallback a b c", "drop c", "drop b", "drop a"]);
}

trait Provide {
    fn provide(&self, key: Counted) -> Result<Counted, Fail>;

    fn spare(&self, key: Counted) -> Result<Counted, Fail> {
        log("spare");
        Ok(key)
    }

    #[circuit_breaker(name = "corpus.paths.default_method", threshold = 1, fallback = Self::spare)]
    fn provided(&self, key: Counted) -> Result<Counted, Fail> {
        self.provide(key)
    }
}

impl Provide for u8 {
    #[circuit_breaker(name = "corpus.paths.trait_method", threshold = 1, fallback = <Self as Provide>::spare)]
    fn provide(&self, _: Counted) -> Result<Counted, Fail> {
        Err(Fail::Refused)
    }
}

impl Provide for str {
    fn provide(&self, _: Counted) -> Result<Counted, Fail> {
        Err(Fail::Refused)
    }
}

#[test]
fn methods_of_traits_fall_back_to_methods() {
    let log = record(|| {
        assert_eq!(7.provide(Counted("key")), Ok(Counted("key")));
        assert_eq!("text".provided(Counted("key")), Ok(Counted("key")));
        assert_eq!("text".provided(Counted("key")), Ok(Counted("key")));
    });
    assert_eq!(log, ["clone key", "spare", "clone key", "spare", "spare"]);
}
