//! Every setter of the builder is a setting, by its name, in each of the three languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use ewrap_core::{Backoff, Config, ConfigBuilder, Overrides, Window};

use super::{breaker, declared, registry, toml};

const S: Duration = Duration::from_secs(1);

type Set = fn(ConfigBuilder) -> ConfigBuilder;

/// Name, value as TOML, and what it comes to. Rates come first, since others need them.
const SETTINGS: &[(&str, &str, Set)] = &[
    ("threshold", "7", |it| it.threshold(7)),
    ("failure_rate", "0.5", |it| it.failure_rate(0.5)),
    ("failure_count", "6", |it| it.failure_count(6)),
    ("slow_rate", "0.25", |it| it.slow_rate(0.25)),
    ("slow_call", "\"250ms\"", |it| it.slow_call(S / 4)),
    ("window", "\"tumbling 10s\"", |it| it.window(Window::tumbling(S * 10))),
    ("min_calls", "8", |it| it.min_calls(8)),
    ("warm_up", "\"1m 30s\"", |it| it.warm_up(S * 90)),
    ("error_free_reset", "\"2s\"", |it| it.error_free_reset(S * 2)),
    ("lumping", "\"5ms\"", |it| it.lumping(S / 200)),
    ("only_ended_calls", "true", |it| it.only_ended_calls(true)),
    ("strictly_above", "true", |it| it.strictly_above(true)),
    ("successes_may_open", "true", |it| it.successes_may_open(true)),
    ("ignored_as_success", "true", |it| it.ignored_as_success(true)),
    ("timeout", "\"30s\"", |it| it.timeout(S * 30)),
    ("backoff", "{ exponential = { factor = 2.0, max = \"10m\" }, jitter = 0.1 }", |it| {
        it.backoff(Backoff::exponential(2.0, S * 600).jitter(0.1))
    }),
    ("respect_retry_after", "\"1h\"", |it| it.respect_retry_after(S * 3600)),
    ("automatic_half_open", "true", |it| it.automatic_half_open(true)),
    ("closes_by_time", "true", |it| it.closes_by_time(true)),
    ("half_open_calls", "40", |it| it.half_open_calls(40)),
    ("probes_once", "true", |it| it.probes_once(true)),
    ("success_threshold", "3", |it| it.success_threshold(3)),
    ("half_open_failures", "2", |it| it.half_open_failures(2)),
    ("half_open_sample", "12", |it| it.half_open_sample(12)),
    ("half_open_limit", "\"3m\"", |it| it.half_open_limit(S * 180)),
    ("half_open_limit_closes", "true", |it| it.half_open_limit_closes(true)),
    ("probe_lease", "\"11s\"", |it| it.probe_lease(S * 11)),
    ("ramp", "\"20s\"", |it| it.ramp(S * 20)),
    ("max_keys", "99", |it| it.max_keys(99)),
];

/// The setters, as the source of the builder has them.
fn setters() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/config");
    let mut found = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let rest = text.split("pub const fn ").skip(1);
        found.extend(rest.filter_map(|it| it.split_once("(mut self, ")).filter_map(|(name, _)| {
            let is_name = name.chars().all(|it| it.is_ascii_lowercase() || it == '_');
            is_name.then(|| name.to_owned())
        }));
    }
    found
}

fn all() -> Config {
    SETTINGS.iter().fold(declared().to_builder(), |builder, (_, _, set)| set(builder)).build().unwrap()
}

#[test]
fn every_setter_of_the_builder_can_be_overridden_by_its_name() {
    let listed: BTreeSet<String> = SETTINGS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(listed, setters());
    let lines: Vec<_> = SETTINGS.iter().map(|(name, value, _)| format!("{name} = {value}")).collect();
    let registry = registry(&["db"]);
    registry.apply(&toml(&format!("[breakers.db]\n{}", lines.join("\n")))).unwrap();
    assert_eq!(breaker(&registry, "db").config(), all());
}

#[test]
fn every_setting_changes_what_it_is_named_for_and_nothing_else() {
    let base = declared().to_builder().failure_rate(0.9).slow_call(S * 9).window(Window::calls(50)).build().unwrap();
    for (name, value, set) in SETTINGS {
        let registry = ewrap_core::Registry::new();
        let db = registry.get_or_register("db", base).unwrap();
        let expected = set(base.to_builder()).build().unwrap();
        assert_ne!(expected, base, "{name}");
        registry.apply(&toml(&format!("breakers.db.{name} = {value}"))).unwrap();
        assert_eq!(db.config(), expected, "{name}");
    }
}

#[test]
fn every_setting_can_be_given_by_a_variable() {
    let variable = |(name, value, _): &(&str, &str, Set)| {
        let value = if value.starts_with('{') { (*value).to_owned() } else { value.replace('"', "") };
        (format!("EWRAP_BREAKERS__DB__{}", name.to_uppercase()), value)
    };
    let registry = registry(&["db"]);
    registry.apply(&Overrides::from_vars(SETTINGS.iter().map(variable))).unwrap();
    assert_eq!(breaker(&registry, "db").config(), all());
}

#[test]
fn every_setting_can_be_given_in_json() {
    let field = |(name, value, _): &(&str, &str, Set)| {
        let value = value.replace(" = ", ": ");
        let value = ["exponential", "factor", "max", "jitter"]
            .iter()
            .fold(value, |value, key| value.replace(&format!("{key}:"), &format!("\"{key}\":")));
        format!("\"{name}\": {value}")
    };
    let fields: Vec<_> = SETTINGS.iter().map(field).collect();
    let text = format!("{{\"breakers\": {{\"db\": {{{}}}}}}}", fields.join(", "));
    let registry = registry(&["db"]);
    registry.apply(&Overrides::from_json(&text).unwrap()).unwrap();
    assert_eq!(breaker(&registry, "db").config(), all());
}

#[test]
fn windows_and_backoffs_have_each_form() {
    let config = |text: &str| {
        let registry = registry(&["db"]);
        registry.apply(&toml(&format!("[breakers.db]\nfailure_rate = 1\n{text}"))).unwrap();
        breaker(&registry, "db").config()
    };
    assert_eq!(config("window = 5").window(), Some(Window::calls(5)));
    assert_eq!(config("window = 0x10").window(), Some(Window::calls(16)));
    assert_eq!(config("window = '10s'").window(), Some(Window::time(S * 10)));
    assert_eq!(config("backoff = 'fixed'").backoff(), Backoff::FIXED);
    assert_eq!(config("backoff = { jitter = 0.5 }").backoff(), Backoff::FIXED.jitter(0.5));
    assert_eq!(config("backoff.linear.max = '5m'").backoff(), Backoff::linear(S * 300));
    assert_eq!(config("threshold = 1_000").threshold(), Some(1000));
}
