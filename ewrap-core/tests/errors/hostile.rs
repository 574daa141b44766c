//! Records from outside: whatever is in them, reading ends with a record or an error.

use std::fmt::Write;

use ewrap::{ErrorKind, ErrorRecord};
use proptest::prelude::*;

fn refused(text: &str) {
    let error = ErrorRecord::from_json(text).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Validation);
    assert_eq!(error.to_string(), "this is no record of an error");
}

#[test]
fn causes_nested_a_million_deep_are_refused() {
    refused(&format!("{}{}", r#"{"cause":"#.repeat(1_000_000), "}".repeat(1_000_000)));
    refused(&r#"{"cause":"#.repeat(1_000_000));
    refused(&r#"{"errors":["#.repeat(1_000_000));
    refused(&format!(r#"{{"metadata":{{"a":{}"#, "[".repeat(1_000_000)));
}

#[test]
fn yaml_nested_a_million_deep_is_refused() {
    for opening in ["{cause: ", "[", "- ", "cause: [", "? "] {
        let error = ErrorRecord::from_yaml(&opening.repeat(1_000_000)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Validation);
    }
}

#[test]
fn other_types_are_refused() {
    for text in
        ["", "null", "8", "{", r#"{"message":8}"#, r#"{"http_status":65536}"#, r#"{"cause":8}"#, "{\"message\":\"\0\"}"]
    {
        refused(text);
    }
}

#[test]
fn what_lacks_is_empty_and_what_is_unknown_is_passed_over() {
    let record =
        ErrorRecord::from_json(r#"{"type":"fraud","severity":"loud","timestamp":"soon","colour":{"a":[1]}}"#).unwrap();
    assert_eq!(record.kind(), ErrorKind::Unknown);
    assert_eq!(record.severity(), ewrap::Severity::Error);
    assert_eq!(record.time(), None);
    assert_eq!(record.layers().count(), 1);
}

#[test]
fn yaml_that_unfolds_without_end_is_refused() {
    let mut bomb = String::from("metadata:\n  a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for level in 1..12 {
        let below = format!("*a{}", level - 1);
        writeln!(bomb, "  a{level}: &a{level} [{}]", [below.as_str(); 10].join(",")).unwrap();
    }
    assert!(ErrorRecord::from_yaml(&bomb).is_err());
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}") {
        let _ = ErrorRecord::from_json(&text);
        let _ = ErrorRecord::from_yaml(&text);
    }

    #[test]
    fn no_damage_makes_the_reader_panic(at in 0usize..400, byte in any::<char>()) {
        let error = ewrap::Error::new("a").with("b", 1).wrap("c").with_help("d");
        let mut text: Vec<char> = error.to_json().chars().collect();
        let len = text.len();
        text[at % len] = byte;
        let _ = ErrorRecord::from_json(&text.into_iter().collect::<String>());
    }
}
