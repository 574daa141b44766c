//! From a layer to the next: what is found, and what cannot be.

use std::error::Error;
use std::fmt;
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use ewrap::{CircuitBreaker, CircuitOpen, ErrorKind, ErrorMeta, Link, Severity, meta};

use crate::support::layers;

#[derive(Debug, thiserror::Error, ErrorMeta)]
#[error("inner {id}")]
#[meta(kind = Timeout, code = "inner", retryable)]
struct Inner {
    #[meta(key)]
    id: u8,
}

/// An error without metadata.
#[derive(Debug, thiserror::Error)]
#[error("plain")]
struct Plain(#[source] Inner);

fn open() -> CircuitOpen {
    let breaker = CircuitBreaker::new("layers", 1, std::time::Duration::from_secs(60));
    breaker.record_failure();
    breaker.try_acquire().unwrap_err()
}

const INNER: Inner = Inner { id: 9 };

#[test]
fn a_source_with_metadata_is_asked_behind_any_pointer() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    enum E {
        #[error("a")]
        Bare(#[from] Inner),
        #[error("b")]
        Boxed(#[source] Box<Inner>),
        #[error("c")]
        Shared(#[source] Arc<Inner>),
        #[error("d")]
        Maybe(#[source] Option<Inner>),
        #[error("e")]
        MaybeBoxed(#[source] Option<Box<Inner>>),
        #[error("f")]
        Named { source: Inner },
    }
    for error in [
        E::Bare(INNER),
        E::Boxed(Box::new(INNER)),
        E::Shared(Arc::new(INNER)),
        E::Maybe(Some(INNER)),
        E::MaybeBoxed(Some(Box::new(INNER))),
        E::Named { source: INNER },
    ] {
        assert_eq!(layers(&error), "E > Inner");
        assert_eq!((meta::kind(&error), meta::code(&error)), (ErrorKind::Timeout, Some("inner")));
        assert_eq!((meta::retryable(&error), meta::find::<u8>(&error, "id")), (Some(true), Some(9)));
    }
    assert_eq!(layers(&E::Maybe(None)), "E");
    assert_eq!(layers(&E::MaybeBoxed(None)), "E");
}

#[test]
fn a_source_without_metadata_is_a_plain_layer() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    enum E {
        #[error("a")]
        Io(#[from] io::Error),
        #[error("b")]
        Boxed(#[source] Box<io::Error>),
        #[error("c")]
        Shared(#[source] Arc<io::Error>),
        #[error("d")]
        Dyn(#[source] Box<dyn Error + Send + Sync>),
        #[error("f")]
        Maybe(#[source] Option<io::Error>),
    }
    let timeout = || io::Error::from(io::ErrorKind::TimedOut);
    for error in [
        E::Io(timeout()),
        E::Boxed(Box::new(timeout())),
        E::Shared(Arc::new(timeout())),
        E::Dyn(timeout().into()),
        E::Maybe(Some(timeout())),
    ] {
        assert_eq!(layers(&error), "E > ?");
        assert_eq!(meta::kind(&error), ErrorKind::Timeout, "of std, so known: {error:?}");
    }
}

#[test]
fn boxes_of_any_kind_lead_to_what_they_hold() {
    #[derive(ErrorMeta)]
    enum E {
        Any(#[meta(source)] anyhow::Error),
        Dyn(#[meta(source)] Box<dyn Error>),
        Sent(#[meta(source)] Box<dyn Error + Send + Sync>),
        Shared(#[meta(source)] Arc<dyn Error + Send + Sync>),
        Local(#[meta(source)] Rc<dyn Error>),
        Static(#[meta(source)] &'static (dyn Error + Send + Sync)),
        Maybe(#[meta(source)] Option<Box<dyn Error + Send + Sync>>),
    }
    let leaked: &'static (dyn Error + Send + Sync) = Box::leak(Box::new(open()));
    for error in [
        E::Any(open().into()),
        E::Dyn(open().into()),
        E::Sent(open().into()),
        E::Shared(Arc::new(open())),
        E::Local(Rc::new(open())),
        E::Static(leaked),
        E::Maybe(Some(open().into())),
    ] {
        assert_eq!(layers(&error), "E > CircuitOpen");
        assert_eq!(meta::find::<&str>(&error, "breaker"), Some("layers"));
    }
}

#[test]
fn a_dyn_error_meta_is_a_layer() {
    #[derive(ErrorMeta)]
    struct E(#[meta(source)] Box<dyn ErrorMeta>);
    assert_eq!(layers(&E(Box::new(INNER))), "E > Inner");
}

/// Stable Rust gives no way from a `dyn Error` to another trait of the value.
#[test]
fn a_derived_error_behind_a_dyn_error_is_not_found() {
    #[derive(ErrorMeta)]
    struct E(#[meta(source)] Box<dyn Error + Send + Sync>);
    let error = E(INNER.into());
    assert_eq!(layers(&error), "E > ?");
    assert_eq!(meta::kind(&error), ErrorKind::Unknown);
    let boxed: Box<dyn Error> = INNER.into();
    assert_eq!(meta::kind(&*boxed), ErrorKind::Unknown);
    let behind_plain = E(Plain(INNER).into());
    assert_eq!(layers(&behind_plain), "E > ? > ?");
    assert_eq!(meta::code(&behind_plain), None);
}

#[test]
fn a_transparent_variant_stands_for_its_field() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[meta(kind = Internal, severity = Critical, code_prefix = "outer.", safe = "outer")]
    enum E {
        #[error(transparent)]
        #[meta(transparent)]
        Plain(#[from] Inner),
        #[error(transparent)]
        #[meta(transparent, code = "own", severity = Info)]
        Overrides(Box<Inner>),
        #[error(transparent)]
        #[meta(transparent)]
        Open {
            #[from]
            reason: CircuitOpen,
        },
        #[error("literal")]
        #[meta(transparent)]
        Literal(#[source] Inner),
        #[error("own")]
        Own,
    }
    let plain = E::from(INNER);
    assert!(plain.facts().transparent);
    assert_eq!((meta::kind(&plain), meta::severity(&plain)), (ErrorKind::Timeout, Severity::Error));
    assert_eq!((meta::code(&plain), meta::safe_message(&plain).as_ref()), (Some("inner"), "timed out"));
    let overrides = E::Overrides(Box::new(INNER));
    assert_eq!((meta::kind(&overrides), meta::severity(&overrides)), (ErrorKind::Timeout, Severity::Info));
    assert_eq!(meta::code(&overrides), Some("outer.own"));
    let open = E::from(open());
    assert_eq!((meta::kind(&open), layers(&open).as_str()), (ErrorKind::Unavailable, "E > CircuitOpen"));
    assert_eq!(meta::safe_message(&E::Literal(INNER)), "timed out");
    assert_eq!((meta::kind(&E::Own), meta::severity(&E::Own)), (ErrorKind::Internal, Severity::Critical));
}

#[test]
fn a_transparent_struct_says_its_own_words() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[error(transparent)]
    #[meta(transparent, http = 599)]
    struct E(#[from] Inner);
    let error = E(INNER);
    assert_eq!((meta::http_status(&error), meta::kind(&error)), (599, ErrorKind::Timeout));
}

#[test]
fn a_transparent_message_alone_is_a_link() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[error(transparent)]
    #[meta(code = "outer")]
    struct E(Inner);
    let error = E(INNER);
    assert!(!error.facts().transparent);
    assert_eq!((meta::code(&error), meta::kind(&error)), (Some("outer"), ErrorKind::Timeout));
}

#[test]
fn a_personal_source_hides_all_below() {
    #[derive(ErrorMeta)]
    #[allow(dead_code, reason = "hidden is never read")]
    enum E {
        Hidden(#[meta(source, pii)] Inner),
        #[meta(transparent)]
        Transparent(#[meta(pii)] Inner),
        Shown(#[meta(source)] Inner),
    }
    for error in [E::Hidden(INNER), E::Transparent(INNER)] {
        assert!(error.link().is_none());
        assert_eq!(layers(&error), "E");
        assert_eq!((meta::kind(&error), meta::find::<u8>(&error, "id")), (ErrorKind::Unknown, None));
        assert_eq!(crate::support::fields(&error), "");
    }
    assert_eq!(layers(&E::Shown(INNER)), "E > Inner");
}

#[test]
fn a_field_that_is_merely_called_source_may_be_anything() {
    #[derive(ErrorMeta)]
    enum E {
        Text {
            #[meta(key)]
            source: &'static str,
        },
        Error {
            source: fmt::Error,
        },
        Skipped {
            #[meta(skip)]
            source: Inner,
        },
        Other {
            #[meta(source)]
            reason: Inner,
            source: u8,
        },
    }
    assert_eq!(layers(&E::Text { source: "x" }), "E");
    assert_eq!(crate::support::fields(&E::Text { source: "x" }), "source=x");
    assert_eq!(layers(&E::Error { source: fmt::Error }), "E > ?");
    assert_eq!(layers(&E::Skipped { source: INNER }), "E");
    let other = E::Other { reason: INNER, source: 1 };
    assert!(matches!(other, E::Other { source: 1, .. }));
    assert_eq!(layers(&other), "E > Inner");
    let skipped = E::Skipped { source: INNER };
    assert!(matches!(skipped, E::Skipped { source: Inner { id: 9 } }));
}

#[test]
fn the_outermost_layer_that_answers_wins() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[error("outer")]
    #[meta(severity = Critical, code = "outer")]
    struct Outer(#[from] Middle);
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[error("middle")]
    #[meta(http = 418)]
    struct Middle(#[from] Inner);
    let error = Outer(Middle(INNER));
    assert_eq!(layers(&error), "Outer > Middle > Inner");
    assert_eq!((meta::code(&error), meta::severity(&error)), (Some("outer"), Severity::Critical));
    assert_eq!((meta::http_status(&error), meta::kind(&error)), (418, ErrorKind::Timeout));
    let texts: Vec<String> = meta::layers(&error).map(|it: Link<'_>| it.to_string()).collect();
    assert_eq!(texts, ["outer", "middle", "inner 9"]);
}

#[test]
fn making_and_reading_a_derived_error_allocates_nothing() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    enum Outer {
        #[error("outer")]
        #[meta(severity = Critical)]
        Middle(#[from] Middle),
    }
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[error("middle")]
    #[meta(code = "m", safe = "middle")]
    struct Middle {
        #[meta(key)]
        name: &'static str,
        source: Inner,
    }
    let count = allocation_counter::measure(|| {
        let error = Outer::from(Middle { name: "x", source: INNER });
        assert_eq!(meta::layers(&error).count(), 3);
        assert_eq!((meta::kind(&error), meta::code(&error)), (ErrorKind::Timeout, Some("m")));
        assert_eq!((meta::http_status(&error), meta::retryable(&error)), (504, Some(true)));
        assert_eq!((meta::find::<&str>(&error, "name"), meta::find::<u8>(&error, "id")), (Some("x"), Some(9)));
        let mut seen = 0;
        for layer in meta::layers(&error) {
            layer.visit(&mut |_: ewrap::Entry<'_>| seen += 1);
        }
        assert_eq!(seen, 2);
        assert_eq!(error.verdict(), ewrap::Verdict::Failure);
    });
    assert_eq!(count.count_total, 0);
}
