//! Nothing that is not `public`, `safe` or a literal reaches a client; and nothing personal is written anywhere.
//!
//! Errors of random layers hold a secret in every place that takes text, and the secret is looked for in everything
//! that leaves the process.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use ewrap::context::Context;
use ewrap::{
    CallError, CircuitBreaker, Error, ErrorKind, ErrorLogger, Problem, Redact, RetryInfo, Severity, err, meta,
};
use proptest::prelude::*;

use crate::support::{Foreign, Several, StockError};

const SECRET: &str = "hunter2-5up3r-s3cr3t";

/// What is done to an error, the secret somewhere in it.
#[derive(Debug, Clone, Copy)]
enum Layer {
    Wrap,
    WrapLiteral,
    Formatted,
    Metadata,
    Help,
    Step,
    Docs,
    Recovery,
    Public,
    Code,
    Kind(ErrorKind),
    Severity,
    Retry,
    Shared,
    Io,
    Foreign,
    Derived,
    Rejected,
    Call,
    Group,
    Boxed,
    Backtrace,
}

use Layer as L;

fn layers() -> impl Strategy<Value = Vec<Layer>> {
    let layer = prop_oneof![
        prop::sample::select(vec![
            L::Wrap,
            L::WrapLiteral,
            L::Formatted,
            L::Metadata,
            L::Help,
            L::Step,
            L::Docs,
            L::Recovery,
            L::Public,
            L::Code,
            L::Severity,
            L::Retry,
            L::Shared,
            L::Io,
            L::Foreign,
            L::Derived,
            L::Rejected,
            L::Call,
            L::Group,
            L::Boxed,
            L::Backtrace,
        ]),
        prop::sample::select(ErrorKind::ALL.to_vec()).prop_map(L::Kind),
    ];
    prop::collection::vec(layer, 0..12)
}

fn boxed(error: Error) -> Box<dyn StdError + Send + Sync> {
    Box::new(error)
}

fn add(error: Error, layer: Layer) -> Error {
    let secret = || format!("the secret is {SECRET}!");
    match layer {
        L::Wrap => error.wrap(secret()),
        L::WrapLiteral => error.wrap("no page"),
        L::Formatted => {
            let text = err!("it is {SECRET}").to_string();
            error.wrap(text)
        }
        L::Metadata => error.with("password", secret()).with("token", SECRET),
        L::Help => error.with_help(secret()),
        L::Step => error.with_step(secret()),
        L::Docs => error.with_docs(secret()),
        L::Recovery => error.with_recovery(secret(), [secret()], secret()),
        L::Public => error.with_public("order", 8),
        L::Code => error.with_code("page.none"),
        L::Kind(kind) => error.with_kind(kind),
        L::Severity => error.with_severity(Severity::Critical),
        L::Retry => error.with_retry(RetryInfo::new(3, Duration::from_secs(1))).with_retryable(true),
        L::Shared => error.into_shared().into(),
        L::Io => io::Error::from(error).into(),
        L::Foreign => Error::from_error(Foreign(secret(), Some(boxed(error)))),
        L::Derived => StockError { email: secret(), source: Some(boxed(error)), item: 8 }.into(),
        L::Rejected => rejected(&error),
        L::Call => {
            Error::from_meta(CallError::Inner(StockError { email: secret(), source: Some(boxed(error)), item: 8 }))
        }
        L::Group => Error::from_meta(Several(vec![error, Error::from(io::Error::other(secret()))])),
        L::Boxed => Error::from_boxed(Box::new(Foreign(secret(), Some(boxed(error))))),
        L::Backtrace => error.with_backtrace().with_logger(Arc::new(Nobody)),
    }
}

/// The name of a breaker is text, too.
fn rejected(error: &Error) -> Error {
    let breaker = CircuitBreaker::new(format!("{SECRET} {}", error.kind()), 1, Duration::from_secs(60));
    breaker.force_open("test");
    breaker.try_acquire().unwrap_err().into()
}

struct Nobody;

impl ErrorLogger for Nobody {
    fn log(&self, _: &Error) {}
}

/// Everything that clients get.
fn outward(error: &Error) -> String {
    let problem = Problem::of(error);
    let plain: &(dyn StdError + 'static) = error;
    [
        problem.to_json(),
        serde_json::to_string_pretty(&problem).unwrap(),
        format!("{:?}", problem.headers()),
        Problem::of(plain).to_json(),
        error.safe_message().into_owned(),
        meta::safe_message(plain).into_owned(),
        error.kind().title().to_owned(),
        error.grpc_code().to_string(),
        error.code().unwrap_or_default().to_owned(),
    ]
    .join("\n")
}

/// Everything that is written at all.
fn written(error: &Error) -> String {
    let shared = Error::from_error(Foreign::new("x")).into_shared();
    [
        error.to_string(),
        format!("{error:#}"),
        format!("{error:?}"),
        format!("{error:#?}"),
        format!("{shared:?}"),
        error.to_json(),
        error.to_yaml(),
        meta::layers(error).map(|it| it.to_string()).collect(),
    ]
    .join("\n")
}

proptest! {
    #[test]
    fn no_secret_reaches_a_client(start in any::<bool>(), layers in layers()) {
        let first = if start { Error::new(SECRET.to_owned()) } else { Error::from(io::Error::other(SECRET)) };
        let context = Context::new().with_request_id(SECRET).with_operation(SECRET).with_component(SECRET).with_user(SECRET);
        let error = context.scope(|| layers.iter().fold(first, |error, layer| add(error, *layer)));
        let outward = outward(&error);
        prop_assert!(!outward.contains(SECRET), "{outward}");
        // So that the test would notice: the logs have it, unless a rejection stands in the place of what was before.
        prop_assert!(written(&error).contains(SECRET));
    }

    #[test]
    fn nothing_personal_is_written(layers in layers(), kind in 0..4usize) {
        let redact = [Redact::Full, Redact::Last4, Redact::Len, Redact::Hash][kind];
        let personal = "ann-of-green-gables@example.com";
        let first = Context::new().with_user(personal).scope(|| Error::new("no mail"));
        let first = first.with_redacted("email", personal, redact).with_pii("name", String::from(personal));
        let context = Context::new().with_user(personal);
        let error = context.scope(|| layers.iter().fold(first, |error, layer| add(error, *layer)));
        let error = Error::from(StockError { email: personal.to_owned(), source: Some(boxed(error)), item: 8 })
            .with_redacted("mail", personal, redact);
        for text in [outward(&error), written(&error)] {
            prop_assert!(!text.contains(personal), "{text}");
            prop_assert!(!text.contains("green-gables"), "{text}");
        }
        prop_assert_eq!(error.metadata::<String>("email"), None);
        prop_assert_eq!(error.metadata::<String>("mail"), None);
    }
}

#[test]
fn what_is_public_is_told_and_what_is_personal_never_is() {
    let error = Error::new("no").with_public("order", "A-8").with_public("plan", SECRET).with_pii("plan", SECRET);
    let outward = outward(&error);
    assert!(outward.contains("A-8"));
    assert!(!outward.contains(SECRET), "the last word on a key is that it is personal");
}
