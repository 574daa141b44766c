//! What generated code calls. Not part of the public API: it changes with the macros, version by version.
//!
//! In the order of a guarded call: [`Site`] gives the permit, `body` runs the function's body, `returned` records
//! what it returned, `fallback` answers in its place with the `answer` that the user's own gave.

#![allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "generated code uses what it asks for; a lint here would speak to nobody"
)]

mod answer;
mod body;
mod deferred;
mod fallback;
#[cfg(feature = "tokio")]
mod limited;
#[cfg(not(feature = "tokio"))]
#[path = "limited_off.rs"]
mod limited;
mod listen;
mod returned;

pub use core::pin::pin;
pub use core::result::Result::{self, Err, Ok};
pub use core::time::Duration;
pub use inventory;
pub use std::boxed::Box;

pub use self::answer::{AnswerNow, FallbackResult, Fallen, Refuse, Resolve};
pub use self::body::{absurd, begin, limit, once};
pub use self::deferred::{Deferred, Deferring, End, deferred};
pub use self::fallback::{
    Again, Fail, Output, Rescue, Rescues, again, explain, failed, instead, output, refused, rescue, strict_output,
};
pub use self::limited::{cut, limited};
pub use self::listen::{Listen, Unheard};
pub use self::returned::{FromOpen, Guarding, Judge, Reject, Returned, Settle, ask, keep, rejected, settle};
pub use crate::breaker::Core;
pub use crate::declare_site as declare;
pub use crate::inside::{Entered, Inside, enter, inside};
pub use crate::meta::derived::Derived;
pub use crate::open::{Cause, CircuitOpen};
pub use crate::outcome::Said as Verdict;
pub use crate::permit::{Guard, Hold, Ticket};
pub use crate::registry::Entry;
pub use crate::site::{Held, Site, checked_name};

/// Puts a site into the list that the linker makes.
#[doc(hidden)]
#[macro_export]
macro_rules! declare_site {
    ($site:ident) => {
        $crate::__private::inventory::submit! { $crate::__private::Entry(&$site) }
    };
}
