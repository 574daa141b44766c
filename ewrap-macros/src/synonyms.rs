//! Words of other libraries, and what they are called here.
//!
//! Asked for a word that the table does not know, before near misses are. Invariant: whatever stands on the right is
//! a word of the table.

use crate::words::{Shape, look_up};

/// Foreign words, each list with our own word for it.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("name", &["breaker", "breaker_name", "circuit", "circuit_name", "id", "service", "group"]),
    (
        "threshold",
        &[
            "max_failures",
            "failure_threshold",
            "failures",
            "error_threshold",
            "max_errors",
            "fail_max",
            "failure_count",
            "consecutive_failures",
            "failure_limit",
            "trip_after",
            "tolerance",
            "failures_before_open",
        ],
    ),
    (
        "timeout",
        &[
            "reset_timeout",
            "open_for",
            "wait_duration",
            "wait_duration_in_open_state",
            "open_duration",
            "open_timeout",
            "cooldown",
            "cool_down",
            "sleep_window",
            "delay",
            "recovery_timeout",
            "break_duration",
            "duration_of_break",
            "reset_after",
            "retry_after",
            "half_open_after",
            "timeout_duration",
        ],
    ),
    (
        "fallback",
        &[
            "on_open",
            "fallback_fn",
            "fallback_method",
            "fallback_function",
            "or_else",
            "otherwise",
            "default",
            "on_error",
            "on_failure",
        ],
    ),
    ("fallback_on", &["fallback_when", "fallback_if"]),
    (
        "half_open_calls",
        &[
            "permitted_calls",
            "half_open_max_calls",
            "max_half_open_calls",
            "probes",
            "half_open",
            "half_open_requests",
            "max_requests",
            "half_open_permits",
            "permitted_number_of_calls_in_half_open_state",
        ],
    ),
    (
        "success_threshold",
        &[
            "successes",
            "half_open_successes",
            "close_after",
            "consecutive_successes",
            "success_count",
            "required_successes",
        ],
    ),
    ("ignore", &["ignore_errors", "ignore_exceptions", "exclude", "ignored", "skip", "except", "ignore_if"]),
    (
        "failure_if",
        &[
            "is_failure",
            "failure_predicate",
            "failure_when",
            "record_failure",
            "record_if",
            "should_trip",
            "is_error",
            "predicate",
        ],
    ),
    (
        "failure_rate",
        &["failure_ratio", "error_rate", "failure_rate_threshold", "error_percentage", "error_threshold_percentage"],
    ),
    ("slow_rate", &["slow_call_rate", "slow_call_rate_threshold"]),
    ("slow_call", &["slow_call_duration", "slow_call_duration_threshold", "slow_after"]),
    (
        "min_calls",
        &[
            "minimum_calls",
            "minimum_number_of_calls",
            "min_requests",
            "volume_threshold",
            "minimum_throughput",
            "request_volume_threshold",
        ],
    ),
    (
        "window",
        &["sliding_window", "window_size", "sliding_window_size", "rolling_window", "sampling_duration", "interval"],
    ),
    ("backoff", &["exponential", "exponential_backoff", "backoff_policy", "jitter"]),
    ("call_timeout", &["execution_timeout", "call_deadline", "request_timeout", "deadline", "time_limit"]),
    ("registry", &["in_registry", "breakers"]),
    ("crate", &["crate_path", "krate", "ewrap", "ewrap_crate"]),
];

/// Suffixes that put a unit into a word, and the unit.
const UNIT_SUFFIXES: &[(&str, &str)] = &[
    ("_ms", "ms"),
    ("_millis", "ms"),
    ("_secs", "s"),
    ("_seconds", "s"),
    ("_sec", "s"),
    ("_s", "s"),
    ("_us", "us"),
    ("_micros", "us"),
    ("_ns", "ns"),
    ("_nanos", "ns"),
    ("_mins", "m"),
    ("_minutes", "m"),
    ("_min", "m"),
    ("_hours", "h"),
];

/// Our own word for a foreign one.
pub(crate) fn own_word(foreign: &str) -> Option<&'static str> {
    SYNONYMS.iter().find(|(_, words)| words.contains(&foreign)).map(|(own, _)| *own)
}

/// For `timeout_ms` and the like: our own word, and the unit that belongs into the value.
pub(crate) fn word_with_unit(foreign: &str) -> Option<(&'static str, &'static str)> {
    UNIT_SUFFIXES.iter().find_map(|(suffix, unit)| {
        let stem = foreign.strip_suffix(suffix)?;
        let own = look_up(stem).map(|word| word.name).or_else(|| own_word(stem))?;
        let is_time = look_up(own).is_some_and(|word| word.shape == Shape::Duration);
        is_time.then_some((own, *unit))
    })
}

#[cfg(test)]
mod tests {
    use super::{SYNONYMS, own_word, word_with_unit};
    use crate::words::look_up;

    #[test]
    fn every_synonym_leads_to_a_word_and_is_none_itself() {
        for (own, foreign) in SYNONYMS {
            assert!(look_up(own).is_some(), "{own}");
            assert!(foreign.iter().all(|word| look_up(word).is_none()), "{own}");
        }
    }

    #[test]
    fn units_in_words_move_into_the_value() {
        assert_eq!(word_with_unit("timeout_ms"), Some(("timeout", "ms")));
        assert_eq!(word_with_unit("cooldown_secs"), Some(("timeout", "s")));
        assert_eq!(word_with_unit("call_timeout_ms"), Some(("call_timeout", "ms")));
        assert_eq!(word_with_unit("deadline_secs"), Some(("call_timeout", "s")));
        assert_eq!(word_with_unit("threshold_ms"), None);
        assert_eq!(own_word("max_failures"), Some("threshold"));
    }
}
