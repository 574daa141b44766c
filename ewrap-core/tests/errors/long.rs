//! Chains of a million layers: nothing in their life is a recursion. Every test runs on a small stack.

use std::error::Error as StdError;
use std::fmt::Write;
use std::io;
use std::thread;

use ewrap::{Error, ErrorGroup, ErrorKind, ErrorRecord, Problem, SharedError};

const LAYERS: usize = 1_000_000;

/// So small that a recursion would overflow it at less than a tenth of the layers, if it took no more than 16 bytes a
/// layer. Records nest by recursion, up to 32 layers.
fn on_a_small_stack(body: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(1024 * 1024).spawn(body).unwrap().join().unwrap();
}

fn long(layer: impl FnMut(Error, usize) -> Error) -> Error {
    (0..LAYERS).fold(Error::new(String::from("root")).with_kind(ErrorKind::Timeout), {
        let mut layer = layer;
        move |error, index| layer(error, index)
    })
}

#[test]
fn a_long_chain_is_made_asked_and_dropped() {
    on_a_small_stack(|| {
        let error = long(|error, _| error.wrap(String::new()));
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(error.safe_message(), "timed out");
        assert_eq!(error.metadata::<u64>("none"), None);
        assert_eq!(error.chain().count(), LAYERS + 1);
        assert_eq!(error.root_cause().to_string(), "root");
        assert!(!error.is::<io::Error>());
        let error = error.downcast::<io::Error>().unwrap_err();
        drop(error);
    });
}

#[test]
fn a_long_chain_is_displayed() {
    on_a_small_stack(|| {
        let error = long(|error, _| error.wrap("x"));
        assert_eq!(error.to_string(), "x");
        assert_eq!(format!("{error:#}").len(), LAYERS * 3 + 4);
        let mut story = String::new();
        write!(story, "{error:?}").unwrap();
        assert!(story.contains(&format!("\n  {LAYERS}. root")));
    });
}

#[test]
fn a_long_chain_is_serialised() {
    on_a_small_stack(|| {
        let error = long(|error, _| error.wrap("x"));
        assert_eq!(Problem::of(&error).status(), 504);
        let json = error.to_json();
        assert_eq!(json.matches(r#"{"message":"x""#).count(), LAYERS);
        assert!(json.contains(r#"{"message":"root","type":"timeout""#));
    });
}

#[test]
fn what_was_written_of_a_long_chain_is_read_back() {
    on_a_small_stack(|| {
        let error = (0..10_000).fold(Error::new("root"), |error, index| error.wrap("x").with("index", index));
        let record = ErrorRecord::of(&error);
        let back = ErrorRecord::from_json(&record.to_json()).unwrap();
        assert_eq!(back, record);
        assert_eq!(back.layers().count(), 10_001);
        assert_eq!(back.layers().last().unwrap().message, "root");
    });
}

#[test]
fn shared_layers_are_no_recursion_either() {
    on_a_small_stack(|| {
        let bare = long(|error, _| Error::from(error.into_shared()));
        assert_eq!(bare.kind(), ErrorKind::Timeout);
        assert_eq!(bare.to_string(), "root");
        assert_eq!(bare.source().map(ToString::to_string), None);
        drop(bare);
        let wrapped = long(|error, _| Error::from(error.into_shared()).wrap("x"));
        assert_eq!(wrapped.chain().count(), LAYERS + 1);
        drop(SharedError::from(wrapped));
    });
}

#[test]
fn errors_in_io_errors_are_no_recursion_either() {
    on_a_small_stack(|| {
        let error = (0..LAYERS).fold(Error::new("root"), |error, _| Error::from(io::Error::from(error)).wrap("x"));
        assert_eq!(error.kind(), ErrorKind::Unknown);
        drop(error);
    });
}

#[test]
fn groups_in_groups_are_no_recursion_either() {
    on_a_small_stack(|| {
        let nest = |levels| {
            (0..levels).fold(Error::new("root"), |error, _| {
                Error::from(ErrorGroup::from_iter([error, Error::new("x")])).wrap("y")
            })
        };
        drop(nest(LAYERS / 20));
        // A question at a group looks at all below it, so these are few.
        let error = nest(100);
        assert_eq!(error.kind(), ErrorKind::Unknown);
        assert!(format!("{error:?}").contains("root"));
        assert!(error.to_json().contains("root"));
    });
}
