//! Any arguments on any item: the macro must answer with code or with mistakes, never with a panic.
//!
//! The first line is what stands in the attribute, the rest is the item. A macro crate cannot be linked, so its modules
//! are compiled along.

#![no_main]

include!("../modules.in");

use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;

fuzz_target!(|text: &str| {
    let (attribute, item) = text.split_once('\n').unwrap_or((text, "fn f() -> Result<u8, E> { Ok(1) }"));
    let (Ok(attribute), Ok(item)) = (attribute.parse::<TokenStream>(), item.parse::<TokenStream>()) else { return };
    let out = guard::guard(attribute, item.clone()).to_string();
    assert!(out.contains("compile_error") || out.contains("__ewrap"), "{out}");
});
