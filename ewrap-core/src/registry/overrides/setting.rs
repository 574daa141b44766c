//! The settings that an override can name: the setters of the builder, by their names.
//!
//! One table, from which names, suggestions and the reading of values follow. A test compares it with the builder's
//! source, so a setter that is missing here does not stay unnoticed.

use std::time::Duration;

use super::layer::Node;
use super::value;
use crate::backoff::Backoff;
use crate::config::{Config, ConfigBuilder, ConfigError, Flaw, Window};

/// A setter by the type it takes.
#[derive(Debug, Clone, Copy)]
enum Setter {
    Count(fn(ConfigBuilder, u32) -> ConfigBuilder),
    Share(fn(ConfigBuilder, f64) -> ConfigBuilder),
    Time(fn(ConfigBuilder, Duration) -> ConfigBuilder),
    Flag(fn(ConfigBuilder, bool) -> ConfigBuilder),
    Window(fn(ConfigBuilder, Window) -> ConfigBuilder),
    Backoff(fn(ConfigBuilder, Backoff) -> ConfigBuilder),
}

/// A setting with its value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Set {
    Count(fn(ConfigBuilder, u32) -> ConfigBuilder, u32),
    Share(fn(ConfigBuilder, f64) -> ConfigBuilder, f64),
    Time(fn(ConfigBuilder, Duration) -> ConfigBuilder, Duration),
    Flag(fn(ConfigBuilder, bool) -> ConfigBuilder, bool),
    Window(fn(ConfigBuilder, Window) -> ConfigBuilder, Window),
    Backoff(fn(ConfigBuilder, Backoff) -> ConfigBuilder, Backoff),
}

macro_rules! settings {
    ($($kind:ident: $($name:ident),+;)+) => {
        &[$($((stringify!($name), Setter::$kind(ConfigBuilder::$name))),+),+]
    };
}

const SETTINGS: &[(&str, Setter)] = settings! {
    Count: threshold, failure_count, min_calls, half_open_calls, success_threshold, half_open_failures, half_open_sample,
        max_keys;
    Share: failure_rate, slow_rate;
    Time: slow_call, warm_up, error_free_reset, lumping, timeout, respect_retry_after, half_open_limit, probe_lease, ramp;
    Flag: only_ended_calls, strictly_above, successes_may_open, ignored_as_success, automatic_half_open,
        closes_by_time, probes_once, half_open_limit_closes;
    Window: window;
    Backoff: backoff;
};

/// The names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().map(|(name, _)| *name)
}

/// The setting of this name, with this value.
///
/// # Errors
///
/// What is wrong with the value, or `None` if there is no such setting.
pub(super) fn read(name: &str, node: &Node) -> Result<(&'static str, Set), Option<String>> {
    let found = SETTINGS.iter().find(|(known, _)| *known == name);
    let &(name, setter) = found.ok_or(None)?;
    let set = setter.read(name, node)?;
    match set.on(&Config::builder()).build() {
        Err(error) if !is_contradiction(error) => Err(Some(error.to_string())),
        _ => Ok((name, set)),
    }
}

impl Setter {
    fn read(self, name: &'static str, node: &Node) -> Result<Set, String> {
        let is_not = |what: &str| format!("{name} is {node}, not {what}");
        Ok(match self {
            Self::Count(setter) => {
                Set::Count(setter, value::count(node, || largest(setter)).map_err(|it| it.of(name, node))?)
            }
            Self::Share(setter) => Set::Share(setter, value::share(node).ok_or_else(|| is_not("a share such as 0.5"))?),
            Self::Time(setter) => Set::Time(setter, value::time(node).ok_or_else(|| is_not(value::A_TIME))?),
            Self::Flag(setter) => Set::Flag(setter, value::flag(node).ok_or_else(|| is_not("true or false"))?),
            Self::Window(setter) => {
                let limit = || largest(|builder, calls| setter(builder, Window::calls(calls)));
                Set::Window(setter, value::window(node, limit).map_err(|it| it.of(name, node))?)
            }
            Self::Backoff(setter) => Set::Backoff(setter, value::backoff(node)?),
        })
    }
}

/// The largest count that the setter takes.
fn largest(set: impl Fn(ConfigBuilder, u32) -> ConfigBuilder) -> u32 {
    match set(Config::builder(), u32::MAX).build() {
        Err(ConfigError(Flaw::Large { max, .. })) => max,
        _ => u32::MAX,
    }
}

impl Set {
    pub(super) fn on(self, builder: &ConfigBuilder) -> ConfigBuilder {
        match self {
            Self::Count(setter, count) => setter(*builder, count),
            Self::Share(setter, share) => setter(*builder, share),
            Self::Time(setter, time) => setter(*builder, time),
            Self::Flag(setter, yes) => setter(*builder, yes),
            Self::Window(setter, window) => setter(*builder, window),
            Self::Backoff(setter, backoff) => setter(*builder, backoff),
        }
    }
}

/// Whether it takes other settings to be wrong: what a setting by itself cannot be blamed for.
const fn is_contradiction(error: ConfigError) -> bool {
    matches!(error.0, Flaw::Needs { .. } | Flaw::AboveWindow { .. } | Flaw::Budget { .. })
}
