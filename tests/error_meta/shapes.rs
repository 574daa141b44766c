//! Types of every shape: generic, borrowing, recursive, made by macros, with names that get in the way.

// User code that no derive may trip over.
#![allow(dead_code, reason = "shapes are derived, not used")]

use std::error::Error as StdError;
use std::fmt::{self, Debug, Display};
use std::marker::PhantomData;

use ewrap::{ErrorCatalog, ErrorKind, ErrorMeta, meta};

use crate::support::{fields, layers, only};

#[test]
fn structs_of_every_form() {
    #[derive(ErrorMeta)]
    #[meta(kind = Timeout)]
    struct Unit;
    #[derive(ErrorMeta)]
    struct Empty {}
    #[derive(ErrorMeta)]
    struct EmptyTuple();
    #[derive(ErrorMeta)]
    struct Tuple(#[meta(key, name = "a")] u8, u8);
    #[derive(ErrorMeta)]
    struct Named {
        #[meta(key)]
        a: u8,
    }
    assert_eq!(Unit.kind(), Some(ErrorKind::Timeout));
    assert_eq!(only::<Empty>().type_name, Empty {}.facts().type_name);
    assert_eq!(EmptyTuple().facts().type_name, "EmptyTuple");
    assert_eq!(fields(&Tuple(1, 2)), "a=1");
    assert_eq!(fields(&Named { a: 1 }), "a=1");
}

#[test]
fn enums_of_every_form() {
    #[derive(ErrorMeta)]
    enum Never {}
    #[derive(ErrorMeta)]
    enum One {
        Only,
    }
    #[derive(ErrorMeta)]
    enum Mixed {
        Unit,
        Tuple(#[meta(key, name = "a")] u8),
        Named {
            #[meta(key)]
            a: u8,
        },
        EmptyTuple(),
        Empty {},
    }
    assert_eq!(Never::VARIANTS.len(), 0);
    assert_eq!(One::Only.facts().variant, Some("Only"));
    let names = [Mixed::Unit, Mixed::Tuple(1), Mixed::Named { a: 1 }, Mixed::EmptyTuple(), Mixed::Empty {}]
        .map(|it| it.facts().variant.unwrap());
    assert_eq!(names, ["Unit", "Tuple", "Named", "EmptyTuple", "Empty"]);
}

#[test]
fn generic_fields_are_bound_only_where_they_are_read() {
    #[derive(ErrorMeta)]
    struct Unread<T>(T);
    #[derive(ErrorMeta)]
    struct Shown<T> {
        #[meta(key)]
        it: T,
    }
    #[derive(ErrorMeta)]
    struct Debugged<T> {
        #[meta(key, debug)]
        it: Vec<T>,
        #[meta(key)]
        other: Option<u8>,
    }
    #[derive(ErrorMeta)]
    #[meta(safe = "{it:x}")]
    struct Hex<T> {
        it: T,
    }
    #[derive(ErrorMeta)]
    struct With<T> {
        #[meta(key, with = size)]
        it: T,
    }
    fn size<T>(_: &T) -> usize {
        size_of::<T>()
    }
    struct Opaque;
    assert_eq!(Unread(Opaque).facts().type_name, "Unread");
    assert_eq!(fields(&Shown { it: 'x' }), "it=x");
    assert_eq!(fields(&Debugged { it: vec!['x'], other: None }), "it=['x']");
    assert_eq!(meta::safe_message(&Hex { it: 255 }), "ff");
    assert_eq!(fields(&With { it: Opaque }), "it=0");
}

#[test]
fn options_and_projections_of_parameters() {
    trait HasId {
        type Id;
    }
    struct User;
    impl HasId for User {
        type Id = u32;
    }
    #[derive(ErrorMeta)]
    struct E<T: HasId, U> {
        #[meta(key)]
        id: T::Id,
        #[meta(key)]
        maybe: Option<U>,
        #[meta(key)]
        boxed: Box<U>,
    }
    let error = E::<User, u8> { id: 7, maybe: None, boxed: Box::new(3) };
    assert_eq!(fields(&error), "id=7 boxed=3");
}

#[test]
fn generic_sources_are_errors() {
    #[derive(ErrorMeta)]
    enum E<S> {
        Source(#[meta(source)] S),
        Boxed(#[meta(source)] Box<S>),
    }
    assert_eq!(layers(&E::Source(fmt::Error)), "E > ?");
    assert_eq!(layers(&E::Boxed(Box::new(fmt::Error))), "E > ?");
    let timeout = std::io::Error::from(std::io::ErrorKind::TimedOut);
    assert_eq!(meta::kind(&E::Source(timeout)), ErrorKind::Timeout);
}

#[test]
fn generic_types_beside_thiserror() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[meta(kind = Validation)]
    enum E<T, S: StdError + 'static>
    where
        T: Clone,
    {
        #[error("bad {it}")]
        Bad {
            #[meta(key)]
            it: T,
        },
        #[error("below")]
        Below(#[source] S),
        #[error("none")]
        None(PhantomData<T>),
    }
    let error = E::<u8, fmt::Error>::Bad { it: 1 };
    assert_eq!((fields(&error).as_str(), ewrap::Link::Meta(&error).to_string().as_str()), ("it=1", "bad 1"));
    assert_eq!(layers(&E::<u8, _>::Below(fmt::Error)), "E > ?");
}

#[test]
fn lifetimes_and_const_generics() {
    #[derive(ErrorMeta)]
    #[meta(kind = Validation, safe = "bad {text}")]
    struct Borrowed<'a, 'b: 'a, T: ?Sized> {
        #[meta(key)]
        text: &'a str,
        #[meta(key)]
        it: &'b T,
    }
    #[derive(ErrorMeta)]
    struct Array<const N: usize, const B: bool = true> {
        #[meta(key, debug)]
        it: [u8; N],
    }
    #[derive(ErrorMeta)]
    #[meta(code = "lifetime.only")]
    struct Only<'__ewrap_user>(&'__ewrap_user str);
    let text = String::from("x");
    let error = Borrowed { text: &text, it: &5 };
    assert_eq!((fields(&error).as_str(), meta::safe_message(&error).as_ref()), ("text=x it=5", "bad x"));
    assert_eq!(fields(&Array::<2> { it: [1, 2] }), "it=[1, 2]");
    assert_eq!(meta::code(&Only(&text)), Some("lifetime.only"));
}

#[test]
fn where_clauses_and_defaults() {
    #[derive(ErrorMeta)]
    struct E<T = u8, F: Fn(T) -> T = fn(T) -> T>
    where
        T: Copy,
        for<'a> &'a T: Debug,
    {
        #[meta(key)]
        it: T,
        f: F,
    }
    let error = E { it: 1, f: |it: i32| it };
    assert_eq!(((error.f)(2), fields(&error).as_str()), (2, "it=1"));
}

#[test]
fn recursive_types() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    enum Tree {
        #[error("leaf")]
        #[meta(kind = Timeout)]
        Leaf,
        #[error("node")]
        Node(#[source] Box<Tree>),
    }
    #[derive(ErrorMeta)]
    struct List<T> {
        #[meta(key)]
        it: T,
        #[meta(source)]
        next: Option<Box<List<T>>>,
    }
    let tree = Tree::Node(Box::new(Tree::Node(Box::new(Tree::Leaf))));
    assert_eq!((layers(&tree).as_str(), meta::kind(&tree)), ("Tree > Tree > Tree", ErrorKind::Timeout));
    let list = List { it: 1, next: Some(Box::new(List { it: 2, next: None })) };
    assert_eq!(layers(&list), "List > List");
}

macro_rules! make {
    ($name:ident { $($variant:ident = $kind:ident, $code:literal, $http:expr, $text:literal, $ty:ty;)* }) => {
        #[derive(Debug, thiserror::Error, ErrorMeta)]
        enum $name {
            $(
                #[error($text)]
                #[meta(kind = $kind, code = $code, http = $http, safe = $text)]
                $variant {
                    #[meta(key)]
                    id: $ty,
                },
            )*
        }
    };
}

const STATUS: u16 = 410;

#[test]
fn types_made_by_macros() {
    make!(Made {
        Missing = NotFound, "made.missing", 404, "missing {id}", u8;
        Gone = NotFound, "made.gone", STATUS, "gone", Option<String>;
        Late = Timeout, "made.late", 500 + 4, "late {id:?}", Option<u8>;
    });
    let error = Made::Missing { id: 1 };
    assert_eq!((meta::code(&error), meta::http_status(&error)), (Some("made.missing"), 404));
    assert_eq!((meta::safe_message(&error).as_ref(), fields(&error).as_str()), ("missing 1", "id=1"));
    assert_eq!(meta::http_status(&Made::Gone { id: None }), 410);
    let late = Made::Late { id: Some(1) };
    assert_eq!((meta::http_status(&late), meta::safe_message(&late).as_ref()), (504, "late Some(1)"));
}

macro_rules! forwarded {
    ($(#[$attribute:meta])* $visibility:vis struct $name:ident { $($(#[$on:meta])* $field:ident: $ty:ty),* }) => {
        #[derive(ErrorMeta)]
        $(#[$attribute])*
        $visibility struct $name { $($(#[$on])* $field: $ty),* }
    };
}

#[test]
fn attributes_handed_on_by_macros() {
    forwarded! {
        #[meta(kind = Conflict, http = .status, retryable = .status == 409)]
        pub(crate) struct Forwarded {
            #[meta(key, name = "answer")]
            status: u16
        }
    }
    let error = Forwarded { status: 409 };
    assert_eq!((error.http(), error.retryable(), fields(&error).as_str()), (Some(409), Some(true), "answer=409"));
}

#[test]
fn configured_variants_and_fields() {
    #[derive(ErrorMeta)]
    #[meta(fields = all)]
    enum E {
        #[cfg(any())]
        #[meta(code = "gone", unknown_word)]
        Gone(Missing),
        #[cfg(test)]
        #[cfg_attr(all(), meta(code = "here"))]
        Here {
            #[cfg(any())]
            missing: Missing,
            #[cfg(test)]
            there: u8,
        },
    }
    assert_eq!(E::VARIANTS.len(), 1);
    assert_eq!((E::VARIANTS[0].code, fields(&E::Here { there: 1 }).as_str()), (Some("here"), "there=1"));
}

#[test]
fn raw_identifiers() {
    #[derive(ErrorMeta)]
    #[allow(non_camel_case_types, reason = "that is the point")]
    #[meta(fields = all)]
    enum r#type {
        #[meta(safe = "{match} {r#fn}", http = .r#fn)]
        r#struct { r#match: u8, r#fn: u16 },
    }
    let error = r#type::r#struct { r#match: 1, r#fn: 404 };
    assert_eq!((error.facts().type_name, error.facts().variant), ("type", Some("struct")));
    assert_eq!((fields(&error).as_str(), meta::safe_message(&error).as_ref()), ("match=1 fn=404", "1 404"));
    assert_eq!(error.http(), Some(404));
}

/// Names that an expansion could trip over.
mod in_the_way {
    use ewrap::{Entry, ErrorMeta as Derive};

    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct Facts;
    pub(super) struct Value;
    pub(super) struct Box;
    pub(super) trait ErrorMeta {}
    #[allow(non_camel_case_types, reason = "that is the point")]
    pub(super) struct u16;
    #[allow(non_upper_case_globals, reason = "that is the point")]
    pub(super) const f: u8 = 1;
    #[allow(non_upper_case_globals, reason = "that is the point")]
    pub(super) const it: u8 = 1;
    #[allow(non_upper_case_globals, reason = "that is the point")]
    pub(super) const made: u8 = 1;

    #[derive(Derive)]
    #[meta(fields = all)]
    #[allow(non_camel_case_types, reason = "that is the point")]
    pub(super) enum E {
        #[meta(safe = "{f} {self_}", http = .status, retryable = .some, help = "{it}")]
        Some {
            f: u8,
            self_: u8,
            visitor: u8,
            it: u8,
            some: bool,
            #[meta(skip)]
            status: ::std::primitive::u16,
            #[meta(skip)]
            skipped: (Option, Result, Facts, Value, Box, u16),
        },
        None,
        Ok(#[meta(source)] super::fmt::Error),
        Err(#[meta(retry_after, skip)] u64),
        f,
        #[meta(transparent)]
        self_(super::fmt::Error),
        #[meta(kind = Custom("x"), severity = Info, failure = ignore, grpc = Ok)]
        Facts,
    }

    pub(super) fn some() -> E {
        let skipped = (Option, Result, Facts, Value, Box, u16);
        E::Some { f, self_: 2, visitor: 3, it, some: true, status: 404, skipped }
    }

    pub(super) fn visit(each: &mut dyn FnMut(&str)) {
        ewrap::ErrorMeta::visit(&some(), &mut |entry: Entry<'_>| each(entry.name()));
    }
}

#[test]
fn names_in_the_way() {
    let error = in_the_way::some();
    assert_eq!(meta::safe_message(&error), "1 2");
    assert_eq!((error.http(), error.retryable()), (Some(404), Some(true)));
    let mut names = Vec::new();
    in_the_way::visit(&mut |name| names.push(name.to_owned()));
    assert_eq!(names, ["f", "self_", "visitor", "it", "some"]);
    let wait = in_the_way::E::Err(3).retry_after();
    assert_eq!(wait, Some(std::time::Duration::from_secs(3)));
    assert_eq!(layers(&in_the_way::E::self_(fmt::Error)), "E > ?");
}

#[test]
fn deprecated_parts_are_named_in_silence() {
    #[derive(ErrorMeta)]
    #[deny(deprecated)]
    enum E {
        #[deprecated]
        Old {
            #[meta(key)]
            #[deprecated]
            id: u8,
        },
        New,
    }
    assert_eq!(E::New.facts().variant, Some("New"));
}

#[test]
fn unsized_and_odd_fields() {
    #[derive(ErrorMeta)]
    struct Odd {
        #[meta(key, debug)]
        f: fn(u8) -> u8,
        #[meta(key)]
        unit: (),
        #[meta(key, with = size_of_val)]
        array: [u8; 3],
        #[meta(skip)]
        never: Option<std::convert::Infallible>,
        #[meta(key)]
        boxed: Box<dyn Display + Send>,
    }
    let odd = Odd { f: |it| it, unit: (), array: [0; 3], never: None, boxed: Box::new("b") };
    assert!(fields(&odd).ends_with("unit=() array=3 boxed=b"));
}

#[test]
fn a_type_that_is_neither_debug_nor_display_nor_error() {
    #[derive(ErrorMeta)]
    #[meta(kind = Cancelled)]
    struct Bare;
    assert_eq!(meta::kind(&Bare), ErrorKind::Cancelled);
    assert_eq!(Bare.verdict(), ewrap::Verdict::Ignore);
}
