//! Building the facts of a variant in a constant: each word of the derive is one call.
//!
//! Invariant: what is out of range stops the compiler here, at the word that was given.

use std::fmt;
use std::panic::Location;
use std::time::Duration;

use crate::meta::link::is_in_range;
use crate::meta::seek::Says;
use crate::meta::{ErrorKind, Facts, Field, GrpcCode, Severity};
use crate::outcome::Verdict;

/// The facts of a variant, as far as they have been said.
#[derive(Debug, Clone, Copy)]
pub struct Known(pub Facts);

/// The facts of a type of which nothing has been said.
pub const fn facts(type_name: &'static str, module: &'static str) -> Known {
    Known(Facts { module, ..Facts::none(type_name, None) })
}

/// The facts of a type whose derive failed: the mistake has been told, and no other shall follow from it.
pub const fn nothing() -> &'static Facts {
    const NOTHING: Facts = Facts::none("", None);
    &NOTHING
}

macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $ty:ty, $bit:ident;)*) => {$(
        $(#[$doc])*
        pub const fn $name(mut self, it: $ty) -> Self {
            self.0.$name = Some(it);
            self.says(Says::$bit)
        }
    )*};
}

impl Known {
    /// The place of the variant: the one of this call.
    #[track_caller]
    pub const fn at(mut self, variant: &'static str) -> Self {
        self.0.variant = Some(variant);
        self.here()
    }

    /// The place of a struct: the one of this call.
    #[track_caller]
    pub const fn here(mut self) -> Self {
        let here = Location::caller();
        self.0.file = here.file();
        self.0.line = here.line();
        self
    }

    setters! {
        /// `kind`.
        kind: ErrorKind, KIND;
        /// `severity`.
        severity: Severity, SEVERITY;
        /// `retryable`.
        retryable: bool, RETRYABLE;
        /// `failure`.
        failure: Verdict, FAILURE;
        /// `grpc`.
        grpc: GrpcCode, GRPC;
        /// `code`: [`is_code`] has looked at it, if it is a constant of the user's.
        code: &'static str, CODE;
        /// `help`.
        help: &'static str, HELP;
        /// `docs`.
        docs: &'static str, NOTHING;
        /// `safe`.
        safe: &'static str, SAFE;
        /// `retry_after`.
        retry_after: Duration, RETRY_AFTER;
    }

    /// `http`: [`is_status`] has looked at it, if it is a constant of the user's that names no parameter. What is no
    /// status says nothing.
    pub const fn http(mut self, it: u16) -> Self {
        self.0.http = Some(it);
        if is_in_range(it) { self.says(Says::HTTP) } else { self }
    }

    /// `retry_after`, in nanoseconds.
    pub const fn nanos(self, nanos: u64) -> Self {
        self.retry_after(Duration::from_nanos(nanos))
    }

    /// `steps`.
    pub const fn steps(mut self, steps: &'static [&'static str]) -> Self {
        self.0.steps = steps;
        self
    }

    /// The fields that are visited.
    pub const fn fields(mut self, fields: &'static [Field]) -> Self {
        self.0.fields = fields;
        self
    }

    /// `transparent`: what the type says of all its variants does not hold for this one.
    pub const fn transparent(self) -> Self {
        let Facts { type_name, variant, module, file, line, .. } = self.0;
        Self(Facts { module, file, line, transparent: true, ..Facts::none(type_name, variant) }).says(Says::LAYER)
    }

    /// A method may answer what is no constant: whether it does depends on the value.
    pub const fn computed(self) -> Self {
        self.says(Says::LAYER.and(Says::RETRYABLE).and(Says::HTTP).and(Says::RETRY_AFTER))
    }

    const fn says(mut self, says: Says) -> Self {
        self.0.says = self.0.says.and(says);
        self
    }
}

/// Writes a text that has no placeholders, if there is one.
///
/// # Errors
///
/// Those of the formatter.
pub fn text(text: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    text.map_or(Ok(()), |it| f.write_str(it))
}

/// Stops the compiler unless it is an HTTP status.
#[track_caller]
pub const fn is_status(status: u16) {
    assert!(is_in_range(status), "the HTTP status is out of range: it must be from 100 to 599");
}

/// Stops the compiler unless it is the text of a code.
#[track_caller]
pub const fn is_code(code: &str) {
    let bytes = code.as_bytes();
    assert!(!bytes.is_empty(), "the code is empty");
    let mut at = 0;
    while at < bytes.len() {
        let is_plain = bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'.' | b'_' | b'-');
        assert!(is_plain, "a code has letters, digits, `.`, `_` and `-` only");
        at += 1;
    }
}

/// Stops the compiler if two of these have one code.
#[track_caller]
pub const fn are_distinct(all: &[Facts]) {
    let mut one = 0;
    while one < all.len() {
        let mut other = one + 1;
        while other < all.len() {
            if let (Some(a), Some(b)) = (all[one].code, all[other].code) {
                assert!(!equal(a.as_bytes(), b.as_bytes()), "two variants have the same code");
            }
            other += 1;
        }
        one += 1;
    }
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The bytes of two texts, one after the other: `N` is the sum of their lengths.
pub const fn join<const N: usize>(a: &str, b: &str) -> [u8; N] {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut out = [0; N];
    let mut at = 0;
    while at < N {
        out[at] = if at < a.len() { a[at] } else { b[at - a.len()] };
        at += 1;
    }
    out
}

/// A prefix before a code that is a constant.
#[doc(hidden)]
#[macro_export]
macro_rules! derived_concat {
    ($prefix:expr, $code:expr) => {{
        const __EWRAP_PREFIX: &$crate::__private::meta::str = $prefix;
        const __EWRAP_CODE: &$crate::__private::meta::str = $code;
        const __EWRAP_BYTES: [::core::primitive::u8; __EWRAP_PREFIX.len() + __EWRAP_CODE.len()] =
            $crate::__private::meta::join(__EWRAP_PREFIX, __EWRAP_CODE);
        match ::core::str::from_utf8(&__EWRAP_BYTES) {
            ::core::result::Result::Ok(__ewrap_it) => __ewrap_it,
            ::core::result::Result::Err(_) => "",
        }
    }};
}

/// Puts a type into the list that the linker makes.
#[doc(hidden)]
#[macro_export]
macro_rules! derived_declare {
    ($ty:ty) => {
        $crate::__private::inventory::submit! {
            $crate::__private::meta::Derived::of::<$ty>(<$ty as $crate::__private::meta::ErrorCatalog>::VARIANTS)
        }
    };
}

/// Puts the facts of a generic type into that list.
#[doc(hidden)]
#[macro_export]
macro_rules! derived_list {
    ($variants:ident) => {
        $crate::__private::inventory::submit! { $crate::__private::meta::Derived::listed($variants) }
    };
}

/// The facts of a type of which nothing has been said.
#[doc(hidden)]
#[macro_export]
macro_rules! derived_facts {
    ($name:literal) => {
        $crate::__private::meta::facts($name, $crate::__private::meta::module_path!())
    };
}
