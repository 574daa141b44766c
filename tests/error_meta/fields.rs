//! Fields: which are handed out, under which key, to whom, and as what.

use std::borrow::Cow;
use std::fmt;
use std::num::NonZeroU8;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use ewrap::{ErrorMeta, Value, meta};

use crate::support::{fields, only, shape};

#[test]
fn fields_are_for_logs_for_clients_or_personal() {
    #[derive(ErrorMeta)]
    #[allow(dead_code, reason = "one field is not read")]
    struct E {
        #[meta(key)]
        id: u64,
        #[meta(public)]
        item: &'static str,
        #[meta(pii)]
        email: &'static str,
        other: u8,
    }
    let error = E { id: 7, item: "x", email: "a@example.com", other: 1 };
    assert_eq!(fields(&error), "id=7 +item=x -email=***");
    assert_eq!(only::<E>().fields.len(), 3);
    assert_eq!(meta::find::<u64>(&error, "id"), Some(7));
    assert_eq!(meta::find::<&str>(&error, "email"), None);
}

#[test]
fn personal_fields_are_masked_as_they_say() {
    #[derive(ErrorMeta)]
    struct E {
        #[meta(pii)]
        a: &'static str,
        #[meta(pii, redact = full)]
        b: &'static str,
        #[meta(redact = last4)]
        c: &'static str,
        #[meta(pii, redact = len)]
        d: &'static str,
        #[meta(pii, redact = hash, key)]
        e: u32,
    }
    let error = E { a: "secret", b: "secret", c: "4111111111111111", d: "four", e: 5 };
    assert_eq!(fields(&error), "-a=*** -b=*** -c=***1111 -d=*** (4 chars) -e=***");
}

#[test]
fn fields_of_a_tuple_have_given_names() {
    #[derive(ErrorMeta)]
    #[allow(dead_code, reason = "one field is not read")]
    enum E {
        Pair(#[meta(key, name = "user.id")] u64, u8, #[meta(public, name = "item")] &'static str),
    }
    assert_eq!(fields(&E::Pair(1, 2, "b")), "user.id=1 +item=b");
}

#[test]
fn all_fields_but_those_that_are_skipped() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[error("x")]
    #[meta(fields = all)]
    struct E {
        a: u8,
        #[meta(skip)]
        b: u8,
        #[meta(public)]
        c: u8,
        #[meta(pii)]
        d: u8,
        #[meta(name = "f")]
        e: u8,
        #[meta(display)]
        g: bool,
        source: fmt::Error,
    }
    let error = E { a: 1, b: 2, c: 3, d: 4, e: 5, g: true, source: fmt::Error };
    assert_eq!(error.b, 2);
    assert_eq!(fields(&error), "a=1 +c=3 -d=*** f=5 g=true");
}

#[test]
fn known_types_keep_their_type() {
    #[derive(ErrorMeta)]
    #[meta(fields = all)]
    struct E<'a> {
        a: bool,
        b: i8,
        c: usize,
        d: u128,
        e: i128,
        f: f32,
        g: char,
        h: &'a str,
        i: String,
        j: Cow<'a, str>,
        k: Duration,
        l: Box<str>,
        m: Arc<u8>,
        n: Rc<String>,
        o: &'a &'a u64,
        p: Box<dyn fmt::Display>,
        q: Option<u8>,
        r: NonZeroU8,
    }
    let six = &6;
    let error = E {
        a: true,
        b: -1,
        c: 2,
        d: 3,
        e: -4,
        f: 0.5,
        g: 'g',
        h: "h",
        i: "i".to_owned(),
        j: Cow::Borrowed("j"),
        k: Duration::from_secs(1),
        l: "l".into(),
        m: Arc::new(5),
        n: Rc::new("n".to_owned()),
        o: &six,
        p: Box::new("p"),
        q: Some(7),
        r: NonZeroU8::MIN,
    };
    assert_eq!(
        shape(&error),
        "Bool I64 U64 U128 I128 F64 Char Str Str Str Duration Str U64 Str U64 Display U64 Display"
    );
    assert_eq!(fields(&error), "a=true b=-1 c=2 d=3 e=-4 f=0.5 g=g h=h i=i j=j k=1s l=l m=5 n=n o=6 p=p q=7 r=1");
}

#[derive(Debug)]
struct OnlyDebug;

struct Both;

impl fmt::Display for Both {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("displayed")
    }
}

impl fmt::Debug for Both {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("debugged")
    }
}

struct Celsius(i32);

impl<'a> From<&'a Celsius> for Value<'a> {
    fn from(it: &'a Celsius) -> Self {
        Value::from(it.0)
    }
}

