//! Seeking the layer that answers gives what asking each layer gives, and is no recursion.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use ewrap::{Entry, ErrorGroup, ErrorKind, ErrorMeta, Facts, GrpcCode, Link, Severity, Verdict, Visitor, meta};

/// A layer, asked one method at a time: it leaves out what the derive knows beyond them.
struct Asked<'a> {
    layer: &'a dyn ErrorMeta,
    below: Option<Box<Below<'a>>>,
}

enum Below<'a> {
    Asked(Asked<'a>),
    Plain(&'a (dyn Error + 'static)),
}

impl<'a> Asked<'a> {
    fn new(layer: &'a dyn ErrorMeta) -> Self {
        let below = layer.link().map(|it| match it {
            Link::Meta(it) => Below::Asked(Self::new(it)),
            Link::Error(it) => Below::Plain(it),
        });
        Self { layer, below: below.map(Box::new) }
    }
}

impl ErrorMeta for Asked<'_> {
    fn facts(&self) -> &'static Facts {
        self.layer.facts()
    }
    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        self.layer.visit(&mut |entry: Entry<'a>| visitor.entry(entry));
    }
    fn kind(&self) -> Option<ErrorKind> {
        self.layer.kind()
    }
    fn severity(&self) -> Option<Severity> {
        self.layer.severity()
    }
    fn retryable(&self) -> Option<bool> {
        self.layer.retryable()
    }
    fn failure(&self) -> Option<Verdict> {
        self.layer.failure()
    }
    fn http(&self) -> Option<u16> {
        self.layer.http()
    }
    fn grpc(&self) -> Option<GrpcCode> {
        self.layer.grpc()
    }
    fn code(&self) -> Option<&str> {
        self.layer.code()
    }
    fn retry_after(&self) -> Option<Duration> {
        self.layer.retry_after()
    }
    fn has_safe(&self) -> bool {
        self.layer.has_safe()
    }
    fn safe_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.layer.safe_fmt(f)
    }
    fn has_help(&self) -> bool {
        self.layer.has_help()
    }
    fn help_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.layer.help_fmt(f)
    }
    fn link(&self) -> Option<Link<'_>> {
        self.below.as_deref().map(|it| match it {
            Below::Asked(it) => Link::Meta(it),
            Below::Plain(it) => Link::Error(*it),
        })
    }
    fn members<'a>(&'a self, into: &mut Vec<Link<'a>>) {
        self.layer.members(into);
    }
}

/// Every answer, in one text.
fn answers(error: &dyn ErrorMeta) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {} {:?} {:?} {:?} {:?} {:?}",
        meta::kind(error),
        meta::severity(error),
        meta::retryable(error),
        meta::verdict(error),
        meta::http_status(error),
        meta::grpc_code(error),
        meta::code(error),
        meta::retry_after(error),
        meta::safe_message(error),
        meta::help(error)
    )
}

