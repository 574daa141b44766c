//! Every mistake in an attribute, and the sentence it gets.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::{Args, Fallback, On, Timeout};
use crate::report::Mistakes;

fn parse(text: &str) -> (Args, Vec<String>) {
    let tokens: TokenStream = text.parse().unwrap();
    let mut mistakes = Mistakes::default();
    let args = super::parse(tokens, &mut mistakes);
    (args, mistakes.0.into_iter().map(|mistake| mistake.message).collect())
}

/// Asserts that the attribute `text` has one mistake, and that its sentence contains `say`.
#[track_caller]
fn refuses(text: &str, say: &str) {
    let (_, mistakes) = parse(text);
    assert_eq!(mistakes.len(), 1, "{text}: {mistakes:#?}");
    assert!(mistakes[0].contains(say), "{text}\n  says    {}\n  not     {say}", mistakes[0]);
}

/// The same for one argument beside a good name.
#[track_caller]
fn refuses_argument(text: &str, say: &str) {
    refuses(&format!("name = \"db\", {text}"), say);
    refuses(&format!("{text}, name = \"db\""), say);
}

#[test]
fn everything_that_can_be_written_is_read() {
    let (args, mistakes) = parse(
        r#"name = "db", threshold = 3, timeout = "1m 30s", fallback = Self::minimal, fallback_on = open, half_open_calls = 2,
        success_threshold = LIMIT, ignore(E::A | E::B { .. } if true), failure_if = |r: &Result<T, E>| r.is_err(),
        registry = self.registry, crate = ::renamed,"#,
    );
    assert_eq!(mistakes, [""; 0]);
    assert!(matches!(args.timeout, Some(Timeout::Nanos(90_000_000_000))));
    assert_eq!(args.on(), On::Open);
    assert!(matches!(&args.fallback, Some(Fallback::Path(path)) if path.of_self));
    assert!(args.ignore.is_some_and(|ignore| ignore.guard.is_some()));
    let text = |tokens: Option<TokenStream>| tokens.map(|tokens| tokens.to_string().replace(' ', ""));
    assert_eq!(text(args.name).as_deref(), Some("\"db\""));
    assert_eq!(text(args.threshold).as_deref(), Some("3"));
    assert_eq!(text(args.success_threshold).as_deref(), Some("LIMIT"));
    assert_eq!(text(args.failure_if).as_deref(), Some("|r:&Result<T,E>|r.is_err()"));
    assert_eq!(text(args.registry).as_deref(), Some("self.registry"));
    assert_eq!(text(args.krate).as_deref(), Some("::renamed"));
}

#[test]
fn values_that_may_be_surprising_are_read() {
    for text in [
        "name = NAME",
        "name = names::DB",
        "name = <Type as Named>::NAME",
        r#"name = concat!("a", "b")"#,
        r#"name = "db", threshold = 5u32"#,
        r#"name = "db", threshold = 1_000"#,
        r#"name = "db", threshold = 2 * N"#,
        r#"name = "db", timeout = Duration::from_secs(60)"#,
        r#"name = "db", call_timeout = "50ms""#,
        r#"name = "db", call_timeout = limits::DB"#,
        r#"name = "db", fallback = generic::<A, B>"#,
        r#"name = "db", fallback = <Self as Trait<A, B>>::f"#,
        r#"name = "db", fallback = |_| Ok(vec![a, b])"#,
        r#"name = "db", fallback = |cause: ewrap::Cause<Pair<A, B>>| f(cause, id), threshold = 5"#,
        r#"name = "db", fallback = move |_| x"#,
        r#"name = "db", fallback = async |_| x"#,
        r#"name = "db", fallback = async move |_| x"#,
        r#"name = "db", fallback = |_| async move { x }"#,
        r#"name = "db", fallback = |(a, b)| x"#,
        r#"name = "db", failure_if = judge"#,
        r#"name = "db", failure_if = |r| matches!(r, Err(A | B))"#,
        r#"name = "db", ignore(_)"#,
        r#"name = "db", ignore(| A | B)"#,
        r#"name = "db", ignore(A { id: 1..=5, .. } | B(_, _))"#,
        r#"name = "db", registry = registry()"#,
        r#"name = "db", crate = crate::re::export"#,
    ] {
        assert_eq!(parse(text).1, [""; 0], "{text}");
    }
}

