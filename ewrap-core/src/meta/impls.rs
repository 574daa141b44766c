//! Metadata of what holds an error, and of ewrap's own rejection.

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use super::seek::{Sought, Wanted};
use super::{Entry, ErrorKind, ErrorMeta, Facts, Field, GrpcCode, Link, Severity, Visitor};
use crate::open::{CallError, CircuitOpen, Reason};
use crate::outcome::Verdict;

/// Whatever points to an error means what the error means.
macro_rules! pointer {
    ($($ty:ty),*) => {$(
        impl<M: ErrorMeta + ?Sized> ErrorMeta for $ty {
            fn facts(&self) -> &'static Facts {
                (**self).facts()
            }
            fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
                (**self).visit(visitor);
            }
            fn kind(&self) -> Option<ErrorKind> {
                (**self).kind()
            }
            fn severity(&self) -> Option<Severity> {
                (**self).severity()
            }
            fn retryable(&self) -> Option<bool> {
                (**self).retryable()
            }
            fn failure(&self) -> Option<Verdict> {
                (**self).failure()
            }
            fn http(&self) -> Option<u16> {
                (**self).http()
            }
            fn grpc(&self) -> Option<GrpcCode> {
                (**self).grpc()
            }
            fn code(&self) -> Option<&str> {
                (**self).code()
            }
            fn retry_after(&self) -> Option<Duration> {
                (**self).retry_after()
            }
            fn docs(&self) -> Option<&str> {
                (**self).docs()
            }
            fn steps(&self, each: &mut dyn FnMut(&str)) {
                (**self).steps(each);
            }
            fn has_safe(&self) -> bool {
                (**self).has_safe()
            }
            fn safe_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).safe_fmt(f)
            }
            fn has_help(&self) -> bool {
                (**self).has_help()
            }
            fn help_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).help_fmt(f)
            }
            fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).message_fmt(f)
            }
            fn link(&self) -> Option<Link<'_>> {
                (**self).link()
            }
            fn members<'a>(&'a self, into: &mut Vec<Link<'a>>) {
                (**self).members(into);
            }
            #[inline]
            fn seek<'a>(&'a self, this: &'a dyn ErrorMeta, wanted: Wanted) -> Sought<'a> {
                (**self).seek(this, wanted)
            }
            fn as_own(&self) -> Option<&crate::error::Error> {
                (**self).as_own()
            }
        }
    )*};
}

pointer!(&M, Box<M>, Rc<M>, Arc<M>);

/// A rejection is "service unavailable", a passed deadline a timeout; neither is the dependency's word, so a breaker around another takes no notice of it.
impl ErrorMeta for CircuitOpen {
    fn facts(&self) -> &'static Facts {
        const FIELDS: &[Field] = &[Field::key("breaker"), Field::key("state")];
        const OPEN: &Facts = &Facts {
            kind: Some(ErrorKind::Unavailable),
            severity: Some(Severity::Warning),
            retryable: Some(false),
            failure: Some(Verdict::Ignore),
            http: Some(503),
            code: Some("circuit_open"),
            fields: FIELDS,
            module: module_path!(),
            file: file!(),
            line: line!(),
            ..Facts::none("CircuitOpen", None)
        };
        const DEADLINE: &Facts =
            &Facts { kind: Some(ErrorKind::Timeout), http: Some(504), code: Some("deadline_exceeded"), ..*OPEN };
        // What took too long failed.
        const TIMEOUT: &Facts =
            &Facts { retryable: Some(true), failure: Some(Verdict::Failure), code: Some("call_timeout"), ..*DEADLINE };
        match self.reason() {
            Reason::Open | Reason::HalfOpen | Reason::ForcedOpen | Reason::Ramp => OPEN,
            Reason::DeadlineExceeded => DEADLINE,
            Reason::TimedOut => TIMEOUT,
        }
    }

    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        visitor.entry(Entry::new(Field::key("breaker"), self.breaker()));
        visitor.entry(Entry::new(Field::key("state"), self.state().as_str()));
    }

    fn retry_after(&self) -> Option<Duration> {
        // Its own, not this method.
        Self::retry_after(self)
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Transparent: the meaning is the rejection's or the call's own.
impl<E: ErrorMeta> ErrorMeta for CallError<E> {
    fn facts(&self) -> &'static Facts {
        const FACTS: &[Facts; 2] = &[
            Facts { transparent: true, ..Facts::none("CallError", Some("Rejected")) },
            Facts { transparent: true, ..Facts::none("CallError", Some("Inner")) },
        ];
        match self {
            Self::Rejected(_) => &FACTS[0],
            Self::Inner(_) => &FACTS[1],
        }
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(open) => open.message_fmt(f),
            Self::Inner(error) => error.message_fmt(f),
        }
    }

    fn link(&self) -> Option<Link<'_>> {
        Some(match self {
            Self::Rejected(open) => Link::Meta(open),
            Self::Inner(error) => Link::Meta(error),
        })
    }
}
