//! Each word of types and variants, in each of its forms.

use std::time::Duration;

use ewrap::{ErrorCatalog, ErrorKind, ErrorMeta, GrpcCode, Severity, Verdict, meta};

use crate::support::only;

const FRAUD: ErrorKind = ErrorKind::Custom("fraud");
const TEAPOT: u16 = 418;
const WORST: Severity = Severity::Critical;
const PAUSE: Duration = Duration::from_secs(9);
const YES: bool = true;
const CODE: &str = "const.code";

#[test]
fn a_kind_is_a_name_a_custom_name_or_a_const() {
    #[derive(ErrorMeta)]
    #[allow(dead_code, reason = "the facts are what is asked for")]
    enum E {
        #[meta(kind = NotFound)]
        Name,
        #[meta(kind = Custom("fraud"))]
        Custom,
        #[meta(kind = FRAUD)]
        Const,
        #[meta(kind = ErrorKind::Timeout)]
        Path,
        #[meta(kind = Self::OWN)]
        Own,
        None,
    }
    impl E {
        const OWN: ErrorKind = ErrorKind::Conflict;
    }
    let kinds: Vec<_> = E::VARIANTS.iter().map(|it| it.kind).collect();
    let own = Some(FRAUD);
    assert_eq!(kinds, [Some(ErrorKind::NotFound), own, own, Some(ErrorKind::Timeout), Some(ErrorKind::Conflict), None]);
    assert_eq!(meta::kind(&E::Name), ErrorKind::NotFound);
    assert_eq!(meta::kind(&E::None), ErrorKind::Unknown);
}

