//! The policies that are compared.

use std::time::Duration;

use ewrap::{Backoff, Config, ConfigBuilder, Window};

type Policy = (&'static str, Option<fn() -> ConfigBuilder>);

/// By what the attribute calls them, where it can say them.
pub(crate) const POLICIES: [Policy; 9] = [
    ("none", None),
    ("threshold = 5", Some(|| base().threshold(5))),
    ("failure_rate = 0.5, window = 100", Some(|| base().failure_rate(0.5).window(Window::calls(100)))),
    ("failure_rate = 0.5, window = \"10s\"", Some(|| by_rate(0.5))),
    ("failure_rate = 0.3, window = \"10s\"", Some(|| by_rate(0.3))),
    ("slow_rate = 0.5, slow_call = \"1s\"", Some(by_slowness)),
    ("the same, ended calls only", Some(|| by_slowness().only_ended_calls(true))),
    ("failure_rate = 0.5, window = \"10s\", ramp", Some(|| by_rate(0.5).ramp(SECOND.saturating_mul(10)))),
    ("failure_rate = 0.5, window = \"10s\", backoff", Some(backing_off)),
];

const SECOND: Duration = Duration::from_secs(1);

/// Five seconds open, ten probes of which half must not fail.
fn base() -> ConfigBuilder {
    Config::builder().timeout(SECOND.saturating_mul(5)).half_open_calls(10).success_threshold(5)
}

fn by_rate(share: f64) -> ConfigBuilder {
    base().failure_rate(share).window(Window::time(SECOND.saturating_mul(10))).min_calls(20)
}

/// Judges half-open by the rates too, so that probes which are slow do not close it.
fn by_slowness() -> ConfigBuilder {
    by_rate(0.5).slow_call(SECOND).slow_rate(0.5).half_open_sample(10)
}

/// From one second, doubled up to a minute.
fn backing_off() -> ConfigBuilder {
    let backoff = Backoff::exponential(2.0, SECOND.saturating_mul(60));
    by_rate(0.5).timeout(SECOND).backoff(backoff)
}
