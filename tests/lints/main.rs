//! Annotated functions in a crate that denies what a careful crate denies, and more: the attribute stays silent.
//!
//! It also hides nothing: every `#[expect(..)]` here is a lint that must still fire in a guarded function, for an
//! expectation that is not met is a warning, and warnings are denied.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    unused,
    future_incompatible,
    nonstandard_style,
    let_underscore,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    closure_returning_async_block,
    explicit_outlives_requirements,
    if_let_rescope,
    impl_trait_redundant_captures,
    keyword_idents,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    tail_expr_drop_order,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unreachable_pub,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(
    clippy::absolute_paths,
    clippy::alloc_instead_of_core,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::clone_on_ref_ptr,
    clippy::dbg_macro,
    clippy::default_numeric_fallback,
    clippy::else_if_without_else,
    clippy::expect_used,
    clippy::get_unwrap,
    clippy::if_then_some_else_none,
    clippy::indexing_slicing,
    clippy::infinite_loop,
    clippy::integer_division,
    clippy::let_underscore_must_use,
    clippy::let_underscore_untyped,
    clippy::map_err_ignore,
    clippy::mem_forget,
    clippy::missing_assert_message,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::mixed_read_write_in_expression,
    clippy::multiple_inherent_impl,
    clippy::panic,
    clippy::panic_in_result_fn,
    clippy::partial_pub_fields,
    clippy::pattern_type_mismatch,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::redundant_type_annotations,
    clippy::ref_patterns,
    clippy::rest_pat_in_fully_bound_structs,
    clippy::return_and_then,
    clippy::same_name_method,
    clippy::semicolon_inside_block,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::shadow_unrelated,
    clippy::single_char_lifetime_names,
    clippy::str_to_string,
    clippy::string_slice,
    clippy::todo,
    clippy::try_err,
    clippy::undocumented_unsafe_blocks,
    clippy::unimplemented,
    clippy::unneeded_field_pattern,
    clippy::unreachable,
    clippy::unused_result_ok,
    clippy::unused_trait_names,
    clippy::unwrap_in_result,
    clippy::unwrap_used,
    clippy::use_debug,
    clippy::wildcard_enum_match_arm
)]
#![expect(clippy::redundant_pub_crate, reason = "it excludes `unreachable_pub`, which is denied")]

mod derived;
mod firing;
mod futures;
mod policies;
mod returns;
mod shapes;
mod support;

#[cfg(test)]
mod tests {
    //! Each function is called once, so that none is dead.

    use tokio::runtime::{Builder, Runtime};

    use crate::support::run;
    use crate::{derived, firing, futures, policies, returns, shapes};

    #[test]
    fn derived_errors_are_asked() {
        assert_eq!(derived::all(), 3, "two have no words of their own");
    }

    #[test]
    fn sync_functions_are_called() {
        assert!(shapes::all().is_ok(), "all shapes succeed");
        assert!(returns::all().is_ok(), "all shapes succeed");
        assert!(firing::all().is_ok(), "all shapes succeed");
    }

    #[test]
    fn async_functions_are_called() {
        let runtime = Builder::new_current_thread().enable_time().build();
        let _timers = runtime.as_ref().map(Runtime::enter);
        assert!(run(futures::all()).is_some_and(|all| all.is_ok()), "all shapes succeed");
        assert!(run(policies::all()).is_some_and(|all| all.is_ok()), "all shapes succeed");
    }
}
