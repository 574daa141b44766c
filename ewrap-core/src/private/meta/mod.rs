//! What the code of `#[derive(ErrorMeta)]` names: the facts' builder, and questions that a type answers at compile time.
//!
//! A derived `impl` imports this module under one short name and names nothing else. Invariant: nothing here allocates
//! but what a field's own `with` function gives as text.

mod below;
mod convertible;
mod known;
mod look;
mod made;
mod message;
mod methods;
mod said;
mod typed;

pub use core::fmt::{Debug, Display, Error as FmtError, Formatter, Result as FmtResult};
pub use core::option::Option::{self, None, Some};
pub use core::primitive::{bool, str, u16};
pub use core::time::Duration;
pub use core::{format_args, module_path};
pub use std::convert::From;
pub use std::error::Error as StdError;
pub use std::fmt::{Binary, LowerExp, LowerHex, Octal, Pointer, UpperExp, UpperHex};
pub use std::marker::{Send, Sync};

pub use self::below::{AsError, ByDeref, ByMeta, ByPlain, ByPointer, Holds, Layer, Nothing, Unlayered};
pub use self::convertible::Convertible;
pub use self::known::{Known, are_distinct, facts, is_code, is_status, join, nothing, text};
pub use self::look::{ByDebug, ByDisplay, ByInto, ByTyped, Look, Peel, Shown, Unshown, debug, display};
pub use self::made::{MadeInto, MadeText, Of, Open, Unmade, of};
pub use self::message::{Named, Says};
pub use self::said::{Delay, RetryWord, Status, delay, retryable, status};
pub use self::typed::AsValue;
pub use crate::error::Error;
pub use crate::meta::derived::Derived;
pub use crate::meta::seek::{Sought, Wanted, seek};
pub use crate::meta::{
    Entry, ErrorCatalog, ErrorKind, ErrorMeta, Facts, Field, GrpcCode, Link, Redact, Severity, Value, Visitor,
};
pub use crate::outcome::Verdict;
pub use crate::{
    derived_below as below, derived_below_if as below_if, derived_concat as concat, derived_declare as declare,
    derived_facts as facts, derived_list as list, derived_methods as methods, derived_put as put,
};
