//! What an error means: its own word first, else that of the layers below.

use std::time::Duration;

use ewrap::{CircuitBreaker, Error, ErrorKind, GrpcCode, Redact, RetryInfo, Severity, Verdict, meta};

use crate::support::{Several, StockError};

#[test]
fn a_wrapper_says_what_its_cause_says() {
    let error = Error::from(StockError::new(8)).wrap(format!("no cart for {}", 3)).wrap(String::from("no page"));
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.http_status(), 404);
    assert_eq!(error.grpc_code(), GrpcCode::NotFound);
    assert_eq!(error.code(), Some("stock.no_item"));
    assert_eq!(error.retryable(), Some(false));
    assert_eq!(error.verdict(), Verdict::Success);
    assert_eq!(error.safe_message(), "this item is not in stock");
    assert_eq!(error.metadata::<u32>("item"), Some(8));
    assert_eq!(error.metadata::<String>("email"), None, "personal");
}

#[test]
fn what_it_says_itself_wins() {
    let error = Error::from(StockError::new(8))
        .with_kind(ErrorKind::Timeout)
        .with_severity(Severity::Critical)
        .with_code("cart.late")
        .with_retryable(true)
        .with_retry_after(Duration::from_secs(3))
        .with_safe("try again")
        .with("item", "eight");
    assert_eq!((error.kind(), error.http_status()), (ErrorKind::Timeout, 504));
    assert_eq!(error.severity(), Severity::Critical);
    assert_eq!(error.code(), Some("cart.late"));
    assert_eq!(error.retryable(), Some(true));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
    assert_eq!(error.verdict(), Verdict::Failure);
    assert_eq!(error.safe_message(), "try again");
    assert_eq!(error.metadata::<&str>("item"), Some("eight"));
    assert_eq!(error.metadata::<u32>("item"), Some(8), "the outermost of that type");
    assert_eq!(Error::new("x").with_http_status(418).http_status(), 418);
    assert_eq!(Error::new("x").with_http_status(42).http_status(), 500, "is no status");
    assert_eq!(Error::new("x").with_grpc_code(GrpcCode::DataLoss).grpc_code(), GrpcCode::DataLoss);
    assert_eq!(Error::new("x").with_verdict(Verdict::Ignore).verdict(), Verdict::Ignore);
}

#[test]
fn a_kind_said_outside_goes_before_a_status_said_inside() {
    let inner = Error::new("x").with_http_status(418).with_verdict(Verdict::Ignore).into_shared();
    let error = Error::from(inner).with_kind(ErrorKind::NotFound);
    assert_eq!((error.http_status(), error.verdict()), (404, Verdict::Success));
}

#[test]
fn nothing_said_is_unknown_and_a_failure() {
    let error = Error::new("x");
    assert_eq!((error.kind(), error.severity()), (ErrorKind::Unknown, Severity::Error));
    assert_eq!((error.code(), error.retryable(), error.retry_after()), (None, None, None));
    assert_eq!((error.http_status(), error.verdict()), (500, Verdict::Failure));
    assert!(error.help().is_none());
}

#[test]
fn metadata_is_read_back_by_type() {
    let error = Error::new("x")
        .with("count", 3_u8)
        .with("ratio", 0.5)
        .with("wide", u128::MAX)
        .with("low", i128::MIN)
        .with("flag", true)
        .with("sign", 'x')
        .with("word", "text")
        .with("made", String::from("made"))
        .with("took", Duration::from_millis(3));
    assert_eq!(error.metadata::<u64>("count"), Some(3));
    assert_eq!(error.metadata::<i8>("count"), Some(3));
    assert_eq!(error.metadata::<f64>("ratio"), Some(0.5));
    assert_eq!(error.metadata::<u128>("wide"), Some(u128::MAX));
    assert_eq!(error.metadata::<u64>("wide"), None);
    assert_eq!(error.metadata::<i128>("low"), Some(i128::MIN));
    assert_eq!(error.metadata::<bool>("flag"), Some(true));
    assert_eq!(error.metadata::<char>("sign"), Some('x'));
    assert_eq!(error.metadata::<&str>("word"), Some("text"));
    assert_eq!(error.metadata::<&str>("made"), Some("made"));
    assert_eq!(error.metadata::<Duration>("took"), Some(Duration::from_millis(3)));
    assert_eq!(error.metadata::<String>("took"), Some("3ms".to_owned()));
    assert_eq!(error.metadata::<u64>("word"), None);
    assert_eq!(error.metadata::<u64>("none"), None);
}

