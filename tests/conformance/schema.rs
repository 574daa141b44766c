//! The form of a scenario file.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub(crate) struct File {
    pub(crate) scenarios: Vec<Scenario>,
}

#[derive(Deserialize)]
pub(crate) struct Scenario {
    pub(crate) id: String,
    pub(crate) tier: Tier,
    pub(crate) config: Config,
    pub(crate) steps: Vec<Step>,
    #[serde(default)]
    pub(crate) expect_transitions: Option<Vec<(String, String)>>,
}

/// A: where breakers agree. B: an optional feature. C: a dialect.
#[derive(Deserialize, Clone, Copy, Debug)]
pub(crate) enum Tier {
    A,
    B,
    C,
}

impl Tier {
    pub(crate) fn row(self) -> usize {
        match self {
            Self::A => 0,
            Self::B => 1,
            Self::C => 2,
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

#[derive(Deserialize)]
pub(crate) struct Config {
    pub(crate) trip: Trip,
    pub(crate) open: Open,
    pub(crate) half_open: HalfOpen,
    pub(crate) stale: String,
    pub(crate) outcomes: Outcomes,
    pub(crate) initial_state: String,
    #[serde(default, rename = "allow_closed_to_half_open")]
    pub(crate) may_half_open_from_closed: bool,
}

#[derive(Deserialize)]
pub(crate) struct Trip {
    pub(crate) kind: String,
    pub(crate) failures: Option<u32>,
    /// Of a window: calls or time.
    pub(crate) size: Option<u32>,
    pub(crate) duration_ms: Option<u64>,
    pub(crate) min_calls: Option<u32>,
    pub(crate) failure_rate_pct: Option<f64>,
    pub(crate) failure_count: Option<u32>,
    pub(crate) slow_call_ms: Option<u64>,
    pub(crate) slow_rate_pct: Option<f64>,
    pub(crate) compare: Option<String>,
    pub(crate) evaluate_on: Option<String>,
    pub(crate) error_free_reset_ms: Option<u64>,
    pub(crate) lump_ms: Option<u64>,
    pub(crate) warmup_ms: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct Open {
    pub(crate) delay: Delay,
    pub(crate) boundary: String,
    #[serde(rename = "auto_half_open")]
    pub(crate) is_automatic: bool,
    pub(crate) then: String,
    #[serde(default)]
    pub(crate) keep_backoff_on_close: bool,
}

#[derive(Deserialize)]
pub(crate) struct Delay {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// A number, or a list of them.
    pub(crate) ms: Option<Value>,
    pub(crate) initial_ms: Option<u64>,
    pub(crate) multiplier: Option<f64>,
    pub(crate) base_ms: Option<u64>,
    pub(crate) max_ms: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct HalfOpen {
    pub(crate) max_calls: Option<u32>,
    pub(crate) slot_reuse: String,
    pub(crate) decision: Decision,
    pub(crate) max_wait_ms: Option<u64>,
    pub(crate) max_wait_to: Option<String>,
    pub(crate) reissue_every_ms: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct Decision {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) close_after_successes: Option<u32>,
    pub(crate) open_after_failures: Option<u32>,
    /// Of a sample.
    pub(crate) calls: Option<u32>,
    pub(crate) failure_rate_pct: Option<f64>,
    pub(crate) slow_rate_pct: Option<f64>,
}

#[derive(Deserialize)]
pub(crate) struct Outcomes {
    pub(crate) ignored: String,
    pub(crate) cancelled: String,
}

#[derive(Deserialize)]
pub(crate) struct Step {
    pub(crate) at_ms: u64,
    pub(crate) op: String,
    #[serde(default, alias = "handle")]
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) outcome: String,
    #[serde(default)]
    pub(crate) to: String,
    #[serde(default)]
    pub(crate) ms: u64,
    #[serde(default)]
    pub(crate) delay_ms: Option<u64>,
    #[serde(default)]
    pub(crate) expect: Expect,
}

#[derive(Deserialize, Default)]
pub(crate) struct Expect {
    #[serde(default)]
    pub(crate) permit: Option<bool>,
    #[serde(default)]
    pub(crate) error: Option<String>,
    /// One name, or a list of which any will do.
    #[serde(default)]
    pub(crate) state: Option<Value>,
    #[serde(default)]
    pub(crate) metrics: Option<serde_json::Map<String, Value>>,
}
