//! Any item under the derive: it must answer with code or with mistakes, never with a panic.

#![no_main]

include!("../modules.in");

use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;

fuzz_target!(|text: &str| {
    let Ok(item) = text.parse::<TokenStream>() else { return };
    let out = error_meta::derive(item).to_string();
    assert!(!out.is_empty());
});
