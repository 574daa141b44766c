//! The request that a thread or a task works for: who asks, for what, and until when.
//!
//! A [`Context`] is entered for the length of a closure or a future. Errors that are made inside pick it up, and a guarded
//! call inside is not made when its [`Deadline`] has passed: nobody waits for the answer any more.
//!
//! ```
//! use std::time::Duration;
//! use ewrap::context::{self, Context};
//!
//! let request = Context::new().with_request_id("r-17").with_timeout(Duration::from_secs(2));
//! request.scope(|| {
//!     Context::new().with_operation("load profile").scope(|| {
//!         let here = context::current().unwrap();
//!         assert_eq!((here.request_id(), here.operation()), (Some("r-17"), Some("load profile")));
//!         assert!(here.deadline().unwrap().remaining() <= Duration::from_secs(2));
//!     });
//! });
//! assert!(context::current().is_none());
//! ```
//!
//! # What inherits it
//!
//! A scope inside a scope inherits what it does not set; of two deadlines the sooner holds. A scoped future carries its
//! context from thread to thread, and leaves it whenever it does not run, so that a sibling in a `join!` or `select!` does
//! not see it. **A spawned thread or task inherits nothing**: it may outlive the request. Hand the context over where it should
//! have it, with [`inherit`] or by a `scope` of its own.

mod deadline;
mod scope;
#[cfg(feature = "tokio")]
#[path = "timer_tokio.rs"]
pub(crate) mod timer;
#[cfg(not(feature = "tokio"))]
#[path = "timer_std.rs"]
pub(crate) mod timer;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use self::deadline::Deadline;
#[cfg(feature = "tokio")]
pub(crate) use self::scope::enforced_deadline;
pub use self::scope::{Scoped, current, inherit};
pub(crate) use self::scope::{deadline, is_quiet, keep_quiet};

/// What is known of the request that is being served. Cheap to clone.
///
/// The user is personal data: `Debug` and every log mask it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Context(Arc<Parts>);

#[derive(Clone, Default, PartialEq, Eq)]
struct Parts {
    request_id: Option<Box<str>>,
    user: Option<Box<str>>,
    operation: Option<Box<str>>,
    component: Option<Box<str>>,
    deadline: Option<Deadline>,
    /// Whether somebody further out cuts the call at the deadline, so that nobody else need.
    enforced: bool,
}

macro_rules! texts {
    ($($field:ident, $with:ident, $what:literal;)*) => {$(
        #[doc = $what]
        #[must_use]
        pub fn $field(&self) -> Option<&str> {
            self.0.$field.as_deref()
        }

        #[doc = concat!("Sets: ", $what)]
        #[must_use]
        pub fn $with(mut self, value: impl Into<Box<str>>) -> Self {
            Arc::make_mut(&mut self.0).$field = Some(value.into());
            self
        }
    )*};
}

impl Context {
    /// An empty context.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    texts! {
        request_id, with_request_id, "The id that ties together what belongs to one request.";
        user, with_user, "Who asks. Personal: masked wherever it is written.";
        operation, with_operation, "What is being done, such as `load profile`.";
        component, with_component, "The part of the program that does it.";
    }

    /// Until when somebody waits for the answer.
    #[must_use]
    pub fn deadline(&self) -> Option<Deadline> {
        self.0.deadline
    }

    /// Sets until when somebody waits for the answer.
    #[must_use]
    pub fn with_deadline(mut self, deadline: Deadline) -> Self {
        Arc::make_mut(&mut self.0).deadline = Some(deadline);
        self
    }

    /// Sets the deadline, so long from now.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.with_deadline(Deadline::after(timeout))
    }

    /// A deadline at which the call is cut by whoever sets this.
    #[cfg(feature = "tokio")]
    pub(crate) fn enforced(deadline: Deadline) -> Self {
        Self(Arc::new(Parts { deadline: Some(deadline), enforced: true, ..Parts::default() }))
    }

    /// As it is handed out: it may be taken to where nobody cuts.
    fn handed_out(mut self) -> Self {
        if self.0.enforced {
            Arc::make_mut(&mut self.0).enforced = false;
        }
        self
    }

    /// What this sets, and from `outer` what it does not.
    fn within(mut self, outer: &Self) -> Self {
        let Parts { request_id, user, operation, component, deadline, enforced } = Arc::make_mut(&mut self.0);
        for (own, inherited) in [
            (request_id, &outer.0.request_id),
            (user, &outer.0.user),
            (operation, &outer.0.operation),
            (component, &outer.0.component),
        ] {
            if own.is_none() {
                own.clone_from(inherited);
            }
        }
        if let Some(outers) = outer.0.deadline {
            if deadline.is_none_or(|own| outers <= own) {
                (*deadline, *enforced) = (Some(outers), outer.0.enforced);
            }
        }
        self
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { request_id, user, operation, component, deadline, enforced: _ } = &*self.0;
        f.debug_struct("Context")
            .field("request_id", request_id)
            .field("user", &user.as_ref().map(|_| "***"))
            .field("operation", operation)
            .field("component", component)
            .field("deadline", deadline)
            .finish()
    }
}
