//! Attributes of the function and of its body: all of them stay where they were.

use std::panic::Location;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, observe, pause, run, send};

/// Documented, with `code` and
///
/// more than one paragraph.
#[inline]
#[circuit_breaker(name = "corpus.attributes.documented")]
/// Documented below, too.
#[doc = concat!("and ", "here")]
#[must_use = "because"]
fn documented() -> Result<u8, Fail> {
    Ok(1)
}

#[circuit_breaker(name = "corpus.attributes.inlined")]
#[inline(always)]
fn inlined() -> Result<u8, Fail> {
    Ok(2)
}

#[cold]
#[circuit_breaker(name = "corpus.attributes.cold")]
#[inline(never)]
async fn cold() -> Result<u8, Fail> {
    Ok(3)
}

#[deprecated(since = "0.1.0", note = "to see what becomes of it")]
#[circuit_breaker(name = "corpus.attributes.deprecated")]
fn deprecated() -> Result<u8, Fail> {
    Ok(4)
}

#[cfg(any())]
#[circuit_breaker(name = "out.of.the.corpus")]
fn configured() -> DoesNotExist {}

#[circuit_breaker(name = "corpus.attributes.configured")]
#[cfg(test)]
fn configured() -> Result<u8, Fail> {
    Ok(5)
}

#[cfg_attr(all(), circuit_breaker(name = "corpus.attributes.conditional"), inline)]
#[cfg_attr(any(), circuit_breaker(no, such = thing))]
fn conditional() -> Result<u8, Fail> {
    Ok(6)
}

#[circuit_breaker(name = "corpus.attributes.inner")]
fn inner() -> Result<u8, Fail> {
    //! Documented from inside.
    #![allow(unused_variables, non_snake_case, reason = "an attribute inside the body is the case")]
    let NotSnake = 1;
    Ok(7)
}

#[circuit_breaker(name = "corpus.attributes.inner_async")]
async fn inner_async(_argument: Noisy) -> Result<u8, Fail> {
    #![allow(unused_variables, reason = "an attribute inside the body is the case")]
    let unread = Noisy("unread");
    pause().await;
    Ok(8)
}

#[circuit_breaker(name = "corpus.attributes.expecting")]
#[expect(unused_variables, unused_mut, reason = "a lint that must still fire is the case")]
fn expecting(unread: u8, mut unchanged: u8) -> Result<u8, Fail> {
    let unused = unchanged;
    Ok(9)
}

#[circuit_breaker(name = "corpus.attributes.inner_statements")]
fn inner_statements(number: u8) -> Result<u8, Fail> {
    #[cfg(any())]
    let number = 0;
    #[allow(unused_variables, reason = "an attribute on a statement is the case")]
    let unread = 1;
    #[cfg(test)]
    {
        Ok(number)
    }
}

#[track_caller]
#[circuit_breaker(name = "corpus.attributes.tracked")]
fn tracked() -> Result<&'static Location<'static>, Fail> {
    Ok(Location::caller())
}

#[circuit_breaker(name = "corpus.attributes.tracked_below")]
#[track_caller]
fn tracked_below<'a, T: Clone>(value: &'a T, mut text: String, _: Noisy) -> Result<(u32, T, String), Fail> {
    let _local = Noisy("local");
    text.push('!');
    Ok((Location::caller().line(), value.clone(), text))
}

#[circuit_breaker(name = "corpus.attributes.tracked_with_impl")]
#[track_caller]
fn tracked_with_impl(text: impl AsRef<str>, (a, _): (Noisy, Noisy)) -> Result<impl Iterator<Item = char>, Fail> {
    let line = Location::caller().line();
    let found: Vec<_> = format!("{line} {} {}", text.as_ref(), a.0).chars().collect();
    Ok(found.into_iter())
}

impl Tracked {
    #[circuit_breaker(name = "corpus.attributes.tracked_method")]
    #[track_caller]
    pub(crate) fn method(&mut self, by: u32) -> Result<(u32, &mut u32), Fail> {
        self.0 += by;
        Ok((Location::caller().line(), &mut self.0))
    }

    #[track_caller]
    #[circuit_breaker(name = "corpus.attributes.tracked_owner")]
    pub(self) fn owner(self, _: Noisy) -> Result<(u32, u32), Fail> {
        Ok((Location::caller().line(), self.0))
    }
}

struct Tracked(u32);

#[circuit_breaker(name = "corpus.attributes.untracked")]
fn untracked() -> Result<(&'static str, u32), Fail> {
    fn inner() -> u32 {
        Location::caller().line()
    }
    let here = Location::caller();
    Ok((here.file(), here.line() + inner()))
}

#[tracing::instrument(skip(noisy))]
#[circuit_breaker(name = "corpus.attributes.instrumented_above")]
async fn instrumented_above(number: u8, noisy: Noisy) -> Result<usize, Fail> {
    pause().await;
    Ok(noisy.0.len() + usize::from(number))
}

#[circuit_breaker(name = "corpus.attributes.instrumented_below")]
#[tracing::instrument(skip_all, fields(number = 1), err)]
async fn instrumented_below(_: u8, noisy: Noisy) -> Result<&'static str, Fail> {
    pause().await;
    Ok(noisy.0)
}

#[circuit_breaker(name = "corpus.attributes.instrumented_sync")]
#[tracing::instrument(level = "debug", ret)]
fn instrumented_sync(mut numbers: Vec<u8>) -> Result<usize, Fail> {
    numbers.push(1);
    Ok(numbers.len())
}

cases! { attributes:
    fn documentation_and_hints() {
        observe((documented(), inlined(), run(cold())));
    }

    #[allow(deprecated, reason = "that it is deprecated is the case")]
    fn deprecation() {
        observe(deprecated());
    }

    fn configuration_above_and_below() {
        observe((configured(), conditional()));
    }

    fn attributes_inside_the_body() {
        observe((inner(), inner_statements(1)));
        lives(|| send(inner_async(Noisy("argument"))));
    }

    fn lints_still_fire_in_the_body() {
        observe(expecting(1, 2));
    }

    fn the_caller_is_tracked_through_the_guard() {
        let (here, tracked) = (Location::caller(), tracked().unwrap());
        assert_eq!((tracked.file(), tracked.line()), (here.file(), here.line()));
        observe(tracked);
        observe(tracked_below(&1, String::from("text"), Noisy("underscore")));
        observe(tracked_with_impl("text", (Noisy("a"), Noisy("rest"))).unwrap().collect::<String>());
    }

    fn the_caller_of_a_method_is_tracked() {
        observe((line!(), Tracked(1).method(2)));
        observe((line!(), Tracked(1).owner(Noisy("underscore"))));
    }

    fn positions_in_the_body_are_the_users() {
        observe(untracked());
    }

    fn spans_of_tracing() {
        lives(|| instrumented_above(1, Noisy("argument")));
        lives(|| send(instrumented_below(2, Noisy("argument"))));
        observe(instrumented_sync(vec![]));
    }
}
