//! What is refused, and in which words: the place, the value, the limit, and what was probably meant.

use ewrap_core::{Overrides, Registry};

use super::{declared, mistake, refused, registry, toml};

/// The mistake in one setting of `db`, without its place.
fn in_setting(line: &str) -> String {
    let text = mistake(&format!("[breakers.db]\n{line}"));
    text.split_once("(line 2, column 1): ").unwrap_or_else(|| panic!("{text}")).1.to_owned()
}

#[test]
fn a_value_of_the_wrong_form_or_out_of_range_is_told_its_limit() {
    let time = "not a length of time such as \"1m 30s\"";
    let table = "not \"fixed\" or a table such as { linear = { max = \"10m\" } }";
    for (line, what) in [
        ("half_open_failures = 0", "half_open_failures of 0 is too small (at least 1)".to_owned()),
        ("threshold = 0", "threshold of 0 is too small (at least 1)".to_owned()),
        ("threshold = -3", "threshold of -3 is too small (at least 1)".to_owned()),
        ("threshold = 268435456", "threshold of 268435456 is too large (at most 268435455)".to_owned()),
        ("threshold = 99999999999", "threshold of 99999999999 is too large (at most 268435455)".to_owned()),
        ("min_calls = 5000000000", "min_calls of 5000000000 is too large (at most 65535)".to_owned()),
        ("max_keys = 5000000000", "max_keys of 5000000000 is too large (at most 16777215)".to_owned()),
        ("threshold = 5.0", "threshold is 5.0, not a whole number".to_owned()),
        ("threshold = '5'", "threshold is \"5\", not a whole number".to_owned()),
        ("threshold = true", "threshold is true, not a whole number".to_owned()),
        ("threshold = {}", "threshold is a table, not a whole number".to_owned()),
        ("threshold = 1979-05-27", "threshold is a date, not a whole number".to_owned()),
        ("failure_rate = 0", "failure_rate of 0 is out of range (above 0, up to 1)".to_owned()),
        ("failure_rate = 1.5", "failure_rate of 1.5 is out of range (above 0, up to 1)".to_owned()),
        ("failure_rate = -inf", "failure_rate of -inf is out of range (above 0, up to 1)".to_owned()),
        ("failure_rate = nan", "failure_rate of NaN is out of range (above 0, up to 1)".to_owned()),
        ("failure_rate = '50%'", "failure_rate is \"50%\", not a share such as 0.5".to_owned()),
        ("timeout = 60", format!("timeout is 60, {time}")),
        ("timeout = '60'", format!("timeout is \"60\", {time}")),
        ("timeout = '-1s'", format!("timeout is \"-1s\", {time}")),
        ("timeout = '99999999999999999999s'", format!("timeout is \"99999999999999999999s\", {time}")),
        ("timeout = '0s'", "timeout of 0 ns is too short (at least 1 ns)".to_owned()),
        ("probes_once = 1", "probes_once is 1, not true or false".to_owned()),
        ("probes_once = 'true'", "probes_once is \"true\", not true or false".to_owned()),
        (
            "window = '10 calls'",
            "window is \"10 calls\", not a number of calls, nor a time such as \"10s\" or \"tumbling 10s\"".to_owned(),
        ),
        ("window = 65536", "window of 65536 is too large (at most 65535)".to_owned()),
        ("window = 65536000000", "window of 65536000000 is too large (at most 65535)".to_owned()),
        ("window = '1us'", "window of 1µs is too short (at least 1ms)".to_owned()),
        ("window = 'tumbling 2years'", "window of 63115200s is too long (at most 31536000s, a year)".to_owned()),
        ("backoff = 'exponential'", format!("backoff is \"exponential\", {table}")),
        ("backoff = 2", format!("backoff is 2, {table}")),
        ("backoff = ['1s', '2s']", "backoff is a list, and lists of delays are given in code only".to_owned()),
        ("backoff = {}", "backoff is an empty table, without \"exponential\", \"linear\" or \"jitter\"".to_owned()),
        ("backoff.list = ['1s']", "a list of backoff is given in code only".to_owned()),
        (
            "backoff = { jiter = 0.1 }",
            "backoff has no \"jiter\", only \"exponential\", \"linear\" and \"jitter\"".to_owned(),
        ),
        ("backoff.exponential.max = '1s'", "exponential backoff needs a table with factor and max".to_owned()),
        ("backoff.linear = '1s'", "linear backoff needs a table with max, and is \"1s\"".to_owned()),
        ("backoff.linear = { max = '1s', factor = 2 }", "linear backoff has no \"factor\", only max".to_owned()),
        ("backoff.linear.max = 1", format!("backoff max is 1, {time}")),
        (
            "backoff.exponential = { factor = 0.5, max = '1s' }",
            "backoff factor of 0.5 is out of range (from 1 to 1000)".to_owned(),
        ),
        ("backoff.jitter = 1.5", "backoff jitter is out of range (from 0 to 1)".to_owned()),
        (
            "backoff = { linear.max = '1s', exponential = { factor = 2, max = '1s' } }",
            "backoff is exponential and linear at once".to_owned(),
        ),
    ] {
        assert_eq!(in_setting(line), what);
    }
}

