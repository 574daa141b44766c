//! Sync functions and methods, with and without fallbacks.

use core::fmt::Debug;
use core::time::Duration;
use std::process::abort;

use ewrap::{Cause, circuit_breaker};

use crate::support::{Fail, seen};

/// The name of one breaker.
const NAME: &str = "lints.shapes.const_name";

/// Plain.
#[circuit_breaker(name = "lints.shapes.plain")]
fn plain(number: u8) -> Result<u8, Fail> {
    if number == 0 { Err(Fail::Missing) } else { Ok(number) }
}

/// Nothing to give, nothing to take.
#[circuit_breaker(name = NAME, threshold = 3, timeout = "1m 30s", half_open_calls = 2, success_threshold = 2)]
fn unit() -> Result<(), Fail> {
    let _: u8 = plain(1)?;
    Ok(())
}

/// Nothing runs, and one is not even a `const fn` because of the guard.
#[circuit_breaker(name = "lints.shapes.trivial", timeout = Duration::from_secs(5))]
fn trivial() -> Result<u8, Fail> {
    Ok(1)
}

/// Parameters of all kinds.
#[circuit_breaker(name = "lints.shapes.parameters")]
fn parameters((left, _): (u8, u8), _: u8, _unread: u8, mut last: String) -> Result<String, Fail> {
    last.insert(0, char::from(left));
    Ok(last)
}

/// Returns early, and by a question mark.
#[circuit_breaker(name = "lints.shapes.leaves")]
fn leaves(text: Option<&str>) -> Result<&str, Fail> {
    let Some(found) = text else {
        return Err(Fail::Missing);
    };
    found.strip_prefix('a').ok_or(Fail::Missing)
}

/// An iterator over borrowed values.
#[circuit_breaker(name = "lints.shapes.iterator")]
fn iterator(values: &[u8]) -> Result<impl Iterator<Item = &u8> + Debug, Fail> {
    Ok(values.iter())
}

/// Gives out what it was lent.
#[circuit_breaker(name = "lints.shapes.lent")]
fn lent(values: &mut [u8]) -> Result<&mut u8, Fail> {
    values.reverse();
    values.first_mut().ok_or(Fail::Missing)
}

/// Generic over everything.
#[circuit_breaker(name = "lints.shapes.generic")]
fn generic<T, const N: usize>(values: [T; N], default: impl FnOnce() -> T) -> Result<T, Fail>
where
    T: Clone + Send,
{
    Ok(values.first().cloned().unwrap_or_else(default))
}

/// An object that needs coercion.
#[circuit_breaker(name = "lints.shapes.object")]
fn object() -> Result<Box<dyn Debug>, Fail> {
    Ok(Box::new("object"))
}

/// Calls itself.
#[circuit_breaker(name = "lints.shapes.recursion")]
fn recursion(values: &[u8]) -> Result<usize, Fail> {
    let Some((_, rest)) = values.split_first() else {
        return Ok(0);
    };
    recursion(rest)
}

/// Never returns.
#[circuit_breaker(name = "lints.shapes.diverging")]
fn diverging(_code: i32) -> Result<u8, Fail> {
    abort()
}

/// Ignores what is missing.
#[circuit_breaker(name = "lints.shapes.ignoring", ignore(Fail::Missing | Fail::Open if true))]
fn ignoring(number: u8) -> Result<u8, Fail> {
    plain(number)
}

/// Judges by itself.
#[circuit_breaker(name = "lints.shapes.judging", failure_if = |result: &Result<u8, Fail>| -> bool { result.is_err() })]
fn judging(number: u8) -> Result<u8, Fail> {
    plain(number)
}

/// Falls back to a path.
#[circuit_breaker(name = "lints.shapes.fallback_path", fallback = spare)]
fn fallback_path(text: String, number: u8) -> Result<String, Fail> {
    if number == 0 { Err(Fail::Missing) } else { Ok(text) }
}

/// Answers instead.
#[expect(clippy::unnecessary_wraps, reason = "a fallback returns what the function does")]
const fn spare(text: String, _: u8) -> Result<String, Fail> {
    Ok(text)
}

/// Falls back to a path when open.
#[circuit_breaker(name = "lints.shapes.fallback_open", fallback = spare, fallback_on = open)]
fn fallback_open(text: String, number: u8) -> Result<String, Fail> {
    if number == 0 { Err(Fail::Missing) } else { Ok(text) }
}

