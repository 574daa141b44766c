//! Every error that the binary can make and that says what it means: for a page of the handbook, for a check in CI.
//!
//! Put together by the linker, as the list of breakers is; read on demand, never on the path of a call. Invariant: the
//! order is that of modules, types and variants, whatever the linker did.

mod duplicates;
mod json;
mod markdown;

pub use self::duplicates::{DuplicateCode, DuplicateCodes};
use crate::meta::derived::{self, Derived};
use crate::meta::{Facts, GrpcCode};

/// The errors of this binary whose metadata is derived.
///
/// ```standalone_crate
/// use ewrap::ErrorMeta;
///
/// #[derive(ErrorMeta)]
/// enum StockError {
///     #[meta(kind = NotFound, code = "stock.no_item")]
///     NoItem,
///     #[meta(kind = Database, code = "stock.down", retryable)]
///     Down,
/// }
///
/// let catalog = ewrap::catalog();
/// assert_eq!(catalog.find("stock.down").unwrap().variant, Some("Down"));
/// assert!(catalog.check().is_ok(), "no code is used twice");
/// assert!(catalog.to_markdown().contains("| `stock.no_item` | not_found |"));
/// ```
///
/// It holds what is linked in: the types that the program can reach. A generic type is listed once, unless what it says
/// names one of its parameters.
#[must_use]
pub fn catalog() -> Catalog {
    let mut types: Vec<&'static [Facts]> = derived::all().map(Derived::variants).filter(|it| !it.is_empty()).collect();
    types.sort_by_key(|variants| variants.first().map(|it| (it.module, it.type_name, it.file, it.line)));
    Catalog { types }
}

/// The errors of a binary, by module, type and variant; made by [`catalog`].
#[derive(Debug, Clone)]
pub struct Catalog {
    types: Vec<&'static [Facts]>,
}

impl Catalog {
    /// Every variant.
    pub fn iter(&self) -> impl Iterator<Item = &'static Facts> + '_ {
        self.types.iter().copied().flatten()
    }

    /// Every type, as the list of its variants; a struct has one.
    pub fn types(&self) -> impl Iterator<Item = &'static [Facts]> + '_ {
        self.types.iter().copied()
    }

    /// The variant that has this code; the first, if there are two.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&'static Facts> {
        self.iter().find(|it| it.code == Some(code))
    }

    /// Looks for codes that are used twice.
    ///
    /// # Errors
    ///
    /// Each code that two variants have, with both places.
    pub fn check(&self) -> Result<(), DuplicateCodes> {
        duplicates::check(self)
    }

    /// A table for the handbook, a row for each variant that has a code.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::table(self)
    }

    /// A JSON array, an object for each variant; what a variant does not say is `null`.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::array(self)
    }
}

/// The status that a variant names, or that of its kind.
fn http(facts: &Facts) -> Option<u16> {
    facts.http.or_else(|| Some(facts.kind?.http_status()))
}

/// The gRPC code that a variant names, or that of its kind.
fn grpc(facts: &Facts) -> Option<GrpcCode> {
    facts.grpc.or_else(|| Some(facts.kind?.grpc_code()))
}
