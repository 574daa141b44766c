//! Names that could meet those of generated code: raw ones, shadowed ones, no prelude at all.

use super::{cases, circuit_breaker};
use crate::support::{Fail, observe, run};

#[circuit_breaker(name = "corpus.names.raw")]
fn r#type(r#async: u8, (r#match, _): (u8, u8)) -> Result<u8, Fail> {
    let r#loop = r#async + r#match;
    Ok(r#loop)
}

#[circuit_breaker(name = "corpus.names.raw_async")]
async fn r#await<r#T>(r#move: r#T, r#in: u8) -> Result<(r#T, u8), Fail> {
    Ok((r#move, r#in))
}

#[circuit_breaker(name = "corpus.names.generics")]
fn generics<R, E, F: FnOnce(R) -> T, T>(permit: R, out: F, _ret: E) -> Result<T, Fail> {
    Ok(out(permit))
}

#[circuit_breaker(name = "corpus.names.same_as_function")]
fn same(same: u8) -> Result<u8, Fail> {
    Ok(same)
}

#[circuit_breaker(name = "corpus.names.like_ours")]
fn like_ours(site: u8, permit: u8, open: u8, cause: u8, result: u8, body: u8, run: u8) -> Result<u8, Fail> {
    Ok(site + permit + open + cause + result + body + run)
}

#[circuit_breaker(name = "corpus.names.non_ascii")]
fn größe(länge: u8) -> Result<u8, Fail> {
    Ok(länge)
}

/// Types and variants of the prelude, and modules of the standard library.
mod shadowed {
    #![allow(dead_code, non_camel_case_types, reason = "that generated code does not pick these up is the case")]
    use super::{Fail, circuit_breaker};

    #[derive(Debug)]
    pub(crate) struct Result;
    struct Ok;
    struct Err;
    struct Option;
    struct Some;
    struct None;
    struct Box;
    struct Pin;
    struct Vec;
    struct String;
    struct Duration;
    struct Site;
    struct bool;
    struct str;
    struct u64;
    trait Future {}
    trait Send {}
    trait Sync {}
    trait Sized {}
    trait Clone {}
    trait Copy {}
    trait Fn {}
    trait FnOnce {}
    trait From {}
    trait Into {}
    trait Drop {}
    mod core {}
    mod std {}
    mod alloc {}
    mod ewrap {}
    mod __private {}

    #[circuit_breaker(name = "corpus.names.shadowed", threshold = 3, timeout = "9s", crate = ::ewrap)]
    pub(crate) fn sync() -> ::core::result::Result<Result, Fail> {
        ::core::result::Result::Ok(Result)
    }

    #[circuit_breaker(name = "corpus.names.shadowed_async", crate = ::ewrap)]
    pub(crate) async fn asynchronous() -> ::core::result::Result<Result, Fail> {
        ::core::result::Result::Ok(Result)
    }

    #[circuit_breaker(name = "corpus.names.shadowed_future", crate = ::ewrap)]
    pub(crate) fn future() -> impl ::core::future::Future<Output = ::core::result::Result<Result, Fail>> {
        async { ::core::result::Result::Ok(Result) }
    }

    #[circuit_breaker(
        name = "corpus.names.shadowed_keys",
        ignore(Fail::Refused | Fail::Code(_)),
        fallback = |_| ::core::result::Result::Err(Fail::Open),
        crate = ::ewrap
    )]
    pub(crate) fn keys(text: &'static ::core::primitive::str) -> ::core::result::Result<Result, Fail> {
        if text.is_empty() { ::core::result::Result::Err(Fail::Refused) } else { ::core::result::Result::Ok(Result) }
    }
}

/// Constants and unit structs turn a `let` of their name into a refutable pattern.
mod constants {
    #![allow(non_upper_case_globals, dead_code, reason = "constants named like variables are the case")]
    use super::{Fail, circuit_breaker};

    const result: u8 = 1;
    const permit: u8 = 2;
    const out: u8 = 3;
    const open: u8 = 4;
    const cause: u8 = 5;
    const error: u8 = 6;
    const value: u8 = 7;
    const guard: u8 = 8;
    static site: u8 = 9;
    static SITE: u8 = 10;

    #[circuit_breaker(name = "corpus.names.constants", fallback = |_| Err(Fail::Open))]
    pub(crate) fn sum(more: u8) -> Result<u8, Fail> {
        Ok(result + permit + out + open + cause + error + value + guard + site + SITE + more)
    }
}

