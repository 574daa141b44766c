//! What an `ewrap::Error` can be made from by `?`.

use std::error::Error as StdError;

use crate::meta::ErrorMeta;

/// A derived error that owns what it holds. The lifetime is nobody's: under it a bound that does not hold is no mistake.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be converted into `ewrap::Error`",
    label = "not `std::error::Error + Send + Sync + 'static`",
    note = "implement `std::error::Error` for it (with thiserror: `#[derive(thiserror::Error)]`), and hold nothing that is not `Send` and `Sync`"
)]
pub trait Convertible<'a>: ErrorMeta + StdError + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<E: ErrorMeta + StdError + Send + Sync + 'static> Convertible<'_> for E {}
