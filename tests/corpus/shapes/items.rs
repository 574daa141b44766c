//! Where a function stands, and what stands in it: items in bodies, functions in other places.

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, log, observe, pause, run};

#[circuit_breaker(name = "corpus.items.inside")]
fn inside(text: &str) -> Result<String, Fail> {
    use std::fmt::Write as _;
    const MARK: char = '!';
    static GREETING: &str = "hello";
    struct Pair(usize, char);
    impl Pair {
        fn first(&self) -> usize {
            self.0
        }
    }
    type Out = String;
    enum Kind {
        Short,
    }
    fn helper(text: &str) -> Pair {
        Pair(text.len(), MARK)
    }
    macro_rules! mark {
        ($pair:expr) => {
            $pair.1
        };
    }
    mod deep {
        pub(super) const LIMIT: usize = 3;
    }
    let pair = helper(text);
    let _kind = Kind::Short;
    let mut out = Out::new();
    write!(out, "{GREETING} {text} {}{} {}", pair.first(), mark!(pair), deep::LIMIT).map_err(|_| Fail::Refused)?;
    Ok(out)
}

#[circuit_breaker(name = "corpus.items.after_use")]
fn after_use() -> Result<u8, Fail> {
    return Ok(later(LATER));

    const LATER: u8 = 1;
    fn later(number: u8) -> u8 {
        number + 1
    }
}

#[circuit_breaker(name = "corpus.items.inside_async")]
async fn inside_async(number: u8) -> Result<u8, Fail> {
    static STEP: u8 = 2;
    async fn helper(number: u8) -> u8 {
        pause().await;
        number + STEP
    }
    Ok(helper(number).await)
}

#[circuit_breaker(name = "corpus.items.shadows_prelude")]
fn shadows_prelude() -> Result<u8, Fail> {
    #![allow(dead_code, reason = "names shadowed inside the body are the case")]
    struct Ok;
    struct Err;
    mod ewrap {}
    const fn settle() -> u8 {
        1
    }
    use std::result::Result as Other;
    let result: Other<u8, Fail> = Other::Ok(settle());
    result
}

fn outer() -> Result<(u8, u8), Fail> {
    #[circuit_breaker(name = "corpus.items.local")]
    fn local(number: u8) -> Result<u8, Fail> {
        Ok(number)
    }

    let in_closure = |number| {
        #[circuit_breaker(name = "corpus.items.in_closure")]
        fn in_closure(number: u8) -> Result<u8, Fail> {
            Ok(number + 1)
        }
        in_closure(number)
    };
    Ok((local(1)?, in_closure(2)?))
}

#[circuit_breaker(name = "corpus.items.around")]
fn around(number: u8) -> Result<u8, Fail> {
    #[circuit_breaker(name = "corpus.items.within")]
    fn within(number: u8) -> Result<u8, Fail> {
        Ok(number * 2)
    }
    Ok(within(number)? + 1)
}

trait InConstant {
    fn in_constant(&self) -> Result<u8, Fail>;
}

struct Unit;

const _: () = {
    impl InConstant for Unit {
        #[circuit_breaker(name = "corpus.items.in_constant")]
        fn in_constant(&self) -> Result<u8, Fail> {
            helper(1)
        }
    }

    #[circuit_breaker(name = "corpus.items.free_in_constant")]
    fn helper(number: u8) -> Result<u8, Fail> {
        Ok(number)
    }
};

fn with_impl_inside<T: Into<u8> + Copy>(value: T) -> Result<(u8, u8), Fail> {
    struct Local<U>(U);

    impl<U: Into<u8> + Copy> Local<U> {
        #[circuit_breaker(name = "corpus.items.method_in_function")]
        fn method(&self) -> Result<u8, Fail> {
            Ok(self.0.into())
        }

        #[circuit_breaker(name = "corpus.items.async_method_in_function")]
        async fn later(self) -> Result<u8, Fail> {
            pause().await;
            Ok(self.0.into())
        }
    }

    Ok((Local(value).method()?, run(Local(value).later())?))
}

struct Outer(Noisy);

impl Outer {
    fn method(self) -> Result<u8, Fail> {
        trait Inner {
            fn inner(self) -> Result<u8, Fail>;
        }
        impl Inner for Outer {
            #[circuit_breaker(name = "corpus.items.trait_in_method")]
            fn inner(self) -> Result<u8, Fail> {
                log(self.0.0);
                Ok(1)
            }
        }
        self.inner()
    }
}

mod outermost {
    pub(super) mod middle {
        use super::super::{Fail, circuit_breaker};

        #[circuit_breaker(name = "corpus.items.in_modules")]
        pub(in super::super) fn deep() -> Result<&'static str, Fail> {
            Ok(super::NAME)
        }
    }
    const NAME: &str = "outermost";
}

static TABLE: [fn(u8) -> Result<u8, Fail>; 2] = [around, {
    #[circuit_breaker(name = "corpus.items.in_static")]
    fn in_static(number: u8) -> Result<u8, Fail> {
        Ok(number + 9)
    }
    in_static
}];

cases! { items:
    fn items_inside_the_body() {
        observe((inside("world"), after_use(), run(inside_async(1)), shadows_prelude()));
    }

    fn functions_inside_functions() {
        observe((outer(), around(1)));
    }

    fn functions_inside_constants_and_statics() {
        observe(Unit.in_constant());
        observe(TABLE.map(|function| function(1)));
    }

    fn implementations_inside_functions() {
        observe(with_impl_inside(7));
        observe(Outer(Noisy("outer")).method());
    }

    fn functions_deep_inside_modules() {
        observe(outermost::middle::deep());
    }
}
