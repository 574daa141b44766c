//! Parameters that are more than a name: patterns, `mut`, unused ones, attributes on them.

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, observe, pause};

struct Point {
    x: i32,
    y: i32,
}

struct Wrapper<T>(T);

#[circuit_breaker(name = "corpus.patterns.tuple")]
fn tuple((a, mut b): (u8, u8), [c, .., d]: [u8; 4]) -> Result<u8, Fail> {
    b += 1;
    Ok(a + b + c + d)
}

#[circuit_breaker(name = "corpus.patterns.structs")]
fn structs(Point { x, y: height }: Point, Wrapper(ref inner): Wrapper<String>) -> Result<(i32, String), Fail> {
    Ok((x + height, inner.clone()))
}

#[circuit_breaker(name = "corpus.patterns.references")]
fn references(&(a, ref b): &(u8, String), Point { x, .. }: &mut Point) -> Result<u8, Fail> {
    *x += i32::from(a);
    Ok(a + b.len() as u8)
}

#[circuit_breaker(name = "corpus.patterns.slice")]
fn slice([first, rest @ ..]: &[u8; 3], whole @ (left, _): (u8, u8)) -> Result<(u8, usize, (u8, u8), u8), Fail> {
    Ok((*first, rest.len(), whole, left))
}

#[circuit_breaker(name = "corpus.patterns.ignored")]
fn ignored(_: Noisy, _named: Noisy, used: Noisy) -> Result<&'static str, Fail> {
    let _local = Noisy("local");
    Ok(used.0)
}

#[allow(unused_variables, reason = "an argument nobody reads is the case")]
#[circuit_breaker(name = "corpus.patterns.unused")]
fn unused(first: Noisy, second: Noisy) -> Result<(), Fail> {
    let _local = Noisy("local");
    Ok(())
}

#[circuit_breaker(name = "corpus.patterns.configured")]
fn configured(
    #[cfg(test)] here: u8,
    #[cfg(any())] gone: DoesNotExist,
    #[cfg(not(any()))]
    #[allow(unused_mut, reason = "an attribute beside a `cfg` is the case")]
    mut changed: u8,
) -> Result<u8, Fail> {
    changed += 1;
    Ok(here + changed)
}

#[circuit_breaker(name = "corpus.patterns.configured_pattern")]
fn configured_pattern(#[cfg(any())] (a, b): (Missing, Missing), #[cfg(test)] (a, b): (u8, u8)) -> Result<u8, Fail> {
    Ok(a * b)
}

#[circuit_breaker(name = "corpus.patterns.attributes")]
fn attributes(
    #[allow(unused_variables, reason = "an attribute on a parameter is the case")] unread: u8,
    #[expect(unused_variables, reason = "an attribute on a parameter is the case")] neither: u8,
) -> Result<u8, Fail> {
    Ok(3)
}

#[circuit_breaker(name = "corpus.patterns.in_async")]
async fn in_async(
    (a, _): (Noisy, Noisy),
    Wrapper(mut b): Wrapper<u8>,
    _: Noisy,
    _c: Noisy,
) -> Result<(&'static str, u8), Fail> {
    b += 1;
    pause().await;
    Ok((a.0, b))
}

#[circuit_breaker(name = "corpus.patterns.mentioned_in_text")]
fn mentioned_in_text(number: u8, width: usize) -> Result<String, Fail> {
    Ok(format!("{number:>width$}"))
}

#[circuit_breaker(name = "corpus.patterns.parenthesised")]
#[allow(unused_parens, reason = "parentheses around the names are the case")]
fn parenthesised((a): u8, (mut b): u8) -> Result<u8, Fail> {
    b += a;
    Ok(b)
}

cases! { patterns:
    fn tuples_and_arrays_are_taken_apart() {
        observe(tuple((1, 2), [3, 4, 5, 6]));
    }

    fn structs_are_taken_apart() {
        observe(structs(Point { x: 1, y: 2 }, Wrapper("three".into())));
    }

    fn references_are_taken_apart() {
        let mut point = Point { x: 1, y: 2 };
        observe(references(&(3, "four".into()), &mut point));
        observe((point.x, point.y));
    }

    fn slices_and_bindings_are_taken_apart() {
        observe(slice(&[1, 2, 3], (4, 5)));
    }

    fn ignored_parameters_live_as_long_as_before() {
        observe(ignored(Noisy("underscore"), Noisy("underscored"), Noisy("used")));
    }

    fn unused_parameters_live_as_long_as_before() {
        observe(unused(Noisy("first"), Noisy("second")));
    }

    fn configured_parameters_come_and_go() {
        observe(configured(1, 2));
        observe(configured_pattern((3, 4)));
    }

    fn attributes_on_parameters_are_kept() {
        observe(attributes(1, 2));
    }

    fn patterns_work_in_async_functions() {
        lives(|| in_async((Noisy("a"), Noisy("rest")), Wrapper(1), Noisy("underscore"), Noisy("underscored")));
    }

    fn names_inside_format_strings_are_uses() {
        observe(mentioned_in_text(7, 3));
    }

    fn parentheses_around_names_do_no_harm() {
        observe(parenthesised(1, 2));
    }
}
