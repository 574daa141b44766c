//! Loggers and observers: who is handed what, and what becomes of one that panics.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ewrap::{Error, ErrorKind, ErrorLogger, ErrorObserver, Severity, TracingLogger};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

static SEEN: AtomicUsize = AtomicUsize::new(0);

struct Count;

impl ErrorObserver for Count {
    fn record(&self, _: &Error) {
        // Relaxed: a statistic, read by the thread that counts.
        SEEN.fetch_add(1, Ordering::Relaxed);
    }
}

#[derive(Default)]
struct Lines(Mutex<Vec<String>>);

impl ErrorLogger for Lines {
    fn log(&self, error: &Error) {
        self.0.lock().unwrap().push(format!("{error:#}"));
    }
}

struct Panics;

impl ErrorLogger for Panics {
    fn log(&self, _: &Error) {
        panic!("no disk");
    }
}

#[test]
fn an_error_goes_to_its_own_logger_else_to_that_of_the_process() {
    ewrap::set_error_observer(Count).unwrap();
    ewrap::set_error_logger(TracingLogger).unwrap();
    let again = ewrap::set_error_logger(TracingLogger).unwrap_err();
    assert_eq!(again.to_string(), "the error logger of the process is set already");

    let lines = Arc::new(Lines::default());
    let events = Events::default();
    tracing::subscriber::with_default(events.clone(), || {
        Error::new("x").with_logger(lines.clone()).wrap("y").log();
        Error::new("z").log();
        Error::new("w").with_logger(Arc::new(Panics)).log();
    });
    assert_eq!(*lines.0.lock().unwrap(), ["y: x"]);
    assert_eq!(events.0.lock().unwrap().len(), 1);
    // Relaxed: counted by this thread.
    assert_eq!(SEEN.load(Ordering::Relaxed), 3);
}

#[test]
fn tracing_gets_fields_and_the_level_of_the_severity() {
    let events = Events::default();
    tracing::subscriber::with_default(events.clone(), || {
        Error::new("refused")
            .with("port", 5432)
            .with("host", "db")
            .with_pii("email", "ann@example.com")
            .wrap("no cart")
            .with_kind(ErrorKind::Database)
            .with_code("cart.db")
            .with_retryable(true)
            .trace();
        Error::new("slow").with_severity(Severity::Warning).trace();
        Error::new("note").with_severity(Severity::Info).trace();
        Error::new("fire").with_severity(Severity::Critical).trace();
    });
    let events = events.0.lock().unwrap();
    let levels: Vec<Level> = events.iter().map(|it| it.0).collect();
    assert_eq!(levels, [Level::ERROR, Level::WARN, Level::INFO, Level::ERROR]);
    for line in [
        "message=no cart",
        "error.type=\"database\"",
        "error.severity=\"error\"",
        "error.code=\"cart.db\"",
        "error.http_status=500",
        "error.retryable=true",
        "error.chain=no cart: refused",
        "error.metadata=port=5432 host=\"db\" email=***",
    ] {
        assert!(events[0].1.iter().any(|it| it == line), "{line} is not in {:#?}", events[0].1);
    }
    assert!(!events[1].1.iter().any(|it| it.starts_with("error.code")), "what is not said is left out");
}

/// Keeps level and fields.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<Seen>>>);

type Seen = (Level, Vec<String>);

impl Subscriber for Events {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(Vec::new());
        event.record(&mut fields);
        self.0.lock().unwrap().push((*event.metadata().level(), fields.0));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

struct Fields(Vec<String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.push(format!("{}={value:?}", field.name()));
    }
}
