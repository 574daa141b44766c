//! Stored expansions: `tests/expand/NAME.rs` must expand to `tests/expand/NAME.expanded.rs`.
//!
//! Run with `EWRAP_BLESS=1` to write them anew, and read the difference. The count at the top of each is what the
//! attribute adds: every token, and two for each pair of delimiters, without those of the body.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::tests::count;

/// What a plain function may cost.
const BUDGET: usize = 170;

/// An annotated function, taken apart.
struct Case {
    attribute: TokenStream,
    item: TokenStream,
}

impl Case {
    fn read(path: &Path) -> Self {
        let source: TokenStream = std::fs::read_to_string(path).unwrap().parse().unwrap();
        let mut trees = source.into_iter();
        let (Some(_), Some(TokenTree::Group(attribute))) = (trees.next(), trees.next()) else { panic!("no attribute") };
        let Some(TokenTree::Group(attribute)) = attribute.stream().into_iter().nth(1) else { panic!("no arguments") };
        Self { attribute: attribute.stream(), item: trees.collect() }
    }

    fn expand(&self) -> TokenStream {
        crate::guard(self.attribute.clone(), self.item.clone())
    }

    /// The tokens of the expansion without those of the body.
    fn added(&self) -> usize {
        let last = self.item.clone().into_iter().last();
        let Some(TokenTree::Group(body)) = last else { panic!("no body") };
        count(self.expand()) - count(body.stream())
    }
}

/// The expansion as a person would write it; a method stands in an `impl`.
fn pretty(tokens: &TokenStream) -> String {
    let file = syn::parse2(tokens.clone()).or_else(|_| syn::parse2(quote!(impl Type { #tokens }))).unwrap();
    prettyplease::unparse(&file)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand")
}

fn cases() -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| !path.to_string_lossy().ends_with(".expanded.rs")).collect();
    files.sort();
    files
}

#[test]
fn expansions_are_as_stored() {
    let cases = cases();
    assert!(cases.len() >= 15, "only {} cases found", cases.len());
    for path in cases {
        let case = Case::read(&path);
        let text = format!("// {} tokens around the body.\n{}", case.added(), pretty(&case.expand()));
        let stored = path.with_extension("expanded.rs");
        if std::env::var_os("EWRAP_BLESS").is_some() {
            std::fs::write(&stored, &text).unwrap();
        }
        let expected = std::fs::read_to_string(&stored).unwrap_or_default();
        assert_eq!(text, expected, "{}: run with EWRAP_BLESS=1 and review", path.display());
    }
}

#[test]
fn plain_functions_stay_within_the_budget() {
    for name in ["plain_sync.rs", "plain_async.rs"] {
        let added = Case::read(&folder().join(name)).added();
        assert!(added <= BUDGET, "{name}: {added} tokens around the body (at most {BUDGET})");
    }
}

#[test]
fn a_setting_costs_its_setter() {
    let added = |name| Case::read(&folder().join(name)).added();
    let setter = count(quote!(__ewrap::Setting::MinCalls(5),));
    assert_eq!(added("rates.rs") + 1, added("plain_sync.rs") + 5 * setter, "without the last comma");
}

#[test]
fn what_the_user_wrote_is_emitted_once() {
    for path in cases() {
        let case = Case::read(&path);
        let text = case.expand().to_string();
        for marker in ["body_marker", "fallback_marker"] {
            let written =
                case.item.to_string().matches(marker).count() + case.attribute.to_string().matches(marker).count();
            assert_eq!(text.matches(marker).count(), written, "{marker} in {}", path.display());
        }
    }
}

#[test]
fn a_body_that_does_not_parse_is_passed_on() {
    let out = crate::guard(quote!(name = "db"), quote!(fn f() -> Result<(), E> { let x = ; self. }));
    let text = out.to_string();
    assert!(text.contains("let x = ; self ."), "{text}");
    assert!(!text.contains("compile_error"), "{text}");
}

#[test]
fn a_mistake_leaves_the_function_as_it_is() {
    let item = quote!(
        /** Doc. */
        #[inline]
        pub async fn f(x: u8) -> Result<u8, E> {
            x.await
        }
    );
    let out = crate::guard(quote!(nmae = "db"), item.clone()).to_string();
    assert!(out.starts_with(&item.to_string()), "{out}");
    assert!(out.contains("compile_error"), "{out}");
}
