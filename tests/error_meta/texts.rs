//! Texts: what clients are told, what helps, and the message for logs.

use ewrap::{ErrorMeta, meta};

use crate::support::only;

/// The message of the layer itself.
fn message(error: &dyn ErrorMeta) -> String {
    ewrap::Link::Meta(error).to_string()
}

#[test]
fn a_safe_text_has_fields_and_formats() {
    #[derive(ErrorMeta)]
    enum E {
        #[meta(safe = "no user {id:>4}, {{really}}")]
        Named {
            id: u64,
        },
        #[meta(safe = "{0} of {1:?}, {0:#x}")]
        Tuple(u8, &'static str),
        #[meta(safe = "{price:.digits$} {price:>width$.1}")]
        Widths {
            price: f64,
            digits: usize,
            width: usize,
        },
        #[meta(safe = "{type}")]
        Raw {
            r#type: &'static str,
        },
        #[meta(safe = "plain")]
        Plain,
        None,
    }
    for (error, text) in [
        (E::Named { id: 7 }, "no user    7, {really}"),
        (E::Tuple(10, "x"), "10 of \"x\", 0xa"),
        (E::Widths { price: 1.25, digits: 3, width: 5 }, "1.250   1.2"),
        (E::Raw { r#type: "t" }, "t"),
        (E::Plain, "plain"),
        (E::None, "internal error"),
    ] {
        assert_eq!(meta::safe_message(&error), text);
    }
    assert!(E::Plain.has_safe() && !E::None.has_safe());
}

#[test]
fn a_message_without_placeholders_is_safe() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[meta(kind = Database)]
    enum E {
        #[error("the database {{is}} down")]
        Literal,
        #[error("no user {0}")]
        Template(u8),
        #[error("no user {}", .0)]
        Arguments(u8),
        #[error(r"raw \ text")]
        Raw,
        #[error("for the log")]
        #[meta(safe = "for clients")]
        Own,
        #[error(transparent)]
        Transparent(std::fmt::Error),
        #[error(fmt = written)]
        Written(u8),
    }
    fn written(it: &u8, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{it}")
    }
    for (error, text) in [
        (E::Literal, "the database {is} down"),
        (E::Template(1), "internal error"),
        (E::Arguments(1), "internal error"),
        (E::Raw, r"raw \ text"),
        (E::Own, "for clients"),
        (E::Transparent(std::fmt::Error), "internal error"),
        (E::Written(1), "internal error"),
    ] {
        assert_eq!(meta::safe_message(&error), text);
        assert_eq!(message(&error), error.to_string());
    }
}

#[test]
fn the_safe_text_of_the_type_goes_before_a_literal_message() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[meta(safe = "something went wrong")]
    enum E {
        #[error("literal")]
        Literal,
        #[error("literal")]
        #[meta(safe = "own")]
        Own,
    }
    assert_eq!(meta::safe_message(&E::Literal), "something went wrong");
    assert_eq!(meta::safe_message(&E::Own), "own");
}

#[test]
fn help_has_fields_too() {
    #[derive(ErrorMeta)]
    #[meta(help = "look at {path:?}")]
    struct E {
        path: &'static str,
    }
    assert_eq!(meta::help(&E { path: "/x" }).as_deref(), Some("look at \"/x\""));
    assert_eq!(only::<E>().help, Some("look at {path:?}"));
}

#[test]
fn without_display_the_message_is_the_name() {
    #[derive(ErrorMeta)]
    enum E {
        Variant,
    }
    #[derive(ErrorMeta)]
    struct S;
    #[derive(ErrorMeta)]
    struct Shown;
    impl std::fmt::Display for Shown {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("shown")
        }
    }
    assert_eq!(message(&E::Variant), "Variant");
    assert_eq!(message(&S), "S");
    assert_eq!(message(&Shown), "shown");
}
