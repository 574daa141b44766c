//! Type parameters, const parameters, lifetimes, `where` clauses.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::marker::PhantomData;

use super::{cases, circuit_breaker};
use crate::support::{Fail, observe, pause, run, send};

#[circuit_breaker(name = "corpus.generics.bounds")]
fn bounds<K: Eq + Hash + Clone, V>(map: &HashMap<K, V>, key: K) -> Result<(K, V), Fail>
where
    V: Clone,
{
    map.get(&key).cloned().map(|value| (key, value)).ok_or(Fail::Refused)
}

#[circuit_breaker(name = "corpus.generics.unsized_parameter")]
fn unsized_parameter<T: ?Sized + Display>(value: &T) -> Result<String, Fail> {
    Ok(value.to_string())
}

#[circuit_breaker(name = "corpus.generics.array")]
fn array<T, const N: usize>(mut array: [T; N]) -> Result<[T; N], Fail> {
    array.reverse();
    Ok(array)
}

#[circuit_breaker(name = "corpus.generics.const_only")]
fn const_only<const UPPER: bool, const MARK: char>() -> Result<String, Fail> {
    Ok(if UPPER { MARK.to_uppercase().collect() } else { String::from(MARK) })
}

#[circuit_breaker(name = "corpus.generics.longest")]
fn longest<'a>(left: &'a str, right: &'a str) -> Result<&'a str, Fail> {
    Ok(if left.len() > right.len() { left } else { right })
}

#[circuit_breaker(name = "corpus.generics.outlives")]
fn outlives<'long: 'short, 'short>(long: &'long str, short: &'short str) -> Result<Cow<'short, str>, Fail> {
    Ok(if short.is_empty() { Cow::Borrowed(long) } else { Cow::Owned(format!("{long} {short}")) })
}

#[circuit_breaker(name = "corpus.generics.static_lifetime")]
fn static_lifetime(name: &'static str) -> Result<&'static str, Fail> {
    Ok(name.trim())
}

#[circuit_breaker(name = "corpus.generics.higher_ranked")]
fn higher_ranked<F>(pick: F) -> Result<usize, Fail>
where
    F: for<'a> Fn(&'a str, &'a str) -> &'a str,
{
    let local = String::from("local text");
    Ok(pick(&local, "text").len())
}

#[circuit_breaker(name = "corpus.generics.higher_ranked_object")]
fn higher_ranked_object(each: &mut dyn for<'a> FnMut(&'a [u8]) -> Option<&'a u8>) -> Result<Option<u8>, Fail> {
    Ok(each(&[1, 2]).copied())
}

#[circuit_breaker(name = "corpus.generics.phantom")]
fn phantom<T: Default>(_: PhantomData<T>) -> Result<T, Fail> {
    Ok(T::default())
}

#[circuit_breaker(name = "corpus.generics.associated")]
fn associated<I>(iterator: I) -> Result<Vec<I::Item>, Fail>
where
    I: IntoIterator<Item: Ord>,
{
    let mut items: Vec<_> = iterator.into_iter().collect();
    items.sort();
    Ok(items)
}

#[circuit_breaker(name = "corpus.generics.impl_arguments")]
fn impl_arguments(
    texts: impl IntoIterator<Item = impl Into<String>>,
    join: &impl Fn(Vec<String>) -> String,
) -> Result<String, Fail> {
    Ok(join(texts.into_iter().map(Into::into).collect()))
}

#[circuit_breaker(name = "corpus.generics.error")]
fn error<E: From<ewrap::CircuitOpen> + From<Fail>>(fails: bool) -> Result<u8, E> {
    if fails {
        Err(Fail::Refused)?;
    }
    Ok(1)
}

#[circuit_breaker(name = "corpus.generics.in_async")]
async fn in_async<T, const N: usize>(values: [T; N], index: usize) -> Result<T, Fail>
where
    T: Copy + Send + 'static,
{
    pause().await;
    values.get(index).copied().ok_or(Fail::Refused)
}

struct Ring<T, const N: usize> {
    slots: [T; N],
}

