//! Rules between the words: of a field, of a variant, of the type.
//!
//! Runs over the whole type, so that all mistakes are told at once. Invariant: what passes here expands to code whose
//! only errors are about the user's own types.

mod fields;
mod rules;
mod texts;

use super::ast::Input;
use super::codes;
use crate::report::Mistakes;

/// Collects what is wrong with the type.
pub(crate) fn check(input: &Input, mistakes: &mut Mistakes) {
    for variant in &input.variants {
        fields::check(input, variant, mistakes);
        texts::check(input, variant, mistakes);
        rules::check(input, variant, mistakes);
    }
    texts::check_defaults(input, mistakes);
    codes::check(input, mistakes);
}
