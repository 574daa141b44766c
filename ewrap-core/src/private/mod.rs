//! What generated code calls. Not part of the public API: it changes with the macros, version by version.
//!
//! In the order of a guarded call: [`Site`] gives the permit, `body` runs the function's body, or `running` if that is
//! awaited, `returned` records what it returned, `fallback` answers in its place with the `answer` that the user's own gave. What the code of
//! `#[derive(ErrorMeta)]` calls is in `meta`.

#![allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "generated code uses what it asks for; a lint here would speak to nobody"
)]

mod answer;
mod body;
mod deferred;
mod fallback;
mod limited;
mod listen;
pub mod meta;
mod rescued;
mod returned;
mod running;
#[cfg(feature = "tokio")]
mod timer;
#[cfg(not(feature = "tokio"))]
#[path = "timer_off.rs"]
mod timer;

pub use core::result::Result::{self, Err, Ok};
pub use core::time::Duration;
pub use inventory;
pub use std::boxed::Box;

pub use self::answer::{AnswerNow, FallbackResult, Fallen, Refuse, Resolve};
pub use self::body::{absurd, begin, call, call_asked, call_within, once};
pub use self::deferred::{Ending, deferred, deferred_within, ending};
pub use self::fallback::{
    Again, Fail, How, Output, Rescue, Rescues, again, call_or, explain, instead, output, refused, rescue,
    rescue_within, strict_output, tried,
};
pub(crate) use self::limited::cut_short;
pub use self::limited::{Cut, Limiting, Timing, Unlimited};
pub use self::listen::{Listen, Unheard};
pub use self::rescued::{Rescued, rescued, run_or};
pub use self::returned::{
    FromOpen, Guarding, Judge, Late, Reject, Returned, Settle, Timely, ask, finish, finish_admitted, keep, keep_within,
    rejected, settle, settle_within, timely,
};
pub use self::running::{End, run, run_asked, run_within};
pub use self::timer::{Timer, limit};
pub use crate::backoff::Backoff;
pub use crate::breaker::Core;
pub use crate::clock::nanos;
pub use crate::config::Window;
pub use crate::declare_site as declare;
pub use crate::error::Error;
pub use crate::inside::{Entered, enter};
pub use crate::meta::derived::Derived;
pub use crate::open::{Cause, CircuitOpen};
pub use crate::outcome::Said as Verdict;
pub use crate::permit::{Guard, Hold, Ticket};
pub use crate::registry::Entry;
pub use crate::settings::Setting;
pub use crate::site::{Held, Site, checked_name};

/// Puts a site into the list that the linker makes.
#[doc(hidden)]
#[macro_export]
macro_rules! declare_site {
    ($site:ident) => {
        $crate::__private::inventory::submit! { $crate::__private::Entry(&$site) }
    };
}