impl<T: Debug + Copy, const N: usize> Ring<T, N> {
    const LAST: usize = N - 1;

    #[circuit_breaker(name = "corpus.generics.method")]
    fn swap<U: Into<T>>(&mut self, value: U) -> Result<T, Fail>
    where
        U: Copy,
    {
        Ok(std::mem::replace(&mut self.slots[Self::LAST], value.into()))
    }

    #[circuit_breaker(name = "corpus.generics.constructor")]
    fn filled(value: T) -> Result<Self, Fail> {
        Ok(Self { slots: [value; N] })
    }

    #[circuit_breaker(name = "corpus.generics.borrowing_iterator")]
    fn twice(&self) -> Result<impl Iterator<Item = &T> + '_, Fail> {
        Ok(self.slots.iter().chain(&self.slots))
    }

    #[circuit_breaker(name = "corpus.generics.async_method")]
    async fn nth(&self, n: usize) -> Result<&T, Fail> {
        pause().await;
        self.slots.get(n).ok_or(Fail::Refused)
    }
}

struct Parser<'input>(&'input str);

impl<'input> Parser<'input> {
    #[circuit_breaker(name = "corpus.generics.lifetime_of_the_type")]
    fn word(&mut self) -> Result<&'input str, Fail> {
        let (word, rest) = self.0.split_once(' ').ok_or(Fail::Refused)?;
        self.0 = rest;
        Ok(word)
    }

    #[circuit_breaker(name = "corpus.generics.late_and_early")]
    fn compare<'other>(
        &self,
        other: &'other str,
        map: impl Fn(&'other str) -> &'input str,
    ) -> Result<(&'input str, bool), Fail> {
        let mapped = map(other);
        Ok((mapped, mapped == self.0))
    }
}

cases! { generics:
    fn bounds_and_where_clauses() {
        let map = HashMap::from([("a", 1)]);
        observe((bounds(&map, "b"), bounds(&map, "a")));
        observe((unsized_parameter("text"), unsized_parameter(&7), unsized_parameter::<dyn Display>(&'c')));
    }

    fn const_parameters() {
        observe((array([1, 2, 3]), array([String::new()]), array::<u8, 0>([])));
        observe((const_only::<true, 'a'>(), const_only::<false, 'b'>()));
    }

    fn lifetimes_between_arguments_and_result() {
        let long = String::from("long");
        observe(longest(&long, "sh"));
        observe((outlives(&long, ""), outlives("a", "b")));
        observe(static_lifetime(" name "));
    }

    fn higher_ranked_bounds() {
        observe(higher_ranked(|left, right| if left < right { left } else { right }));
        observe(higher_ranked_object(&mut |bytes| bytes.last()));
    }

    fn associated_and_phantom_types() {
        observe((phantom(PhantomData::<u16>), phantom::<String>(PhantomData)));
        observe(associated([3, 1, 2]));
    }

    fn impl_arguments_at_depth() {
        observe(impl_arguments(["a", "b"], &|texts| texts.join("+")));
    }

    fn the_error_may_be_a_parameter() {
        observe((error::<Fail>(true), error::<Fail>(false)));
        observe(error::<Box<dyn std::error::Error>>(true).map_err(|error| error.to_string()));
    }

    fn generic_async_functions() {
        observe(run(send(in_async(['a', 'b'], 2))));
        observe(run(send(in_async([1, 2, 3], 2))));
    }

    fn methods_of_generic_types() {
        let mut ring = Ring::<u16, 3>::filled(1).unwrap_or_else(|_| panic!());
        observe((ring.swap(2_u8), ring.swap(3_u16)));
        observe(ring.twice().unwrap().collect::<Vec<_>>());
        observe(run(ring.nth(9)));
        observe(run(send(ring.nth(2))));
    }

    fn methods_that_give_out_the_lifetime_of_the_type() {
        let text = String::from("one two three");
        let mut parser = Parser(&text);
        let words = (parser.word(), parser.word());
        observe(parser.compare("three", |_| "three"));
        observe((words, parser.word()));
    }
}