/// Falls back to a closure.
#[circuit_breaker(name = "lints.shapes.fallback_closure", fallback = |cause| match cause {
    Cause::Rejected(_) => Ok(text.len()),
    Cause::Failed(error) => Err(error),
})]
fn fallback_closure(text: &str) -> Result<usize, Fail> {
    text.find('a').ok_or(Fail::Missing)
}

/// Falls back without asking why.
#[circuit_breaker(name = "lints.shapes.fallback_ignoring", fallback = |_| Ok(0))]
fn fallback_ignoring(values: Vec<u8>) -> Result<u8, Fail> {
    values.into_iter().next().ok_or(Fail::Missing)
}

/// Something with methods.
#[derive(Debug, Clone)]
struct Client {
    /// How often it was called.
    calls: u8,
    /// What it is called.
    name: String,
}

impl Client {
    /// By shared reference.
    #[circuit_breaker(name = "lints.shapes.shared")]
    fn shared(&self) -> Result<&u8, Fail> {
        Ok(&self.calls)
    }

    /// By exclusive reference.
    #[circuit_breaker(name = "lints.shapes.exclusive", fallback = Self::spare)]
    fn exclusive(&mut self, by: u8) -> Result<u8, Fail> {
        self.calls = self.calls.checked_add(by).ok_or(Fail::Missing)?;
        Ok(self.calls)
    }

    /// Answers instead.
    #[expect(clippy::unnecessary_wraps, reason = "a fallback returns what the function does")]
    const fn spare(&mut self, _by: u8) -> Result<u8, Fail> {
        self.calls = 0;
        Ok(self.calls)
    }

    /// By value.
    #[circuit_breaker(name = "lints.shapes.owned")]
    fn owned(mut self) -> Result<Self, Fail> {
        self.calls = 0;
        Ok(self)
    }

    /// By value, of which a part is moved out.
    #[circuit_breaker(name = "lints.shapes.part")]
    fn part(self) -> Result<String, Fail> {
        Ok(self.name)
    }

    /// Without a receiver.
    #[circuit_breaker(name = "lints.shapes.associated")]
    fn associated(calls: u8) -> Result<Self, Fail> {
        Ok(Self { calls, name: String::new() })
    }
}

/// Something with a default method.
trait Provide {
    /// Provides a number.
    fn provide(&self) -> Result<u8, Fail>;

    /// Provides it and one more.
    #[circuit_breaker(name = "lints.shapes.default_method")]
    fn more(&self) -> Result<u8, Fail> {
        self.provide()?.checked_add(1).ok_or(Fail::Missing)
    }
}

impl Provide for Client {
    #[circuit_breaker(name = "lints.shapes.trait_method")]
    fn provide(&self) -> Result<u8, Fail> {
        Ok(self.calls)
    }
}

/// What others see.
pub(crate) mod api {
    use super::Fail;
    use ewrap::circuit_breaker;

    /// Documented, and more than a sentence of it.
    ///
    /// # Errors
    ///
    /// When it is rejected.
    #[circuit_breaker(name = "lints.shapes.documented")]
    #[must_use = "because"]
    #[inline]
    pub(crate) fn documented() -> Result<u8, Fail> {
        Ok(7)
    }
}

/// Calls them all.
pub(crate) fn all() -> Result<(), Fail> {
    let text = || String::from("text");
    let mut values = [1, 2];
    let mut client = Client::associated(1)?;
    unit()?;
    let _: fn(i32) -> Result<u8, Fail> = diverging;
    seen(&[plain(1)?, trivial()?, ignoring(1)?, judging(1)?, api::documented()?, fallback_ignoring(vec![1])?]);
    seen(&[parameters((97, 1), 2, 3, text())?, fallback_path(text(), 1)?, fallback_open(text(), 1)?]);
    seen(&[leaves(Some("ab"))?.len(), recursion(&values)?, fallback_closure("a")?, iterator(&values)?.count()]);
    *lent(&mut values)? = generic([3], || 4)?;
    seen(&(object()?, client.exclusive(1)?, *client.shared()?, client.more()?, client.clone().part()?));
    seen(&client.owned()?);
    Ok(())
}