#[test]
fn an_unknown_setting_is_told_what_was_probably_meant() {
    assert_eq!(in_setting("treshold = 5"), "there is no such setting (did you mean \"threshold\"?)");
    assert_eq!(in_setting("inherit = 'http'"), "there is no such setting (did you mean \"inherits\"?)");
    assert_eq!(in_setting("fallback = 5"), "there is no such setting");
}

#[test]
fn an_unknown_breaker_is_told_what_was_probably_meant() {
    let registry = registry(&["payments", "my db"]);
    assert_eq!(
        refused(
            &registry,
            &toml("breakers.payment.threshold = 1\nbreakers.search.threshold = 1\nbreakers.'my dp' = {}")
        ),
        [
            "breakers.payment (line 1, column 10): there is no such breaker (did you mean \"payments\"?)",
            "breakers.search (line 2, column 10): there is no such breaker",
            "breakers.\"my dp\" (line 3, column 10): there is no such breaker (did you mean \"my db\"?)",
        ]
    );
}

#[test]
fn other_tables_are_refused() {
    assert_eq!(
        mistake("[breaker.db]\nthreshold = 1"),
        "line 1, column 2: there is no table \"breaker\", only \"configs\" and \"breakers\" (did you mean \"breakers\"?)"
    );
    assert_eq!(
        mistake("timeout = '1s'"),
        "line 1, column 1: there is no table \"timeout\", only \"configs\" and \"breakers\""
    );
    assert_eq!(mistake("breakers = 3"), "line 1, column 1: breakers is 3, not a table of tables");
    assert_eq!(mistake("breakers.db = 3"), "breakers.db (line 1, column 10): it is 3, not a table of settings");
}

#[test]
fn settings_that_contradict_each_other_or_the_declaration_are_refused() {
    assert_eq!(in_setting("slow_rate = 0.5"), "slow_rate needs slow_call");
    assert_eq!(in_setting("window = 5"), "window needs failure_rate, failure_count or slow_rate");
    let registry = Registry::new();
    let rate = declared().to_builder().failure_rate(0.5).min_calls(50).build().unwrap();
    let _ = registry.get_or_register("rates", rate).unwrap();
    assert_eq!(
        refused(&registry, &toml("breakers.rates.window = 20")),
        ["breakers.rates (line 1, column 10): min_calls of 50 is above the window of 20 calls, and is never met"]
    );
    registry.apply(&toml("breakers.rates = { window = 20, min_calls = 20 }")).unwrap();
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_their_places() {
    let registry = registry(&["db", "mail"]);
    let text = "[breakers.mail]\nwindow = 5\n[breakers.db]\nthreshold = 0\ntimeout = 1\nx = 1\n[breakers.no]\ny = 1\n\
                [configs.b]\ninherits = 'c'\n[other]";
    let all = refused(&registry, &toml(text));
    let lines: Vec<_> = all.iter().map(|it| it.split_once("line ").unwrap().1.split_once(',').unwrap().0).collect();
    assert_eq!(lines, ["2", "4", "5", "6", "7", "8", "10", "11"], "{all:#?}");
    let error = registry.apply(&toml(text)).unwrap_err();
    assert_eq!(error.to_string(), format!("8 mistakes in the overrides: {}", all.join("; ")));
}

#[test]
fn what_is_not_toml_is_told_with_each_place() {
    let error = Overrides::from_toml("[breakers.db]\nthreshold == 1\ntimeout = '1s'\ntimeout = '2s'\n").unwrap_err();
    let (first, last) = (&error.mistakes()[0], error.mistakes().last().unwrap());
    assert_eq!((first.line(), first.column()), (Some(2), Some(12)), "{error}");
    assert!(last.to_string().starts_with("line 4, column 1: it is not TOML: "), "{error}");
}

#[test]
fn what_is_not_json_is_told_with_its_place() {
    let refused = |text: &str| Overrides::from_json(text).unwrap_err().mistakes()[0].to_string();
    assert_eq!(refused("{\n  nil}"), "line 2, column 3: it is not JSON: key must be a string");
    assert_eq!(refused("[]"), "it is a list, not an object");
    assert_eq!(
        refused("{\"breakers\": {\"db\": {\"threshold\": 1, \"threshold\": 2}}}"),
        "line 1, column 48: it is not JSON: the key \"threshold\" is given twice"
    );
    let registry = registry(&["db"]);
    let null = Overrides::from_json("{\"breakers\": {\"db\": {\"threshold\": null, \"ramp\": 1e400}}}");
    assert!(null.is_err(), "a number that no float holds");
    let null = Overrides::from_json("{\"breakers\": {\"db\": {\"threshold\": null, \"max_keys\": 2.0}}}").unwrap();
    let whole = "not a whole number";
    assert_eq!(
        super::refused(&registry, &null),
        [
            format!("breakers.db.threshold: threshold is null, {whole}"),
            format!("breakers.db.max_keys: max_keys is 2.0, {whole}")
        ]
    );
}