#[test]
fn every_kind_has_its_name() {
    macro_rules! kinds {
        ($($kind:ident)*) => {
            #[derive(ErrorMeta)]
            #[allow(dead_code, reason = "the facts are what is asked for")]
            enum E { $(#[meta(kind = $kind)] $kind,)* }
        };
    }
    kinds! {
        Unknown Validation NotFound Permission Database Network Configuration Internal External Timeout Unavailable
        Conflict RateLimited Unauthenticated Cancelled
    }
    let kinds: Vec<_> = E::VARIANTS.iter().filter_map(|it| it.kind).collect();
    assert_eq!(kinds, ErrorKind::ALL);
}

#[test]
fn a_severity_is_a_name_or_a_const() {
    #[derive(ErrorMeta)]
    #[allow(dead_code, reason = "the facts are what is asked for")]
    enum E {
        #[meta(severity = Info)]
        Name,
        #[meta(severity = WORST)]
        Const,
        #[meta(severity = Severity::Warning)]
        Path,
    }
    let severities: Vec<_> = E::VARIANTS.iter().filter_map(|it| it.severity).collect();
    assert_eq!(severities, [Severity::Info, Severity::Critical, Severity::Warning]);
}

#[test]
fn retryable_is_a_flag_a_const_or_an_expression() {
    #[derive(ErrorMeta)]
    enum E {
        #[meta(retryable)]
        Alone,
        #[meta(retryable = true)]
        Yes,
        #[meta(retryable = false)]
        No,
        #[meta(retryable = YES)]
        Const,
        #[meta(retryable = .status >= 500)]
        Expression {
            status: u16,
        },
        #[meta(retryable = .0)]
        Maybe(Option<bool>),
        Silent,
    }
    let facts: Vec<_> = E::VARIANTS.iter().map(|it| it.retryable).collect();
    assert_eq!(facts, [Some(true), Some(true), Some(false), Some(true), None, None, None]);
    for (error, answer) in [
        (E::Alone, Some(true)),
        (E::Yes, Some(true)),
        (E::No, Some(false)),
        (E::Const, Some(true)),
        (E::Expression { status: 503 }, Some(true)),
        (E::Expression { status: 404 }, Some(false)),
        (E::Maybe(None), None),
        (E::Maybe(Some(false)), Some(false)),
        (E::Silent, None),
    ] {
        assert_eq!(error.retryable(), answer);
        assert_eq!(meta::retryable(&error), answer);
    }
}

#[test]
fn failure_goes_against_the_kind() {
    #[derive(ErrorMeta)]
    enum E {
        #[meta(kind = NotFound, failure = true)]
        Counts,
        #[meta(kind = Database, failure = false)]
        Works,
        #[meta(kind = Database, failure = ignore)]
        Ignored,
        #[meta(kind = Database)]
        ByKind,
    }
    assert_eq!(E::Counts.verdict(), Verdict::Failure);
    assert_eq!(E::Works.verdict(), Verdict::Success);
    assert_eq!(E::Ignored.verdict(), Verdict::Ignore);
    assert_eq!(E::ByKind.verdict(), Verdict::Failure);
}

#[test]
fn http_is_a_number_a_const_or_an_expression() {
    #[derive(ErrorMeta)]
    enum E {
        #[meta(http = 404)]
        Number,
        #[meta(http = TEAPOT)]
        Const,
        #[meta(http = const { TEAPOT + 1 })]
        Block,
        #[meta(http = .status)]
        Field { status: u16 },
        #[meta(http = .0)]
        Tuple(Option<u16>),
        #[meta(http = .0.1)]
        Nested((u8, u16)),
        #[meta(http = if .late { 504 } else { 502 })]
        Expression { late: bool },
        #[meta(http = self.own())]
        Method,
        #[meta(kind = NotFound)]
        ByKind,
    }
    impl E {
        fn own(&self) -> u16 {
            if matches!(self, Self::Method) { 451 } else { 500 }
        }
    }
    let facts: Vec<_> = E::VARIANTS.iter().filter_map(|it| it.http).collect();
    assert_eq!(facts, [404, 418, 419]);
    for (error, status) in [
        (E::Number, 404),
        (E::Const, 418),
        (E::Block, 419),
        (E::Field { status: 409 }, 409),
        (E::Field { status: 9 }, 500),
        (E::Tuple(Some(429)), 429),
        (E::Tuple(None), 500),
        (E::Nested((1, 403)), 403),
        (E::Expression { late: true }, 504),
        (E::Expression { late: false }, 502),
        (E::Method, 451),
        (E::ByKind, 404),
    ] {
        assert_eq!(meta::http_status(&error), status);
    }
}

#[test]
fn grpc_is_a_name_a_number_or_a_const() {
    #[derive(ErrorMeta)]
    #[allow(dead_code, reason = "the facts are what is asked for")]
    enum E {
        #[meta(grpc = NotFound)]
        Name,
        #[meta(grpc = 14)]
        Number,
        #[meta(grpc = 0)]
        Zero,
        #[meta(grpc = GrpcCode::DataLoss)]
        Path,
    }
    let codes: Vec<_> = E::VARIANTS.iter().filter_map(|it| it.grpc).collect();
    assert_eq!(codes, [GrpcCode::NotFound, GrpcCode::Unavailable, GrpcCode::Ok, GrpcCode::DataLoss]);
}

#[test]
fn every_grpc_number_has_its_name() {
    macro_rules! numbers {
        ($($name:ident = $number:literal)*) => {
            #[derive(ErrorMeta)]
            #[allow(dead_code, reason = "the facts are what is asked for")]
            enum E { $(#[meta(grpc = $number)] $name,)* }
        };
    }
    numbers! {
        A = 0 B = 1 C = 2 D = 3 F = 4 G = 5 H = 6 I = 7 J = 8 K = 9 L = 10 M = 11 N = 12 O = 13 P = 14 Q = 15 R = 16
    }
    let codes: Vec<_> = E::VARIANTS.iter().filter_map(|it| it.grpc).collect();
    assert_eq!(codes, GrpcCode::ALL);
}

#[test]
fn a_code_is_text_or_a_const_behind_the_prefix() {
    #[derive(ErrorMeta)]
    #[meta(code_prefix = "user.")]
    #[allow(dead_code, reason = "the facts are what is asked for")]
    enum E {
        #[meta(code = "not_found")]
        Text,
        #[meta(code = CODE)]
        Const,
        #[meta(code = concat!("a", "-", "b"))]
        Concat,
        #[meta(code = "x", code_prefix = "other-")]
        OtherPrefix,
        None,
    }
    let codes: Vec<_> = E::VARIANTS.iter().map(|it| it.code).collect();
    assert_eq!(codes, [Some("user.not_found"), Some("user.const.code"), Some("user.a-b"), Some("other-x"), None]);
    assert_eq!(meta::code(&E::Concat), Some("user.a-b"));
}

#[test]
fn a_code_may_be_the_discriminant() {
    #[derive(ErrorMeta)]
    #[meta(code = discriminant, code_prefix = "E")]
    #[repr(i32)]
    #[allow(dead_code, reason = "the facts are what is asked for")]
    enum E {
        First,
        Second,
        Big = 0x10,
        Next,
        Minus = -5,
        #[meta(code = "own")]
        Own,
        After,
    }
    let codes: Vec<_> = E::VARIANTS.iter().filter_map(|it| it.code).collect();
    assert_eq!(codes, ["E0", "E1", "E16", "E17", "E-5", "Eown", "E-3"]);
}

#[test]
fn a_discriminant_need_not_be_known_where_it_is_no_code() {
    const START: isize = 7;
    #[derive(ErrorMeta)]
    #[allow(dead_code, reason = "the facts are what is asked for")]
    enum E {
        First = START,
        #[meta(code = discriminant)]
        Second = 30,
    }
    assert_eq!(E::VARIANTS[1].code, Some("30"));
}

#[test]
fn help_steps_and_docs_are_handed_out() {
    #[derive(ErrorMeta)]
    #[meta(
        help = "ask the owner of {{path}}",
        steps("check the path", "try again"),
        docs = concat!("https://example.com/", "errors")
    )]
    struct E;
    let facts = only::<E>();
    assert_eq!((facts.help, facts.docs), (Some("ask the owner of {path}"), Some("https://example.com/errors")));
    let mut steps = Vec::new();
    E.steps(&mut |step| steps.push(step.to_owned()));
    assert_eq!(steps, ["check the path", "try again"]);
    assert_eq!(meta::help(&E).as_deref(), Some("ask the owner of {path}"));
    assert_eq!(E.docs(), facts.docs);
}

#[test]
fn retry_after_is_a_time_a_const_an_expression_or_a_field() {
    #[derive(ErrorMeta)]
    enum E {
        #[meta(retry_after = "1m 30s")]
        Text,
        #[meta(retry_after = PAUSE)]
        Const,
        #[meta(retry_after = Duration::from_millis(.ms))]
        Expression {
            ms: u64,
        },
        Field(#[meta(retry_after)] Duration),
        Maybe(#[meta(retry_after)] Option<Duration>),
        Seconds(#[meta(retry_after)] u32),
        MaybeSeconds(#[meta(retry_after)] Option<i64>),
        Silent,
    }
    let facts: Vec<_> = E::VARIANTS.iter().filter_map(|it| it.retry_after).collect();
    assert_eq!(facts, [Duration::from_secs(90), PAUSE]);
    for (error, wait) in [
        (E::Text, Some(90_000)),
        (E::Const, Some(9000)),
        (E::Expression { ms: 20 }, Some(20)),
        (E::Field(Duration::from_millis(7)), Some(7)),
        (E::Maybe(None), None),
        (E::Maybe(Some(PAUSE)), Some(9000)),
        (E::Seconds(4), Some(4000)),
        (E::MaybeSeconds(Some(2)), Some(2000)),
        (E::MaybeSeconds(Some(-2)), None),
        (E::MaybeSeconds(None), None),
        (E::Silent, None),
    ] {
        assert_eq!(meta::retry_after(&error), wait.map(Duration::from_millis));
    }
}

#[test]
fn the_type_gives_defaults_and_the_variant_overrides_word_by_word() {
    #[derive(ErrorMeta)]
    #[meta(kind = Database, severity = Critical, http = 503, retryable, help = "call {who}", retry_after = "5s")]
    #[allow(dead_code, reason = "some are only looked at as facts")]
    enum E {
        All {
            who: &'static str,
        },
        #[meta(severity = Info)]
        One {
            who: &'static str,
        },
        #[meta(http = .status, retryable = .status > 500)]
        Expression {
            who: &'static str,
            status: u16,
        },
        Own {
            who: &'static str,
            #[meta(retry_after)]
            pause: Option<u64>,
        },
    }
    let all = E::All { who: "ann" };
    assert_eq!((all.kind(), all.severity()), (Some(ErrorKind::Database), Some(Severity::Critical)));
    assert_eq!(meta::help(&all).as_deref(), Some("call ann"));
    let one = E::One { who: "bob" };
    assert_eq!((one.kind(), one.severity()), (Some(ErrorKind::Database), Some(Severity::Info)));
    let expression = E::Expression { who: "eve", status: 500 };
    assert_eq!((expression.http(), expression.retryable()), (Some(500), Some(false)));
    assert_eq!((expression.facts().http, expression.facts().retryable), (None, None), "the facts do not answer");
    let own = E::Own { who: "joe", pause: None };
    assert_eq!((own.retry_after(), own.facts().retry_after, own.http()), (None, None, Some(503)));
    assert_eq!(all.retry_after(), Some(Duration::from_secs(5)));
}

#[test]
fn attributes_on_one_item_merge() {
    #[derive(ErrorMeta)]
    #[meta(kind = Timeout)]
    #[meta(http = 504)]
    #[meta(retryable, code = "slow")]
    struct E {
        #[meta(key)]
        #[meta(name = "elapsed")]
        time: u64,
    }
    let facts = only::<E>();
    assert_eq!((facts.kind, facts.http, facts.code), (Some(ErrorKind::Timeout), Some(504), Some("slow")));
    assert_eq!(crate::support::fields(&E { time: 3 }), "elapsed=3");
}

#[test]
fn rules_that_are_kept_say_nothing() {
    #[derive(Debug, thiserror::Error, ErrorMeta)]
    #[meta(require(code, kind, safe), strict_pii, check_consistency, no_from, kind = Conflict)]
    #[allow(dead_code, reason = "the facts are what is asked for")]
    enum E {
        #[error("a literal is safe")]
        #[meta(code = "a", http = 409)]
        A,
        #[error("user {id}")]
        #[meta(code = "b", safe = "a user", kind = Internal, failure = ignore, severity = Warning)]
        B {
            id: u64,
            #[meta(pii)]
            email: String,
        },
        #[error(transparent)]
        #[meta(transparent)]
        C(std::io::Error),
    }
    assert_eq!(E::VARIANTS.len(), 3);
}

#[test]
fn a_renamed_facade_is_found() {
    mod re {
        pub(crate) use ewrap as exported;
    }
    mod inner {
        #[derive(ewrap::ErrorMeta)]
        #[meta(crate = crate::words::facade, kind = Timeout)]
        pub(super) struct E(#[meta(key, name = "a")] pub(super) u8);
    }
    use re::exported::ErrorMeta as _;
    assert_eq!(inner::E(1).kind(), Some(ErrorKind::Timeout));
}

pub(crate) use ewrap as facade;

#[test]
fn module_file_and_line_are_those_of_the_variant() {
    #[derive(ErrorMeta)]
    #[allow(dead_code, reason = "the facts are what is asked for")]
    enum E {
        First,
        #[meta(kind = Timeout)]
        Second,
    }
    let line = line!() - 2;
    let [first, second] = E::VARIANTS else { panic!() };
    assert_eq!((first.line + 2, second.line), (line, line));
    assert_eq!(second.file, file!());
    assert_eq!(second.module, module_path!());
    assert_eq!((second.type_name, second.variant), ("E", Some("Second")));

    #[derive(ErrorMeta)]
    struct S;
    assert_eq!((only::<S>().line, only::<S>().variant), (line!() - 1, None));
}
