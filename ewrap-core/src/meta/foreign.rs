//! What is known of errors that are not ours: those of ewrap behind a `dyn Error`, and those of std.

use std::error::Error;
use std::io;
use std::sync::mpsc::{RecvError, RecvTimeoutError};

use super::{ErrorKind, ErrorMeta, Facts};
use crate::error::SharedError;
use crate::group::ErrorGroup;
use crate::open::CircuitOpen;

/// The metadata of an error that is one of ewrap's own.
pub(crate) fn recognise<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a dyn ErrorMeta> {
    if let Some(it) = error.downcast_ref::<crate::error::Error>() {
        return Some(it);
    }
    if let Some(it) = error.downcast_ref::<CircuitOpen>() {
        return Some(it);
    }
    if let Some(it) = error.downcast_ref::<SharedError>() {
        return Some(it);
    }
    if let Some(it) = error.downcast_ref::<ErrorGroup>() {
        return Some(it);
    }
    None
}

const fn rule(type_name: &'static str, kind: ErrorKind, retryable: bool) -> Facts {
    Facts { kind: Some(kind), retryable: Some(retryable), ..Facts::none(type_name, None) }
}

const PARSE: &Facts = &rule("ParseError", ErrorKind::Validation, false);
const VARIABLE: &Facts = &rule("VarError", ErrorKind::Configuration, false);
const TIMEOUT: &Facts = &rule("RecvTimeoutError", ErrorKind::Timeout, true);
const DISCONNECTED: &Facts = &rule("RecvError", ErrorKind::Unavailable, false);

/// What an error of std says about itself.
pub(super) fn facts(error: &(dyn Error + 'static)) -> Option<&'static Facts> {
    if let Some(it) = error.downcast_ref::<io::Error>() {
        return of_io(it.kind());
    }
    if let Some(it) = error.downcast_ref::<RecvTimeoutError>() {
        return Some(if *it == RecvTimeoutError::Timeout { TIMEOUT } else { DISCONNECTED });
    }
    if is_parse_error(error) {
        return Some(PARSE);
    }
    if error.is::<std::env::VarError>() {
        return Some(VARIABLE);
    }
    error.is::<RecvError>().then_some(DISCONNECTED)
}

fn is_parse_error(error: &(dyn Error + 'static)) -> bool {
    error.is::<std::num::ParseIntError>()
        || error.is::<std::num::ParseFloatError>()
        || error.is::<std::num::TryFromIntError>()
        || error.is::<std::str::ParseBoolError>()
        || error.is::<std::char::ParseCharError>()
        || error.is::<std::char::CharTryFromError>()
        || error.is::<std::str::Utf8Error>()
        || error.is::<std::string::FromUtf8Error>()
        || error.is::<std::string::FromUtf16Error>()
        || error.is::<std::net::AddrParseError>()
}

/// By the kind of an `io::Error`. Kinds that say nothing (`Other`, `Uncategorized`) have no rule.
fn of_io(kind: io::ErrorKind) -> Option<&'static Facts> {
    use io::ErrorKind as Io;
    const fn io(kind: ErrorKind, retryable: bool) -> Facts {
        rule("io::Error", kind, retryable)
    }
    const NOT_FOUND: &Facts = &io(ErrorKind::NotFound, false);
    const PERMISSION: &Facts = &io(ErrorKind::Permission, false);
    const CONFLICT: &Facts = &io(ErrorKind::Conflict, false);
    const INVALID: &Facts = &io(ErrorKind::Validation, false);
    const TIMED_OUT: &Facts = &io(ErrorKind::Timeout, true);
    const NETWORK: &Facts = &io(ErrorKind::Network, true);
    const AGAIN: &Facts = &io(ErrorKind::Unavailable, true);
    const FULL: &Facts = &io(ErrorKind::Unavailable, false);
    const INTERNAL: &Facts = &io(ErrorKind::Internal, false);
    Some(match kind {
        Io::NotFound => NOT_FOUND,
        Io::PermissionDenied => PERMISSION,
        Io::AlreadyExists => CONFLICT,
        Io::InvalidInput | Io::InvalidData | Io::InvalidFilename => INVALID,
        Io::TimedOut => TIMED_OUT,
        Io::ConnectionRefused
        | Io::ConnectionReset
        | Io::ConnectionAborted
        | Io::HostUnreachable
        | Io::NetworkUnreachable
        | Io::NetworkDown
        | Io::NotConnected
        | Io::BrokenPipe
        | Io::UnexpectedEof => NETWORK,
        Io::WouldBlock | Io::Interrupted | Io::ResourceBusy | Io::ExecutableFileBusy => AGAIN,
        Io::StorageFull | Io::QuotaExceeded | Io::OutOfMemory => FULL,
        Io::Unsupported => INTERNAL,
        _ => return None,
    })
}