/// Layers of every sort.
#[derive(Debug, thiserror::Error, ErrorMeta)]
enum Layer {
    #[error("silent {0}")]
    Silent(u8, #[source] Box<Layer>),
    #[error("shared {0}")]
    Shared(u8, #[source] Arc<Layer>),
    #[error("maybe {0}")]
    Maybe(u8, #[source] Option<Box<Layer>>),
    #[error(transparent)]
    #[meta(transparent)]
    Transparent(Box<Layer>),
    #[error(transparent)]
    #[meta(transparent, kind = NotFound)]
    Overridden(Box<Layer>),
    #[error(transparent)]
    #[meta(transparent, kind = Conflict, http = 418)]
    OverriddenTwice(Box<Layer>),
    #[error("computed")]
    #[meta(http = .status, retryable = .retry)]
    Computed {
        status: Option<u16>,
        retry: Option<bool>,
        #[meta(retry_after)]
        wait: Option<u64>,
        source: Box<Layer>,
    },
    #[error("a literal")]
    Literal(#[source] Box<Layer>),
    #[error("template {0}")]
    #[meta(safe = "safe {0}", help = "help {0}", severity = Warning)]
    Template(u8, #[source] Box<Layer>),
    #[error("known {0}")]
    #[meta(kind = Timeout, retryable, code = "known", retry_after = "3s", help = "wait")]
    Known(u8),
    #[error("words {0}")]
    #[meta(failure = ignore, grpc = Aborted, severity = Critical)]
    Words(u8, #[source] Box<Layer>),
    #[error("io {1}")]
    Io(#[source] io::Error, u8),
    #[error("own {1}")]
    Own(#[source] ewrap::Error, u8),
    #[error("group {1}")]
    Group(#[source] ErrorGroup<ewrap::Error>, u8),
    #[error("nothing {0}")]
    Nothing(u8),
}

fn ends() -> Vec<Layer> {
    let silent = || ewrap::Error::new(String::from("made")).wrap(String::from("around"));
    let held = || ewrap::Error::from(Layer::Known(1)).wrap(String::from("around"));
    let said = || ewrap::Error::new("literal").with_kind(ErrorKind::Conflict).wrap("around").with_http_status(451);
    let shared = ewrap::Error::from(held().into_shared()).wrap(String::from("around"));
    let group = |errors: Vec<ewrap::Error>| Layer::Group(errors.into_iter().collect(), 0);
    vec![
        Layer::Known(0),
        Layer::Nothing(0),
        Layer::Maybe(0, None),
        Layer::Io(io::ErrorKind::TimedOut.into(), 0),
        Layer::Io(io::Error::other(Layer::Known(2)), 0),
        Layer::Own(silent(), 0),
        Layer::Own(held(), 0),
        Layer::Own(said(), 0),
        Layer::Own(shared, 0),
        group(Vec::new()),
        group(vec![held()]),
        group(vec![silent(), said(), held()]),
    ]
}

fn around(way: u8, inner: Layer) -> Layer {
    let inner = Box::new(inner);
    match way {
        0 => Layer::Silent(way, inner),
        1 => Layer::Shared(way, Arc::from(inner)),
        2 => Layer::Maybe(way, Some(inner)),
        3 => Layer::Transparent(inner),
        4 => Layer::Overridden(inner),
        5 => Layer::OverriddenTwice(inner),
        6 => Layer::Computed { status: None, retry: None, wait: None, source: inner },
        7 => Layer::Computed { status: Some(402), retry: Some(false), wait: Some(9), source: inner },
        8 => Layer::Computed { status: Some(7), retry: None, wait: None, source: inner },
        9 => Layer::Literal(inner),
        10 => Layer::Template(way, inner),
        _ => Layer::Words(way, inner),
    }
}

const WAYS: u8 = 12;

#[test]
fn what_is_sought_is_what_each_layer_says() {
    for (outer, middle, inner) in (0..WAYS).flat_map(|a| (0..WAYS).flat_map(move |b| (0..WAYS).map(move |c| (a, b, c))))
    {
        for end in ends() {
            let error = around(outer, around(middle, around(inner, end)));
            assert_eq!(answers(&error), answers(&Asked::new(&error)), "{error:?}");
            let held = ewrap::Error::from(error).wrap(String::from("made"));
            assert_eq!(answers(&held), answers(&Asked::new(&held)), "{held:?}");
        }
    }
}

#[test]
fn a_million_layers_are_passed_over_on_a_small_stack() {
    let passed = std::thread::Builder::new().stack_size(128 * 1024).spawn(|| {
        let pair = |inner| Layer::Silent(0, Box::new(Layer::Transparent(Box::new(inner))));
        let mut error = (0..500_000).fold(Layer::Known(0), |inner, _| pair(inner));
        assert_eq!(meta::kind(&error), ErrorKind::Timeout);
        assert_eq!(meta::retryable(&error), Some(true));
        assert_eq!((meta::http_status(&error), meta::verdict(&error)), (504, Verdict::Failure));
        assert_eq!(meta::help(&error).as_deref(), Some("wait"));
        while let Layer::Silent(_, inner) | Layer::Transparent(inner) = error {
            error = *inner;
        }
    });
    passed.unwrap().join().unwrap();
}
