//! Errors that are made, and asked what they mean. The program `errors` looks at more of them, and at more crates.

use std::hint::black_box;

use ewrap::{Error, meta};

use super::known::{Known, wrapped};
use crate::plan::Plan;
use crate::seen::Quiet;
use crate::topics::ERRORS;

pub(crate) const DERIVED: &str = "literal: ewrap, derived";
pub(crate) const ERROR: &str = "literal: ewrap::Error";
pub(crate) const ANYHOW: &str = "literal: anyhow";
/// What is read through three layers.
pub(crate) const READ: [&str; 2] =
    ["kind through 3 layers: ewrap, derived", "retryable through 3 layers: ewrap, derived"];

#[derive(Debug, thiserror::Error)]
enum Plain {
    #[error("the pool is empty")]
    Empty,
}

pub(crate) fn add(plan: &mut Plan) {
    plan.made(&ERRORS, "literal: thiserror enum", || (), |()| Plain::Empty);
    plan.made(&ERRORS, DERIVED, || (), |()| Known::Empty);
    plan.made(&ERRORS, ERROR, || (), |()| Error::new("the pool is empty"));
    plan.made(&ERRORS, ANYHOW, || (), |()| anyhow::anyhow!("the pool is empty"));
    let [kind, retryable] = READ;
    let error = wrapped();
    plan.one(&ERRORS, kind, move || Quiet(meta::kind(black_box(&error))));
    let error = wrapped();
    plan.one(&ERRORS, retryable, move || Quiet(meta::retryable(black_box(&error))));
}

#[cfg(test)]
mod tests {
    use ewrap::ErrorKind;

    use super::*;

    #[test]
    fn what_the_innermost_layer_says_is_read() {
        assert_eq!((meta::kind(&wrapped()), meta::retryable(&wrapped())), (ErrorKind::Unavailable, Some(true)));
    }
}
