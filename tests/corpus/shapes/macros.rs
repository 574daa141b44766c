//! Functions made by `macro_rules`, from fragments of every kind: most arrive in invisible groups.

#![allow(unused_braces, redundant_semicolons, reason = "what a fragment holds is seen before it is put in its place")]

use std::future::Future;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, log, observe, pause, run, send};

macro_rules! fragments {
    ($(#[$meta:meta])* $vis:vis fn $name:ident<$lifetime:lifetime>($pattern:pat => $type:ty) -> $ret:ty $body:block) => {
        $(#[$meta])*
        $vis fn $name<$lifetime>($pattern: $type) -> $ret $body
    };
}

fragments! {
    /// Documented.
    #[circuit_breaker(name = "corpus.macros.fragments")]
    #[inline]
    pub(self) fn fragments<'a>((left, mut right) => (&'a str, usize)) -> Result<&'a str, Fail> {
        right += 1;
        if right > left.len() { return Err(Fail::Refused); }
        Ok(&left[right..])
    }
}

fragments! {
    #[circuit_breaker(name = "corpus.macros.empty_visibility")]
    fn empty_visibility<'a>(_ => &'a u8) -> Result<u8, Fail> { Ok(1) }
}

macro_rules! getter {
    ($name:ident, $breaker:literal, $value:expr) => {
        #[circuit_breaker(name = $breaker)]
        fn $name() -> Result<u8, Fail> {
            Ok($value)
        }
    };
    (async $name:ident, $breaker:expr, $value:expr) => {
        #[circuit_breaker(name = $breaker)]
        async fn $name() -> Result<u8, Fail> {
            pause().await;
            Ok($value)
        }
    };
}

getter!(three, "corpus.macros.literal", 1 + 2);
getter!(async four, "corpus.macros.expression", { 2 + 2 });

#[rustfmt::skip]
macro_rules! keyed {
    ($name:ident, $threshold:expr, $timeout:literal, $($ignored:pat_param)|+, $fallback:path, $judge:expr) => {
        #[circuit_breaker(
            name = concat!("corpus.macros.", stringify!($name)),
            threshold = $threshold,
            timeout = $timeout,
            fallback = $fallback,
            fallback_on = open,
            ignore($($ignored)|+)
        )]
        fn $name(number: u8) -> Result<u8, Fail> {
            if $judge(number) { Ok(number) } else { Err(Fail::Refused) }
        }
    };
}

fn fallen(number: u8) -> Result<u8, Fail> {
    Ok(number)
}

keyed!(keyed, 3, "5s", Fail::Refused | Fail::Open, self::fallen, |n| n > 1);

macro_rules! methods {
    ($type:ident { $($self:ident $name:ident $breaker:literal $body:expr;)* }) => {
        impl $type {
            $(
                #[circuit_breaker(name = $breaker)]
                fn $name(&$self, by: usize) -> Result<usize, Fail> {
                    $body(by)
                }
            )*
        }
    };
}

struct Text(&'static str);

methods!(Text {
    self length "corpus.macros.self_by_ident" |by: usize| Ok(self.0.len() + by);
    self parse "corpus.macros.self_in_return" |_| { return self.0.parse().map_err(Into::into); };
});

macro_rules! consuming {
    ($self:tt, $noisy:tt, $body:tt) => {
        #[circuit_breaker(name = "corpus.macros.self_by_token")]
        async fn consuming(mut $self, $noisy: Noisy) -> Result<&'static str, Fail> $body
    };
}

impl Text {
    consuming!(self, noisy, {
        pause().await;
        self.0 = &self.0[1..];
        log(noisy.0);
        Ok(self.0)
    });
}

macro_rules! returning {
    ($name:ident($number:ident), $breaker:literal, $ret:ty, $body:block) => {
        #[circuit_breaker(name = $breaker)]
        fn $name($number: u8) -> $ret $body
    };
}

returning!(a_future(number), "corpus.macros.future_type", impl Future<Output = Result<u8, Fail>> + Send, {
    log("eager");
    async move {
        pause().await;
        Ok(number)
    }
});
returning!(a_box(number), "corpus.macros.boxed_type", futures_util::future::BoxFuture<'static, Result<u8, Fail>>, {
    Box::pin(async move { Ok(number) })
});
returning!(an_iterator(number), "corpus.macros.impl_inside", Result<impl Iterator<Item = u8>, Fail>, { Ok(0..number) });