/// Functions named like those that generated code may call.
mod functions {
    #![allow(dead_code, non_snake_case, reason = "that generated code does not pick these up is the case")]
    use super::{Fail, circuit_breaker};

    fn once() {}
    fn settle() {}
    fn rejected() {}
    fn absurd() {}
    fn drop() {}
    fn acquire() {}

    #[circuit_breaker(name = "corpus.names.functions")]
    pub(crate) fn guarded(number: u8) -> Result<u8, Fail> {
        Ok(number)
    }
}

/// Macros named like those of the standard library.
mod macros {
    #![allow(unused_macros, reason = "that generated code does not pick these up is the case")]
    use super::{Fail, circuit_breaker};

    macro_rules! format {
        () => {
            "mine"
        };
    }
    macro_rules! matches {
        () => {
            true
        };
    }
    macro_rules! panic {
        () => {
            "quiet"
        };
    }
    macro_rules! concat {
        () => {};
    }
    macro_rules! compile_error {
        ($($tokens:tt)*) => {};
    }
    macro_rules! module_path {
        () => {
            1
        };
    }
    macro_rules! stringify {
        () => {
            2
        };
    }
    macro_rules! declare {
        () => {
            3
        };
    }

    #[circuit_breaker(name = "corpus.names.macros", ignore(Fail::Code(code) if *code > 1))]
    pub(crate) fn guarded() -> Result<&'static str, Fail> {
        if matches!() { Ok(format!()) } else { Ok(panic!()) }
    }
}

/// Nothing is in scope but what is named.
mod no_prelude {
    #![no_implicit_prelude]
    use super::{Fail, circuit_breaker};

    #[circuit_breaker(name = "corpus.names.no_prelude", threshold = 2, timeout = "1s")]
    pub(crate) fn sync(number: u8) -> ::std::result::Result<u8, Fail> {
        ::std::result::Result::Ok(number)
    }

    #[circuit_breaker(name = "corpus.names.no_prelude_async")]
    pub(crate) async fn asynchronous(number: u8) -> ::std::result::Result<u8, Fail> {
        ::std::result::Result::Ok(number)
    }

    #[circuit_breaker(name = "corpus.names.no_prelude_boxed")]
    pub(crate) fn boxed(
        number: u8,
    ) -> ::std::pin::Pin<::std::boxed::Box<dyn ::std::future::Future<Output = ::std::result::Result<u8, Fail>>>> {
        ::std::boxed::Box::pin(async move { ::std::result::Result::Ok(number) })
    }

    #[circuit_breaker(
        name = "corpus.names.no_prelude_keys",
        failure_if = |result| ::std::matches!(result, ::std::result::Result::Err(Fail::Code(500))),
        fallback = |_| ::std::result::Result::Ok(0)
    )]
    pub(crate) fn keys(number: u8) -> ::std::result::Result<u8, Fail> {
        ::std::result::Result::Ok(number)
    }
}

/// The attribute by its full path, and by another name.
mod paths {
    use super::Fail;
    use super::circuit_breaker as guard;

    #[super::super::circuit_breaker(name = "corpus.names.by_path")]
    pub(crate) fn by_path() -> Result<u8, Fail> {
        Ok(1)
    }

    #[guard(name = "corpus.names.renamed")]
    pub(crate) fn renamed() -> Result<u8, Fail> {
        Ok(2)
    }
}

cases! { names:
    fn raw_identifiers() {
        observe((r#type(1, (2, 3)), run(r#await(4, 5))));
    }

    fn names_of_parameters() {
        observe((generics(1, |n: u8| n + 1, ""), same(2), like_ours(1, 2, 3, 4, 5, 6, 7), größe(3)));
    }

    fn shadowed_types_traits_and_modules() {
        observe((shadowed::sync(), run(shadowed::asynchronous()), run(shadowed::future())));
        observe((shadowed::keys(""), shadowed::keys("text")));
    }

    fn constants_named_like_variables() {
        observe(constants::sum(1));
    }

    fn functions_and_macros_of_the_same_names() {
        observe((functions::guarded(1), macros::guarded()));
    }

    fn no_prelude_is_needed() {
        observe((no_prelude::sync(1), run(no_prelude::asynchronous(2))));
        observe((run(no_prelude::boxed(3)), no_prelude::keys(4)));
    }

    fn the_attribute_by_other_paths() {
        observe((paths::by_path(), paths::renamed()));
    }
}