#[test]
fn invisible_groups_around_values_are_seen_through() {
    let group = |tokens| proc_macro2::Group::new(proc_macro2::Delimiter::None, tokens);
    let (name, number, path) = (group(quote!("db")), group(quote!(5)), group(quote!(a::b)));
    let mut mistakes = Mistakes::default();
    let args = super::parse(quote!(name = #name, threshold = #number, fallback = #path), &mut mistakes);
    assert!(mistakes.is_empty());
    assert_eq!(args.threshold.map(|tokens| tokens.to_string()).as_deref(), Some("5"));
    assert!(matches!(args.fallback, Some(Fallback::Path(path)) if path.path.to_token_stream().to_string() == "a :: b"));
}

#[test]
fn the_attribute_needs_a_name() {
    refuses("", "the breaker needs a `name`: `#[circuit_breaker(name = \"db\")]`");
    refuses("threshold = 5", "the breaker needs a `name`");
    refuses("\"db\"", "a value needs its word: write `name = \"db\"`");
    refuses("\"db\", threshold = 5", "write `name = \"db\"`");
    refuses("name", "`name` needs a value: write `name = \"db\"`");
    refuses("name = ", "a value is missing after `name =`: write `name = \"db\"`");
    refuses("breaker = \"db\"", "`breaker` is called `name` here: write `name = \"db\"`");
    refuses("nmae = \"db\"", "did you mean `name`?");
    refuses("names::DB", "a path is not an argument: write `name = <path>`");
    refuses("name: \"db\"", "write `=` instead of `:`");
    refuses("breaker(\"db\")", "`breaker` is called `name` here");
    let (_, mistakes) = parse("treshold = 5, colour = \"red\"");
    assert!(mistakes.last().is_some_and(|last| last.starts_with("the breaker needs a `name`")), "{mistakes:#?}");
}

#[test]
fn call_timeouts_are_checked() {
    refuses_argument("execution_timeout = \"2s\"", "`execution_timeout` is called `call_timeout` here");
    refuses_argument("call_timeout_ms = 50", "write `call_timeout = \"50ms\"`");
    refuses_argument("call_timeout = \"0ms\"", "\"0ms\" is no time at all: write at least `\"1ns\"`");
    refuses_argument("call_timeout = 50", "`50` has no unit: write `\"50s\"`");
    refuses_argument("call_timeout = -1", "a duration is above zero: write for example `call_timeout = \"2s\"`");
    refuses_argument("call_timeout = true", "`call_timeout` is a duration: write for example `call_timeout = \"2s\"`");
    refuses_argument("call_timeout(\"2s\")", "`call_timeout` takes a value, not a list: write `call_timeout = \"2s\"`");
    refuses_argument("call_timeout = || 5", "`call_timeout` is not a closure: write `call_timeout = \"2s\"`");
}

#[test]
fn names_are_checked() {
    refuses("name = \"\"", "the name is empty");
    refuses("name = \"  \"", "the name is empty");
    refuses("name = \" db\"", "begins or ends with a space: write `\"db\"`");
    refuses("name = \"a\\nb\"", "control character '\\n'");
    refuses(&format!("name = \"{}\"", "x".repeat(129)), "the name has 129 bytes, at most 128 are allowed");
    refuses("name = 5", "a name is a string: write `name = \"5\"`");
    refuses("name = 'd'", "a name is a string: write `name = \"d\"`");
    refuses("name = b\"db\"", "remove the prefix");
    refuses("name = format!(\"db-{}\", 1)", "`format!` is not");
    refuses("name = String::from(\"db\")", "write just `name = \"db\"`");
    refuses("name = \"db\".to_string()", "write just `name = \"db\"`");
    refuses("name = name()", "a name is known at compile time");
    refuses("name = &NAME", "a name is known at compile time");
    refuses("name = a b", "the value of `name` is not an expression");
}

#[test]
fn arguments_have_one_form() {
    refuses_argument("threshold: 5", "write `=` instead of `:`: `threshold = 5`");
    refuses_argument("threshold == 5", "write `=` instead of `==`");
    refuses_argument("threshold => 5", "write `=` instead of `=>`");
    refuses_argument("threshold 5", "`=` is missing after `threshold`");
    refuses_argument(
        "threshold",
        "`threshold` needs a value: write `threshold = 5`, or leave it out for the default (5, or off beside a rate)",
    );
    refuses_argument("threshold(5)", "`threshold` takes a value, not a list: write `threshold = 5`");
    refuses_argument("threshold[5]", "`threshold` does not take a list like this");
    refuses_argument("threshold =", "a value is missing after `threshold =`");
    refuses_argument("5", "`5` stands alone");
    refuses_argument("a::b = 5", "a path is not an argument");
    refuses_argument("(threshold = 5)", "expected a word and its value");
    refuses("name = \"db\",, threshold = 5", "a comma too many");
    refuses(", name = \"db\"", "a comma too many");
    refuses("name = \"db\" threshold = 5", "a comma is missing before `threshold`");
    refuses("name = \"db\", timeout = \"60s\" fallback = f", "a comma is missing before `fallback`");
}

#[test]
fn unknown_words_lead_to_ours() {
    refuses_argument("treshold = 5", "unknown argument `treshold`: did you mean `threshold`?");
    refuses_argument("fallbck = f", "did you mean `fallback`?");
    refuses_argument("falback_on = open", "did you mean `fallback_on`?");
    refuses_argument("treshold", "did you mean `threshold`?");
    refuses_argument("max_failures = 5", "`max_failures` is called `threshold` here: write `threshold = 5`");
    refuses_argument("max_failures = limits::DB", "write `threshold = limits::DB`");
    refuses_argument("max_failures = 2 * N", "write `threshold = 5`");
    refuses_argument("max_failures = 0", "write `threshold = 5`");
    refuses_argument("cooldown = 30", "write `timeout = \"60s\"`");
    refuses_argument("ignore_errors(E::A)", "write `ignore(Error::NotFound | Error::Invalid(_))`");
    refuses_argument("failure_threshold = 5", "`failure_threshold` is called `threshold` here");
    refuses_argument("reset_timeout = \"5s\"", "`reset_timeout` is called `timeout` here");
    refuses_argument("wait_duration = \"5s\"", "`wait_duration` is called `timeout` here");
    refuses_argument("on_open = f", "`on_open` is called `fallback` here");
    refuses_argument("timeout_ms = 500", "write `timeout = \"500ms\"`");
    refuses_argument("timeout_secs = x", "write `timeout = \"60s\"`");
    refuses_argument("reset_timeout_secs = 30", "write `timeout = \"30s\"`");
    refuses_argument("colour = 5", "unknown argument `colour`: there are `name`, `threshold`");
    refuses_argument("failur_rate = 0.5", "unknown argument `failur_rate`: did you mean `failure_rate`?");
    refuses_argument("sliding_window = 10", "`sliding_window` is called `window` here: write `window = 10`");
    refuses_argument(
        "failure_ratio = 0.2",
        "`failure_ratio` is called `failure_rate` here: write `failure_rate = 0.2`",
    );
    refuses_argument("error_rate = 50", "`error_rate` is called `failure_rate` here: write `failure_rate = 0.5`");
    refuses_argument("failure_rate_threshold = 50.0", "write `failure_rate = 0.5`");
    refuses_argument("slow_call_rate = 0.5", "`slow_call_rate` is called `slow_rate` here");
    refuses_argument("slow_call_duration_threshold = \"60s\"", "write `slow_call = \"60s\"`");
    refuses_argument("max_allowed_rt_ms = 200", "write `slow_call = \"200ms\"`");
    refuses_argument("minimum_calls = 20", "`minimum_calls` is called `min_calls` here: write `min_calls = 20`");
    refuses_argument("minimum_throughput = 20", "write `min_calls = 20`");
    refuses_argument("request_volume_threshold = 20", "write `min_calls = 20`");
    refuses_argument("window_size = 100", "`window_size` is called `window` here: write `window = 100`");
    refuses_argument("sampling_duration = \"30s\"", "write `window = \"30s\"`");
    refuses_argument("interval_secs = 30", "with the unit in the value: write `window = \"30s\"`");
    refuses_argument("key_by = tenant", "`key_by` is called `key` here: write `key = tenant`");
    refuses_argument("kye = tenant", "did you mean `key`?");
}

#[test]
fn a_duplicate_is_shown_at_both_places() {
    let (_, mistakes) = parse("name = \"a\", threshold = 1, threshold = 2");
    assert_eq!(mistakes, ["`threshold` is given twice: remove one of the two", "`threshold` is given here first"]);
}

#[test]
fn all_mistakes_are_told_at_once() {
    assert_eq!(parse("colour = 5").1.len(), 2);
    let (_, mistakes) = parse("treshold = 5, timeout = 60, name = \"\", fallback = minimal(id), fallback_on = never");
    assert_eq!(mistakes.len(), 5, "{mistakes:#?}");
}

#[test]
fn counts_are_checked() {
    refuses_argument("threshold = 0", "`threshold = 0` is too small: it must be from 1 to 268435455");
    refuses_argument("threshold = 268435456", "`threshold = 268435456` is too large");
    refuses_argument("threshold = 99999999999999999999", "is too large: it must be from 1 to 268435455");
    refuses_argument("half_open_calls = 0", "must be from 1 to 65535");
    refuses_argument("half_open_calls = 65536", "must be from 1 to 65535");
    refuses_argument("success_threshold = 0", "must be from 1 to 65535");
    refuses_argument("threshold = -1", "`threshold = -1` is too small: it must be from 1 to");
    refuses_argument("threshold = 5.0", "`threshold` is a whole number");
    refuses_argument("threshold = 5u8", "remove `u8`: write `threshold = 5`");
    refuses_argument("threshold = \"5\"", "write `threshold = 5`, without quotes");
    refuses_argument("threshold = \"five\"", "`threshold` is a number");
    refuses_argument("threshold = true", "`threshold` is a number");
    refuses_argument("threshold = || 5", "`threshold` is not a closure");
    refuses_argument("threshold = 5 6", "the value of `threshold` is not an expression");
}

#[test]
fn timeouts_are_checked() {
    refuses_argument("timeout = 60", "`60` has no unit: write `\"60s\"`");
    refuses_argument("timeout = \"60\"", "did you mean `\"60s\"`?");
    refuses_argument("timeout = 1.5", "has no unit, and a fraction");
    refuses_argument("timeout = 60s", "write `\"60s\"`");
    refuses_argument("timeout = \"0s\"", "is no time at all");
    refuses_argument("timeout = -5", "a duration is above zero");
    refuses_argument("timeout = \"5 sec\"", "did you mean `s`");
    refuses_argument("timeout = true", "`timeout` is a duration");
    refuses_argument("timeout = async { D }", "`timeout` is known at compile time");
}

#[test]
fn rates_are_checked() {
    for word in ["failure_rate", "slow_call = \"1s\", slow_rate"] {
        let name = word.rsplit(' ').next().unwrap();
        for good in
            ["0.5", "1.0", "1.", "1", "1e-3", "0.5f64", "0.000_1", "RATE", "1.0 / 3.0", "limits::RATE", "{ 0.5 }"]
        {
            assert_eq!(parse(&format!("name = \"db\", {word} = {good}")).1, [""; 0], "{word} = {good}");
        }
        for (bad, say) in [
            ("0", "= 0` is too small: it must be above 0, and at most 1"),
            ("0.0", "= 0.0` is too small: it must be above 0, and at most 1"),
            ("1e-999", "is too small"),
            ("-0.5", "= -0.5` is too small: it must be above 0, and at most 1"),
            ("1.5", "= 1.5` is too large: it must be above 0, and at most 1"),
            ("150", "= 150` is too large: it must be above 0, and at most 1"),
            ("99999999999999999999999", "is too large"),
            ("50", "is a share, not a percentage: write `NAME = 0.5`"),
            ("7", "is a share, not a percentage: write `NAME = 0.07`"),
            ("100", "is a share, not a percentage: write `NAME = 1.0`"),
            ("50.0", "is a share, not a percentage: write `NAME = 0.5`"),
            ("33u8", "is a share, not a percentage: write `NAME = 0.33`"),
            ("50percent", "is a share, not a percentage: write `NAME = 0.5`"),
            ("50%", "is a share, not a percentage: write `NAME = 0.5`"),
            ("\"50%\"", "is a share, not a percentage: write `NAME = 0.5`"),
            ("\"50 %\"", "is a share, not a percentage: write `NAME = 0.5`"),
            ("\"0.5\"", "is a number: write `NAME = 0.5`, without quotes"),
            ("\"50\"", "is a share, not a percentage: write `NAME = 0.5`"),
            ("\"50 percent\"", "is a share, not a percentage: write `NAME = 0.5`"),
            ("\"0.5%\"", "is a share, not a percentage: write `NAME = 0.005`"),
            ("\"half\"", "is a share: write `NAME = 0.5`"),
            ("\"half%\"", "is a share: write `NAME = 0.5`"),
            ("0.5f32", "remove `f32`: write `NAME = 0.5`"),
            ("1u8", "remove `u8`: write `NAME = 1.0`"),
            ("true", "is a share: write `NAME = 0.5`"),
            ("|| 0.5", "`NAME` is not a closure: write `NAME = 0.5`"),
            ("0.5 0.5", "the value of `NAME` is not an expression"),
        ] {
            refuses_argument(&format!("{word} = {bad}"), &say.replace("NAME", name));
        }
    }
}

#[test]
fn windows_are_checked() {
    let refuses_window =
        |value: &str, say: &str| refuses_argument(&format!("failure_rate = 0.5, window = {value}"), say);
    for good in ["100", "1", "65535", "10u32", "\"10s\"", "\"1ms\"", "\"365d\"", "WINDOW", "Window::tumbling(D)"] {
        assert_eq!(parse(&format!("name = \"db\", failure_rate = 0.5, window = {good}")).1, [""; 0], "{good}");
    }
    refuses_window("0", "`window = 0` is too small: it must be from 1 to 65535");
    refuses_window("65536", "`window = 65536` is too large: it must be from 1 to 65535");
    refuses_window("-5", "`window = -5` is too small: it must be from 1 to 65535 calls, or a time");
    refuses_window("10.5", "a whole number of calls, or a time: write `window = 100`, or `window = \"10s\"`");
    refuses_window("10s", "a duration with a unit needs quotes: write `\"10s\"`");
    refuses_window("10u8", "remove `u8`: write `window = 10`");
    refuses_window("\"0s\"", "is no time at all: write at least `\"1ms\"`");
    refuses_window("\"999us\"", "a window of \"999us\" is too short: it must be from \"1ms\" to \"365d\"");
    refuses_window("\"366d\"", "a window of \"366d\" is too long: it must be from \"1ms\" to \"365d\"");
    refuses_window("\"100\"", "write `window = 100` for calls, or `window = \"100s\"` for a time");
    refuses_window("\"100 calls\"", "`window` in calls is a number: write `window = 100`");
    refuses_window("\"5 secs\"", "did you mean `s`");
    refuses_window("true", "`window` is a number of calls, or a time");
    refuses_window("Duration::from_secs(10)", "write `window = Window::time(Duration::from_secs(10))`");
    refuses_window("|| 5", "`window` is not a closure");
}

#[test]
fn words_that_need_another_say_which() {
    refuses_argument("slow_rate = 0.5", "`slow_rate` needs to know which calls are slow: add `slow_call = \"2s\"`");
    refuses_argument(
        "window = 10",
        "`window` is what a rate is taken over, and there is none: add `failure_rate = 0.5`",
    );
    refuses_argument("window = \"10s\", slow_call = \"1s\"", "`window` is what a rate is taken over");
    refuses_argument("min_calls = 5", "`min_calls` is what a rate needs, and there is none: add `failure_rate = 0.5`");
    refuses_argument(
        "failure_rate = 0.5, window = 5, min_calls = 6",
        "`min_calls = 6` is above the window of 5 calls, so no rate is ever judged: write at most 5, or a larger `window`",
    );
    refuses_argument("failure_rate = 0.5, min_calls = 101", "is above the default window of 100 calls");
    refuses_argument("failure_rate = 0.5, min_calls = 0", "`min_calls = 0` is too small: it must be from 1 to 65535");
    for good in [
        "slow_call = \"1s\"",
        "failure_rate = 0.5, window = \"1s\", min_calls = 1000",
        "failure_rate = 0.5, window = WINDOW, min_calls = 1000",
        "min_calls = 5, window = 5, slow_call = D, slow_rate = 1",
        "failure_rate = 0.5, window = 5, min_calls = LEAST",
    ] {
        assert_eq!(parse(&format!("name = \"db\", {good}")).1, [""; 0], "{good}");
    }
}

#[test]
fn a_word_given_badly_is_not_missing() {
    refuses_argument("slow_rate = 0.5, slow_call = 2", "`2` has no unit");
    refuses_argument("slow_rate = 0.5, slow_cal = \"2s\"", "did you mean `slow_call`?");
    refuses_argument("window = 10, failure_rate = 50", "not a percentage");
    refuses_argument("window = 10, failure_rate", "`failure_rate` needs a value");
    refuses_argument("min_calls = 10, error_rate = 0.5", "`error_rate` is called `failure_rate` here");
    refuses_argument("failure_rate = 0.5, window = 0, min_calls = 200", "`window = 0` is too small");
}

#[test]
fn keys_are_checked() {
    for good in [
        "tenant",
        "&tenant",
        "self.tenant",
        "(tenant, region)",
        "request.tenant()",
        "id % 16",
        "TENANT",
        "tenant(\"a\")",
        "format!(\"{a}\")",
        "{ a.b }",
        "(tenant, 5)",
    ] {
        assert_eq!(parse(&format!("name = \"db\", key = {good}")).1, [""; 0], "{good}");
    }
    refuses_argument("key = 5", "`key = 5` is the same at every call, which makes one circuit: write `key = tenant`");
    refuses_argument("key = -5", "`key = -5` is the same at every call");
    refuses_argument("key = true", "`key = true` is the same at every call");
    refuses_argument("key = (\"a\", 5)", "`key = (\"a\", 5)` is the same at every call");
    refuses_argument("key = &[1]", "is the same at every call");
    refuses_argument("key = ()", "is the same at every call");
    refuses_argument("key = \"tenant\"", "`key` is an expression, not a string: write `key = tenant`");
    refuses_argument("key = \"self.tenant\"", "write `key = self.tenant`");
    refuses_argument("key = \"5\"", "is the same at every call");
    refuses_argument("key = \"all of them\"", "is the same at every call");
    refuses_argument("key = |id| id", "`key` is an expression over the arguments, not a closure");
    refuses_argument("key = a b", "the value of `key` is not an expression: write `key = tenant`");
    refuses_argument("key(tenant)", "`key` takes a value, not a list: write `key = tenant`");
}

#[test]
fn fallbacks_are_checked() {
    refuses_argument("fallback = \"minimal\"", "write the path without quotes: `fallback = minimal`");
    refuses_argument(
        "fallback = minimal(id)",
        "write the path only, it is called with the arguments of this function: `fallback = minimal`",
    );
    refuses_argument("fallback = self.minimal(id)", "`fallback = Self::minimal`");
    refuses_argument("fallback = self.minimal", "`fallback = Self::minimal`");
    refuses_argument("fallback = &minimal", "write the path without `&`: `fallback = minimal`");
    refuses_argument("fallback = None", "leave `fallback` out");
    refuses_argument("fallback = Self", "write `fallback = Self::function`");
    refuses_argument("fallback = 5", "a fallback computes its answer: write `fallback = |_| Ok(5)`");
    refuses_argument("fallback = -5", "write `fallback = |_| Ok(-5)`");
    refuses_argument("fallback = async { Ok(5) }", "`fallback = |cause| async move { .. }`");
    refuses_argument("fallback = { Ok(5) }", "put the cause in front");
    refuses_argument("fallback = todo!()", "put the cause in front");
    refuses_argument("fallback = || Ok(5)", "the closure takes the cause: write `|cause| ..`");
    refuses_argument("fallback = |a, b| Ok(5)", "the closure takes one parameter, the cause");
    refuses_argument("fallback = |cause|", "the closure has no body");
    refuses("name = \"db\", fallback = |cause", "the closure has no second `|`");
}

#[test]
fn fallback_on_is_one_of_three_words() {
    refuses_argument("fallback_on = \"open\"", "write the word without quotes: `fallback_on = open`");
    refuses_argument("fallback_on = opne", "did you mean `open`?");
    refuses_argument("fallback_on = error", "did you mean `failure`?");
    refuses_argument("fallback_on = both", "did you mean `any`?");
    refuses_argument("fallback_on = 5", "unknown value of `fallback_on`: write `any`, `failure` or `open`");
}

#[test]
fn judges_are_checked() {
    refuses_argument("ignore = E::A", "`ignore` takes patterns in parentheses: write `ignore(E::A)`");
    refuses_argument("ignore()", "`ignore` needs patterns");
    refuses_argument("ignore(\"NotFound\")", "`ignore` takes patterns, not strings");
    refuses_argument("ignore(A, B)", "separate patterns by `|`, not by commas");
    refuses_argument("ignore(A B)", "this is not part of a pattern");
    refuses_argument("ignore(|e| e.is_fine())", "write `failure_if = |result| ..`");
    refuses_argument("ignore(a + b)", "pattern");
    refuses_argument("ignore(Err(E::A | E::B(_)))", "not of the result: write `ignore(E::A | E::B(_))`");
    refuses_argument("ignore(E::A | Result::Err(_))", "not of the result: write `ignore(_)`");
    refuses_argument("ignore(Ok(_))", "an `Ok` is a success, remove it");
    assert_eq!(parse("name = \"db\", ignore(E::Err(_) | E::Ok(_))").1, [""; 0]);
    refuses_argument("failure_if = \"judge\"", "write the path without quotes: `failure_if = judge`");
    refuses_argument("failure_if = judge(result)", "`failure_if = judge`");
    refuses_argument("failure_if = true", "`failure_if` decides from the result");
    refuses_argument("failure_if = || true", "the closure takes one parameter, the result");
    refuses_argument("failure_if = |a, b| true", "the closure takes one parameter, the result");
    refuses_argument("failure_if = async |r| true", "remove `async`");
    refuses_argument("failure_if = a + b", "`failure_if` is a closure or a path");
}

#[test]
fn registries_and_paths_are_checked() {
    refuses_argument("registry = \"main\"", "`registry` is an expression");
    refuses_argument("crate = ewrap", "write `crate = ::ewrap` for a crate, or `crate = crate::ewrap` for a re-export");
    refuses_argument("crate = super::ewrap", "write it from the crate's root, `crate = crate::path::to::ewrap`");
    refuses_argument("crate = self::ewrap", "write it from the crate's root");
    refuses_argument("crate = \"ewrap\"", "a path takes no quotes: write `crate = ::ewrap`");
    refuses_argument("crate = 5", "`crate` is the path of the facade");
}

#[test]
fn backoffs_are_read_and_each_mistake_is_at_its_token() {
    for good in [
        "backoff = fixed",
        "backoff = exponential",
        "backoff = exponential(factor = 3, max = \"1h\", jitter = 0.25)",
        "backoff = linear(max = \"10m\")",
        "backoff = list(\"1s\", \"5s\", jitter = 0.1)",
        "backoff = self::BACKOFF",
        "backoff = ewrap::Backoff::linear(MAX)",
    ] {
        let (_, mistakes) = parse(&format!("name = \"db\", {good}"));
        assert!(mistakes.is_empty(), "{good}: {mistakes:?}");
    }
    refuses_argument("backoff = exponental(factor = 2.0)", "unknown backoff `exponental`: did you mean `exponential`?");
    refuses_argument("backoff = cubic", "unknown backoff `cubic`: there are `exponential(..)`");
    refuses_argument("backoff = exponential(factr = 2.0)", "this backoff has no `factr`: did you mean `factor`?");
    refuses_argument("backoff = linear(factor = 2.0)", "this backoff has no `factor`: there is `max`, `jitter`");
    refuses_argument("backoff = exponential(2.0)", "expected a word and its value");
    refuses_argument(
        "backoff = exponential(factor = 0.5)",
        "`factor = 0.5` is out of range: it must be from 1 to 1000",
    );
    refuses_argument("backoff = exponential(factor = \"2\")", "`factor` is a number: write `factor = 2.0`");
    refuses_argument("backoff = exponential(jitter = 1.5)", "`jitter = 1.5` is out of range: it must be from 0 to 1");
    refuses_argument("backoff = exponential(max = 10)", "`max` is a duration: write for example `max = \"10m\"`");
    refuses_argument("backoff = exponential(max = \"10\")", "has no unit");
    refuses_argument("backoff = exponential(max = \"1m\", max = \"2m\")", "`max` is given twice");
    refuses_argument("backoff = list()", "a list has delays: write `list(");
    refuses_argument("backoff = list(1, 5)", "a list has delays in quotes");
    refuses_argument("backoff = 2.0", "`backoff` has a form: write `backoff = exponential(");
    refuses_argument("backoff = |n| n", "a function of the opening is no constant, and not supported");
}
