//! What logs are told: every layer, in one shape, and back.

use std::time::{Duration, SystemTime};

use ewrap::context::Context;
use ewrap::{Error, ErrorGroup, ErrorKind, ErrorRecord, Severity};
use serde_json::{Value, json};

use crate::support::{Foreign, Several, StockError};

/// Without what differs from run to run.
fn shape(error: &Error) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.retain(|key, _| key != "timestamp" && key != "stack");
                map.values_mut().for_each(strip);
            }
            Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(error).unwrap();
    strip(&mut value);
    value
}

#[test]
fn every_layer_is_there_plain_ones_too() {
    let foreign = Foreign("socket closed".into(), Some(Box::new(Error::from(StockError::new(8)))));
    let error = Error::from_error(foreign)
        .with("attempt", 3)
        .wrap("no cart")
        .with_recovery("restart it", ["stop", "start"], "https://example.com")
        .with_retry_after(Duration::from_millis(1500));
    assert_eq!(
        shape(&error),
        json!({
            "message": "no cart",
            "type": "not_found",
            "severity": "error",
            "code": "stock.no_item",
            "http_status": 404,
            "retryable": false,
            "retry_after": 1.5,
            "recovery": {"message": "restart it", "steps": ["stop", "start"], "docs": "https://example.com"},
            "cause": {
                "message": "socket closed",
                "metadata": {"attempt": 3},
                "cause": {
                    "message": "no item 8",
                    "type": "not_found",
                    "code": "stock.no_item",
                    "http_status": 404,
                    "retryable": false,
                    "metadata": {"item": 8, "email": "***"},
                },
            },
        })
    );
}

#[test]
fn a_group_has_the_same_shape() {
    let members = vec![Error::new("a").with_kind(ErrorKind::NotFound), Error::new("b").wrap("c")];
    let error = Error::from_meta(Several(members)).with("batch", 7);
    let one = |message: &str, kind: &str, status: u16| json!({"message": message, "type": kind, "severity": "error", "http_status": status});
    let (mut top, mut second) = (one("2 errors", "not_found", 404), one("c", "unknown", 500));
    second["cause"] = json!({"message": "b"});
    top["metadata"] = json!({"batch": 7});
    top["errors"] = json!([one("a", "not_found", 404), second]);
    assert_eq!(shape(&error), top);
}

#[test]
fn the_members_of_a_group_are_not_told_twice() {
    let group = || ErrorGroup::from_iter([Error::new("a").wrap("b"), Error::new("c")]);
    let error = Error::from(group()).wrap("no import");
    assert_eq!(format!("{error:#}"), "no import: 2 errors occurred [b; c]");
    let record = ErrorRecord::of(&error);
    let cause = record.cause.unwrap();
    assert_eq!((&*cause.message, cause.errors.len()), ("2 errors occurred", 2));
    let messages = |record: &ErrorRecord| record.layers().map(|it| it.message.clone()).collect::<Vec<_>>();
    assert_eq!(messages(&cause), ["2 errors occurred", "b", "a", "c"]);
    let of_group = ErrorRecord::of(&group());
    assert_eq!(messages(&of_group), messages(&cause), "one shape");
    let one = Error::from(ErrorGroup::from_iter([Error::new("a")]));
    assert_eq!(ErrorRecord::of(&one).layers().count(), 1);
    assert_eq!(one.to_string(), "a");
}

#[test]
fn it_is_read_back() {
    let error = Error::new("b").with_severity(Severity::Critical).wrap("a").with_kind(ErrorKind::Timeout);
    let before = SystemTime::now();
    let record = ErrorRecord::of(&error);
    assert_eq!(ErrorRecord::from_json(&record.to_json()).unwrap(), record);
    assert_eq!(ErrorRecord::from_yaml(&record.to_yaml()).unwrap(), record);
    assert_eq!((record.kind(), record.severity()), (ErrorKind::Timeout, Severity::Critical));
    assert!(record.time().unwrap() <= before, "when it was made, not when it was written");
    assert!(record.stack.as_ref().unwrap().contains("record.rs:"));
    assert_eq!(serde_json::to_string(&error.into_shared()).unwrap(), record.to_json());
}

#[test]
fn a_backtrace_is_in_the_stack_of_the_layer_that_took_it() {
    let record = ErrorRecord::of(&Error::new("a").wrap("b").with_backtrace().wrap("c"));
    let lines = |record: &ErrorRecord| record.stack.as_ref().unwrap().lines().count();
    let stacks: Vec<usize> = record.layers().map(lines).collect();
    assert_eq!(stacks.iter().filter(|lines| **lines > 1).count(), 1, "{stacks:?}");
}

#[test]
fn deep_chains_are_flat_from_the_32nd_layer_on() {
    let error = (1..100).fold(Error::new("0"), |error, index| error.wrap(index.to_string()));
    let record = ErrorRecord::of(&error);
    let mut nested = &record;
    let mut depth = 1;
    while let Some(cause) = &nested.cause {
        (nested, depth) = (cause, depth + 1);
    }
    assert_eq!((depth, nested.causes.len()), (32, 68));
    let messages: Vec<String> = record.layers().map(|it| it.message.clone()).collect();
    assert_eq!(messages, (0..100).rev().map(|it| it.to_string()).collect::<Vec<_>>());
}

#[test]
fn groups_in_groups_are_flat_from_the_32nd_level_on() {
    let error = (0..100).fold(Error::new("root"), |error, index| {
        Error::from_meta(Several(vec![error, Error::new(index.to_string())])).wrap("group")
    });
    let record = ErrorRecord::of(&error);
    assert_eq!(record.layers().count(), 1 + 3 * 100);
    assert_eq!(ErrorRecord::from_json(&record.to_json()).unwrap(), record);
    assert_eq!(ErrorRecord::from_yaml(&record.to_yaml()).unwrap(), record);
}

#[test]
fn control_characters_and_keys_of_the_output_do_no_harm() {
    let error =
        Error::new("a \"quoted\"\n\u{1b}[31mline\0").with("message", "mine").with("cause", 8).with("type", true);
    let record = ErrorRecord::from_json(&error.to_json()).unwrap();
    assert_eq!(record.message, "a \"quoted\"\n\u{1b}[31mline\0");
    assert_eq!(record.metadata["message"], json!("mine"));
    assert_eq!((&record.metadata["cause"], &record.metadata["type"]), (&json!(8), &json!(true)));
    assert!(record.cause.is_none());
    assert_eq!(error.to_json().lines().count(), 1);
    assert_eq!(ErrorRecord::from_yaml(&error.to_yaml()).unwrap(), record);
}

#[test]
fn the_context_in_which_it_was_made_is_written_once() {
    let request = Context::new().with_request_id("r-17").with_user("ann").with_operation("load");
    let error = request.scope(|| Error::new("no route").wrap("no answer")).wrap("no page");
    assert_eq!(error.context(), Some(&request));
    let shape = shape(&error);
    assert_eq!(
        shape["cause"]["cause"],
        json!({"message": "no route", "context": {"request_id": "r-17", "user": "***", "operation": "load"}})
    );
    assert_eq!(shape.to_string().matches("r-17").count(), 1);
    let request = request.with_timeout(Duration::from_secs(60));
    let record = ErrorRecord::of(&request.scope(|| Error::new("late")));
    assert!(record.context["time_left"].as_str().unwrap().ends_with('s'));
}
