//! Any arguments on any item: the macro must answer with code or with mistakes, never with a panic.
//!
//! The first line is what stands in the attribute, the rest is the item. A macro crate cannot be linked, so its modules
//! are compiled along.

#![no_main]

#[path = "../../../ewrap-macros/src/args/mod.rs"]
mod args;
#[path = "../../../ewrap-macros/src/borrow.rs"]
mod borrow;
#[path = "../../../ewrap-macros/src/check.rs"]
mod check;
#[path = "../../../ewrap-macros/src/duration.rs"]
mod duration;
#[path = "../../../ewrap-macros/src/expand/mod.rs"]
mod expand;
#[path = "../../../ewrap-macros/src/guard.rs"]
mod guard;
#[path = "../../../ewrap-macros/src/item.rs"]
mod item;
#[path = "../../../ewrap-macros/src/misplaced.rs"]
mod misplaced;
#[path = "../../../ewrap-macros/src/params.rs"]
mod params;
#[path = "../../../ewrap-macros/src/report.rs"]
mod report;
#[path = "../../../ewrap-macros/src/scope.rs"]
mod scope;
#[path = "../../../ewrap-macros/src/suggest.rs"]
mod suggest;
#[path = "../../../ewrap-macros/src/synonyms.rs"]
mod synonyms;
#[path = "../../../ewrap-macros/src/tokens.rs"]
mod tokens;
#[path = "../../../ewrap-macros/src/words.rs"]
mod words;

use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;

fuzz_target!(|text: &str| {
    let (attribute, item) = text.split_once('\n').unwrap_or((text, "fn f() -> Result<u8, E> { Ok(1) }"));
    let (Ok(attribute), Ok(item)) = (attribute.parse::<TokenStream>(), item.parse::<TokenStream>()) else { return };
    let out = guard::guard(attribute, item.clone()).to_string();
    assert!(out.contains("compile_error") || out.contains("__ewrap"), "{out}");
});
