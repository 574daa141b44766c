//! Mistakes and their messages, without a compiler; stored expansions, and the budget of tokens.
//!
//! `tests/derive/NAME.rs` must expand to `tests/derive/NAME.expanded.rs`. Run with `EWRAP_BLESS=1` to write them anew,
//! and read the difference.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::derive;
use crate::tests::count;

/// What two variants without fields may cost, and each of eighteen more.
const BUDGET: (usize, usize) = (265, 37);

/// The messages of the mistakes in an item.
fn messages(item: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let trees: Vec<TokenTree> = derive(item).into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        if let (true, Some(TokenTree::Group(group))) = (tree.to_string() == "compile_error", trees.get(at + 2)) {
            let literal: syn::LitStr = syn::parse2(group.stream()).unwrap();
            found.push(literal.value());
        }
    }
    found
}

fn one(item: TokenStream) -> String {
    let shown = item.to_string();
    let found = messages(item);
    assert_eq!(found.len(), 1, "{shown}: {found:?}");
    found.into_iter().next().unwrap()
}

#[test]
fn every_mistake_is_told_at_once() {
    let found = messages(quote! {
        #[meta(sevrity = Critical)]
        enum E {
            #[meta(kind = NotFuond, http = 42, code = "a b", http = 43)]
            A { #[meta(pii, public)] id: u8 },
            #[meta(safe = "{nope}", transparent)]
            B,
        }
    });
    assert_eq!(found.len(), 8, "{found:#?}");
}

#[test]
fn after_a_mistake_there_is_an_implementation() {
    for item in [
        quote!(
            #[meta(knd = A)]
            struct E<T: Copy, const N: usize>(T)
            where
                T: Send;
        ),
        quote!(
            #[meta(crate = ::other, knd = A)]
            enum E<'a> {
                A(&'a str),
            }
        ),
        quote!(union E { a: u8 }),
    ] {
        let text = derive(item).to_string();
        assert!(text.contains("compile_error") && text.contains("__ewrap :: ErrorMeta for E"), "{text}");
    }
    let text = derive(quote!(
        #[meta(crate = ::other, knd = A)]
        struct E;
    ))
    .to_string();
    assert!(text.contains("use :: other :: __private :: meta as __ewrap"), "{text}");
}

#[test]
fn a_misplaced_word_says_where_it_belongs() {
    for (item, say) in [
        (
            quote!(
                enum E {
                    #[meta(key)]
                    A,
                }
            ),
            "`key` is a word for fields, not for variants: write it on the field",
        ),
        (
            quote!(
                #[meta(pii)]
                struct E;
            ),
            "`pii` is a word for fields, not for structs: write it on the field",
        ),
        (
            quote!(
                struct E(#[meta(http = 404)] u8);
            ),
            "`http` is a word for types and variants, not for fields: write it above the variant",
        ),
        (
            quote!(
                enum E {
                    #[meta(crate = ::ewrap)]
                    A,
                }
            ),
            "`crate` is a word for types, not for variants: write it above the type",
        ),
    ] {
        assert_eq!(one(item), say);
    }
}

#[test]
fn a_word_given_badly_is_not_missing_too() {
    let item = quote!(
        #[meta(require(kind))]
        enum E {
            #[meta(kind = NotFuond)]
            A,
        }
    );
    assert_eq!(one(item), "unknown kind `NotFuond`: did you mean `NotFound`?");
}

#[test]
fn values_are_explained() {
    for (value, say) in [
        (quote!(http = 42), "42 is no HTTP status: it must be from 100 to 599"),
        (quote!(http = 4.5), "`http` is a status from 100 to 599: write `http = 404`"),
        (quote!(http = |it| it), "`http` is no closure, name the fields instead, as in `.status`: write `http = 404`"),
        (quote!(http = 4 +), "`http` has a value that is not an expression: write `http = 404`"),
        (quote!(retryable = "yes"), "`retryable` is `true` or `false`: write `retryable`"),
        (quote!(severity = "warn"), "`severity` takes a name, not text: write `severity = Warning`"),
        (quote!(severity = Fatal), "unknown severity `Fatal`: did you mean `Critical`?"),
        (quote!(grpc = unavailable), "unknown gRPC code `unavailable`: did you mean `Unavailable`?"),
        (quote!(kind = Custom(5)), "the name of a kind is text: write `kind = Custom(\"fraud\")`"),
        (quote!(code = discriminnat), "unknown value of `code`: did you mean `discriminant`?"),
        (quote!(code = 5), "`code` is text in quotes: write `code = \"user.not_found\"`"),
        (quote!(docs = ""), "`docs` is empty: write `docs = \"https://example.com/errors\"`"),
        (quote!(retry_after = 250ms), "`250ms` is no duration: write `\"250ms\"`"),
        (quote!(steps("a", "")), "a step is empty: say what to do, or remove it"),
        (quote!(failure), "`failure` needs a value (`true`, `false`, `ignore`): write `failure = false`"),
        (quote!(retry = true), "`retry` is called `retryable` here: write `retryable`"),
        (quote!(safe = "a }"), "a `}` without its `{`: write `}}` for the character"),
    ] {
        assert_eq!(
            one(quote!(
                enum E {
                    #[meta(#value)]
                    A,
                }
            )),
            say,
            "{value}"
        );
    }
}

#[test]
fn fields_that_are_not_there_are_named() {
    for (variant, say) in [
        (
            quote!(
                #[meta(http = .statsu)]
                A { status: u16 }
            ),
            "the variant `A` has no field `statsu`: did you mean `status`?",
        ),
        (
            quote!(
                #[meta(http = f(.1))]
                A(u16)
            ),
            "the variant `A` has no field `1`: it has `0`",
        ),
        (
            quote!(
                #[meta(safe = "{x:y$}")]
                A { x: u8 }
            ),
            "the variant `A` has no field `y`: it has `x`",
        ),
        (
            quote!(
                #[meta(help = "{x}")]
                A
            ),
            "the variant `A` has no field `x`: it has no fields",
        ),
    ] {
        assert_eq!(one(quote!(enum E { #variant })), say);
    }
}

#[test]
fn what_contradicts_is_refused_only_when_asked() {
    for (words, is_refused) in [
        (quote!(kind = NotFound, retryable), true),
        (quote!(kind = Conflict, retryable), false),
        (quote!(kind = NotFound, retryable = .0), false),
        (quote!(retryable = false, retry_after = "1s"), true),
        (quote!(failure = ignore, severity = Critical), true),
        (quote!(failure = false, severity = Critical), false),
        (quote!(kind = Internal, http = 404), true),
        (quote!(kind = Timeout, http = 408), false),
        (quote!(kind = Validation, http = 500), true),
        (quote!(http = 200), true),
        (quote!(grpc = Ok), true),
    ] {
        let asked = messages(quote!(
            #[meta(check_consistency)]
            enum E {
                #[meta(#words)]
                A(bool),
            }
        ));
        assert_eq!(asked.len(), usize::from(is_refused), "{words}: {asked:?}");
        assert_eq!(
            messages(quote!(
                enum E {
                    #[meta(#words)]
                    A(bool),
                }
            )),
            [] as [&str; 0],
            "{words}"
        );
    }
}

#[test]
fn nothing_is_emitted_beyond_what_is_needed() {
    let text = derive(quote!(
        struct E;
    ))
    .to_string();
    for method in ["fn visit", "fn link", "fn http", "fn retryable", "fn retry_after", "fn safe_fmt", "fn help_fmt"] {
        assert!(!text.contains(method), "{method} in {text}");
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/derive")
}

fn expansion(name: &str) -> TokenStream {
    derive(std::fs::read_to_string(folder().join(name)).unwrap().parse().unwrap())
}

#[test]
fn derived_expansions_are_as_stored() {
    let names = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.ends_with(".expanded.rs")).collect();
    names.sort();
    assert!(names.len() >= 5, "only {names:?}");
    for name in names {
        let tokens = expansion(&name);
        let text =
            format!("// {} tokens.\n{}", count(tokens.clone()), prettyplease::unparse(&syn::parse2(tokens).unwrap()));
        let stored = folder().join(&name).with_extension("expanded.rs");
        if std::env::var_os("EWRAP_BLESS").is_some() {
            std::fs::write(&stored, &text).unwrap();
        }
        let expected = std::fs::read_to_string(&stored).unwrap_or_default();
        assert_eq!(text, expected, "{name}: run with EWRAP_BLESS=1 and review");
    }
}

#[test]
fn variants_stay_within_the_budget() {
    let (two, twenty) = (count(expansion("two_variants.rs")), count(expansion("twenty_variants.rs")));
    assert!(two <= BUDGET.0, "two variants: {two} tokens (at most {})", BUDGET.0);
    let each = (twenty - two) / 18;
    assert!(each <= BUDGET.1, "each further variant: {each} tokens (at most {})", BUDGET.1);
}
