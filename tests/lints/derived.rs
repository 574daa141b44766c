//! Derived errors: everything that the derive emits, under the lints of this crate.

use core::fmt::Error as FmtError;
use core::time::Duration;

use ewrap::ErrorMeta;

/// Every kind of word and field.
#[derive(Debug, ErrorMeta)]
#[meta(code_prefix = "lints.", severity = Warning, check_consistency)]
pub(crate) enum Derived {
    /// With fields.
    #[meta(kind = NotFound, code = "fields", http = .status, retryable = .status > 500, safe = "no {id}")]
    Fields {
        /// Shown.
        #[meta(key)]
        id: u64,
        /// Masked.
        #[meta(redact = last4)]
        email: &'static str,
        /// Read.
        #[meta(skip)]
        status: u16,
        /// Read, too.
        #[meta(retry_after)]
        wait: Option<Duration>,
        /// Shown in its own way.
        #[meta(public, with = twice, name = "two")]
        it: u8,
    },
    /// With a source.
    #[meta(code = CODE, help = "help {0:?}", steps("a", "b"))]
    Source(#[meta(source)] FmtError),
    /// Transparent.
    #[meta(transparent)]
    Transparent(FmtError),
    /// Nothing.
    Unit,
}

/// A constant code.
const CODE: &str = "const";

/// Shows a field.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "a `with` function takes a reference")]
const fn twice(it: &u8) -> u8 {
    it.saturating_mul(2)
}

/// Generic, and borrowing.
#[derive(Debug, ErrorMeta)]
#[meta(fields = all, kind = Timeout)]
pub(crate) struct Generic<'text, T> {
    /// A parameter.
    it: T,
    /// Borrowed.
    text: &'text str,
}

/// Asks each.
pub(crate) fn all() -> usize {
    let fields = Derived::Fields { id: 1, email: "a", status: 404, wait: None, it: 2 };
    let generic = Generic { it: 1_u8, text: "x" };
    let all: [&dyn ErrorMeta; 5] =
        [&fields, &Derived::Source(FmtError), &Derived::Transparent(FmtError), &Derived::Unit, &generic];
    all.into_iter().filter(|it| it.kind().is_some() || it.code().is_some()).count()
}