#[test]
fn the_same_key_again_replaces_the_value() {
    let error = Error::new("x").with("attempt", 1).with("attempt", 2);
    assert_eq!(error.metadata::<u64>("attempt"), Some(2));
    let error = error.with_redacted("attempt", 3, Redact::Full);
    assert_eq!(error.metadata::<u64>("attempt"), None, "it is personal now");
}

#[test]
fn retries_end() {
    let retry = RetryInfo::new(3, Duration::from_millis(20));
    let error = || Error::new("busy").with_retry(retry).wrap("no answer");
    assert!(error().can_retry());
    assert_eq!(error().retry().unwrap().delay, Duration::from_millis(20));
    assert_eq!(error().retry_after(), Some(Duration::from_millis(20)));
    assert!(!Error::new("busy").with_retry(retry.after_attempt(3)).can_retry());
    assert!(!error().with_retryable(false).can_retry(), "it cannot help");
    assert!(!Error::new("x").can_retry(), "nobody says that it can");
    assert!(Error::new("x").with_retryable(true).can_retry());
}

#[test]
fn a_rejection_says_who_rejected() {
    let breaker = CircuitBreaker::new("db", 1, Duration::from_secs(60));
    breaker.record_failure();
    let error = Error::from(breaker.try_acquire().unwrap_err()).wrap(String::from("no cart"));
    assert_eq!((error.kind(), error.http_status()), (ErrorKind::Unavailable, 503));
    assert_eq!(error.verdict(), Verdict::Ignore, "an outer breaker takes no notice");
    assert!(error.retry_after().unwrap() <= Duration::from_secs(60));
    assert_eq!(error.metadata::<&str>("breaker"), Some("db"));
    assert_eq!(error.safe_message(), "service unavailable");
}

#[test]
fn in_a_group_the_most_severe_member_speaks() {
    let members = vec![
        Error::new("a").with_kind(ErrorKind::NotFound),
        Error::new("b").with_kind(ErrorKind::Timeout).with_severity(Severity::Critical).with_retryable(true),
    ];
    let error = Error::from_meta(Several(members)).wrap(String::from("import failed"));
    assert_eq!((error.kind(), error.severity()), (ErrorKind::Timeout, Severity::Critical));
    assert_eq!(error.retryable(), Some(false), "only if all are");
    assert_eq!(error.safe_message(), "b");
}

#[test]
fn a_breaker_listens_to_it() {
    let breaker = CircuitBreaker::new("stock", 1, Duration::from_secs(60));
    let answer = |error: Error| breaker.call(|| Err::<(), _>(error));
    let _ = answer(Error::from(StockError::new(8)).wrap("no cart"));
    let counts = breaker.snapshot().counts;
    assert_eq!((counts.success, counts.failure), (1, 0), "not found is an answer");
    let _ = answer(Error::new("down"));
    assert_eq!(breaker.snapshot().counts.failure, 1);
}

#[test]
fn it_is_found_behind_a_plain_error() {
    let error: Box<dyn std::error::Error> = Box::new(Error::new("x").with_kind(ErrorKind::Conflict));
    assert_eq!(meta::kind(&*error), ErrorKind::Conflict);
    let error: Box<dyn std::error::Error> = Box::new(Error::new("x").with_code("c").into_shared());
    assert_eq!(meta::code(&*error), Some("c"));
}
