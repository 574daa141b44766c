//! What clients are told.

use std::time::Duration;

use ewrap::{Error, ErrorKind, Problem};
use serde_json::{Value, json};

use crate::support::{Several, StockError};

fn json(problem: &Problem) -> Value {
    serde_json::from_str(&problem.to_json()).unwrap()
}

#[test]
fn a_derived_error_tells_its_safe_text_code_and_public_fields() {
    let error = Error::from(StockError::new(8)).with("table", "items").wrap(format!("user {}", 3));
    let problem = Problem::of(&error).with_instance("/requests/7").with_type("https://example.com/no-item");
    let expected = json!({
        "type": "https://example.com/no-item",
        "title": "not found",
        "status": 404,
        "detail": "this item is not in stock",
        "instance": "/requests/7",
        "code": "stock.no_item",
        "retryable": false,
        "item": 8,
    });
    assert_eq!(json(&problem), expected);
    assert_eq!(serde_json::to_value(&problem).unwrap(), expected);
    assert_eq!(problem.status(), 404);
    assert_eq!(problem.headers(), [("Content-Type", "application/problem+json".to_owned())]);
}

#[test]
fn retry_after_is_rounded_up_to_whole_seconds() {
    let header = |after| Problem::of(&Error::new("x").with_retry_after(after)).headers()[1].1.clone();
    assert_eq!(header(Duration::ZERO), "0");
    assert_eq!(header(Duration::from_nanos(1)), "1");
    assert_eq!(header(Duration::from_secs(3)), "3");
    assert_eq!(header(Duration::MAX), u64::MAX.to_string());
}

#[test]
fn a_public_field_never_overwrites_a_member() {
    let error = Error::new("no")
        .with_public("status", 200)
        .with_public("type", "x")
        .with_public("field_status", "y")
        .with_public("detail", "z")
        .with_kind(ErrorKind::Conflict);
    let problem = json(&Problem::of(&error));
    assert_eq!(
        (&problem["status"], &problem["detail"], &problem["type"]),
        (&json!(409), &json!("no"), &json!("about:blank"))
    );
    assert_eq!(problem["field_status"], json!(200));
    assert_eq!(problem["field_field_status"], json!("y"));
    assert_eq!((&problem["field_type"], &problem["field_detail"]), (&json!("x"), &json!("z")));
}

#[test]
fn the_outermost_of_two_public_fields_is_told() {
    let error = Error::new("no").with_public("order", 1).wrap("no").with_public("order", 2);
    assert_eq!(json(&Problem::of(&error))["order"], json!(2));
}

#[test]
fn numbers_that_json_cannot_hold_are_text() {
    let error = Error::new("no")
        .with_public("nan", f64::NAN)
        .with_public("wide", u128::MAX)
        .with_public("half", 0.5)
        .with_public("took", Duration::from_millis(3));
    let problem = json(&Problem::of(&error));
    assert_eq!(problem["nan"], json!("NaN"));
    assert_eq!(problem["wide"], json!(u128::MAX.to_string()));
    assert_eq!((&problem["half"], &problem["took"]), (&json!(0.5), &json!("3ms")));
}

#[test]
fn any_error_has_a_problem() {
    let io = std::io::Error::new(std::io::ErrorKind::TimedOut, "10.0.0.3 does not answer");
    let problem = json(&Problem::of(&io));
    assert_eq!(
        problem,
        json!({"type": "about:blank", "title": "timed out", "status": 504, "detail": "timed out", "retryable": true})
    );
    let group = Error::from_meta(Several(vec![Error::new("a").with_kind(ErrorKind::NotFound), Error::new("b")]));
    assert_eq!(json(&Problem::of(&group))["detail"], json!("a"));
}