#[test]
fn other_types_are_shown_by_what_they_have() {
    #[derive(ErrorMeta)]
    struct E {
        #[meta(key)]
        a: OnlyDebug,
        #[meta(key)]
        b: Both,
        #[meta(key, debug)]
        c: Both,
        #[meta(key, display)]
        d: Both,
        #[meta(key, debug)]
        e: &'static str,
        #[meta(key)]
        f: Celsius,
        #[meta(key)]
        g: Vec<u8>,
    }
    let error = E { a: OnlyDebug, b: Both, c: Both, d: Both, e: "e", f: Celsius(-3), g: vec![1] };
    assert_eq!(fields(&error), "a=OnlyDebug b=displayed c=debugged d=displayed e=\"e\" f=-3 g=[1]");
    assert_eq!(shape(&error), "Debug Display Debug Display Debug I64 Debug");
}

type Perhaps<T> = Option<T>;

#[test]
fn what_is_none_is_not_handed_out() {
    #[derive(ErrorMeta)]
    #[meta(fields = all)]
    struct E {
        a: Option<u8>,
        b: Perhaps<Both>,
        #[meta(debug)]
        c: Option<OnlyDebug>,
        d: Option<OnlyDebug>,
        #[meta(with = half)]
        e: u8,
        #[meta(display)]
        f: Option<Box<Both>>,
    }
    fn half(it: &u8) -> Option<u8> {
        it.is_multiple_of(2).then_some(it / 2)
    }
    let none = E { a: None, b: None, c: None, d: None, e: 1, f: None };
    assert_eq!(fields(&none), "");
    let some = E { a: Some(1), b: Some(Both), c: Some(OnlyDebug), d: Some(OnlyDebug), e: 4, f: Some(Box::new(Both)) };
    assert_eq!(fields(&some), "a=1 b=displayed c=OnlyDebug d=OnlyDebug e=2 f=displayed");
}

#[test]
fn a_function_may_show_a_field() {
    mod show {
        pub(super) fn length(it: &String) -> usize {
            it.len()
        }
        pub(super) fn text(it: &u8) -> String {
            format!("<{it}>")
        }
        pub(super) fn borrowed(it: &String) -> &str {
            &it[1..]
        }
        pub(super) fn displayed(_: &u8) -> super::Both {
            super::Both
        }
    }
    #[derive(ErrorMeta)]
    struct E {
        #[meta(key, with = show::length)]
        a: String,
        #[meta(key, with = show::text)]
        b: u8,
        #[meta(key, with = show::borrowed)]
        c: String,
        #[meta(key, with = show::displayed)]
        d: u8,
        #[meta(key, with = Self::negated)]
        e: bool,
    }
    impl E {
        fn negated(it: &bool) -> bool {
            !it
        }
    }
    let error = E { a: "abc".to_owned(), b: 5, c: "xyz".to_owned(), d: 0, e: true };
    assert_eq!(fields(&error), "a=3 b=<5> c=yz d=displayed e=false");
    assert_eq!(shape(&error), "U64 Str Str Str Bool");
}

#[test]
fn a_location_is_shown_as_one() {
    #[derive(ErrorMeta)]
    enum E {
        Named {
            #[meta(location)]
            at: &'static Location<'static>,
        },
        Tuple(#[meta(location)] Option<&'static Location<'static>>),
        Other(#[meta(location, name = "seen_at")] &'static Location<'static>),
    }
    let here = Location::caller();
    assert_eq!(fields(&E::Named { at: here }), format!("location={here}"));
    assert_eq!(fields(&E::Tuple(Some(here))), format!("location={here}"));
    assert_eq!(fields(&E::Tuple(None)), "");
    assert_eq!(fields(&E::Other(here)), format!("seen_at={here}"));
}

#[test]
fn a_key_may_be_a_keyword() {
    #[derive(ErrorMeta)]
    struct E {
        #[meta(key)]
        r#match: u8,
        #[meta(key)]
        r#fn: u8,
    }
    assert_eq!(fields(&E { r#match: 1, r#fn: 2 }), "match=1 fn=2");
}

#[test]
fn each_variant_has_its_own_fields() {
    #[derive(ErrorMeta)]
    #[allow(dead_code, reason = "one variant has a field that is not read")]
    enum E {
        A {
            #[meta(key)]
            id: u8,
        },
        B,
        C {
            #[meta(public)]
            id: &'static str,
            rest: u8,
        },
    }
    assert_eq!(fields(&E::A { id: 1 }), "id=1");
    assert_eq!(fields(&E::B), "");
    assert_eq!(fields(&E::C { id: "x", rest: 0 }), "+id=x");
}