macro_rules! parameters {
    ($name:ident($($argument:ident: $type:ty = $value:expr),* $(,)?)) => {
        #[circuit_breaker(name = "corpus.macros.repeated")]
        async fn $name($($argument: $type),*) -> Result<String, Fail> {
            let mut all = String::new();
            $(all += &format!("{} {:?};", stringify!($argument), $argument);)*
            Ok(all)
        }
        fn call_it() -> Result<String, Fail> {
            run($name($($value),*))
        }
    };
}

parameters!(repeated(a: u8 = 1, b: &str = "two", c: Vec<char> = vec!['3']));

macro_rules! whole {
    ($($item:tt)*) => { $($item)* };
}

whole! {
    #[circuit_breaker(name = "corpus.macros.tokens")]
    fn tokens<T: Into<u16>>(value: T) -> Result<u16, Fail> {
        Ok(value.into())
    }
}

macro_rules! item {
    (with $attribute:meta: $item:item) => {
        #[$attribute]
        $item
    };
    ($item:item) => {
        $item
    };
}

item! {
    #[circuit_breaker(name = "corpus.macros.item")]
    fn item(number: u8) -> Result<u8, Fail> {
        Ok(number)
    }
}

item! {
    with circuit_breaker(name = "corpus.macros.attribute_from_outside", threshold = 2):
    async fn attribute_from_outside(noisy: Noisy) -> Result<&'static str, Fail> {
        pause().await;
        Ok(noisy.0)
    }
}

macro_rules! hygiene {
    ($name:ident, $outer:ident) => {
        #[circuit_breaker(name = "corpus.macros.hygiene")]
        fn $name(value: u8, $outer: u8) -> Result<(u8, u8), Fail> {
            let inner = value + $outer;
            Ok((value, inner))
        }
    };
}

hygiene!(hygiene, value);

macro_rules! in_trait {
    ($trait:ident, $name:ident, $type:ty, $value:expr) => {
        trait $trait {
            #[circuit_breaker(name = "corpus.macros.default_method")]
            fn $name(&self, value: $type) -> Result<$type, Fail> {
                Ok(value + $value)
            }
        }
        impl<T: ?Sized> $trait for T {}
    };
}

in_trait!(Add, add, u32, 2 * 3);

macro_rules! statements {
    (do $($statement:stmt),* => $last:expr) => {
        #[circuit_breaker(name = "corpus.macros.statements")]
        fn statements() -> Result<u8, Fail> {
            $($statement;)*
            $last
        }
    };
}

statements!(do let one = 1, let two = one + 1 => Ok(two));

macro_rules! const_generic {
    ($name:ident, $length:expr, $path:path) => {
        #[circuit_breaker(name = "corpus.macros.const_generic")]
        fn $name(array: [u8; $length]) -> Result<[u8; $length], $path> {
            Ok(array)
        }
    };
}

const_generic!(const_generic, 1 + 1, crate::support::Fail);

/// A macro that makes macros: the attribute is two expansions away from the text.
macro_rules! twice {
    ($dollar:tt $maker:ident) => {
        macro_rules! $maker {
                                                    ($dollar name:ident, $dollar ret:ty, $dollar body:block) => {
                                                        #[circuit_breaker(name = "corpus.macros.twice")]
                                                        fn $dollar name() -> $dollar ret $dollar body
                                                    };
                                                }
    };
}

twice!($ make);
make!(made, Result<&'static str, Fail>, { Ok("made") });

cases! { macros:
    fn every_kind_of_fragment() {
        observe((fragments(("text", 0)), fragments(("text", 9)), empty_visibility(&0)));
        observe((three(), run(four())));
    }

    fn fragments_inside_the_attribute() {
        observe((keyed(1), keyed(2)));
    }

    fn methods_whose_self_comes_from_outside() {
        observe((Text("12").length(3), Text("12").parse(0)));
        lives(|| send(Text("text").consuming(Noisy("argument"))));
    }

    fn return_types_from_outside() {
        lives(|| send(a_future(1)));
        observe(run(send(a_box(2))));
        observe(an_iterator(3).unwrap().collect::<Vec<_>>());
    }

    fn repeated_parameters() {
        observe(call_it());
    }

    fn whole_items_and_attributes_from_outside() {
        observe((tokens(1_u8), item(2)));
        lives(|| send(attribute_from_outside(Noisy("argument"))));
    }

    fn names_of_both_sides_stay_apart() {
        observe(hygiene(1, 2));
    }

    fn traits_statements_and_lengths() {
        observe(("any".add(1), statements(), const_generic([1, 2])));
    }

    fn macros_made_by_macros() {
        observe(made());
    }
}
