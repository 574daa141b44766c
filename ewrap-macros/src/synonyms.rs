//! Words of other libraries, and what they are called here.
//!
//! Asked for a word that the table does not know, before near misses are. Invariant: whatever stands on the right is
//! a word of the table.

use crate::words::{Shape, look_up};

/// Foreign words, each list with our own word for it.
const SYNONYMS: &[(&str, &[&str])] = &[
    (
        "name",
        &["breaker", "breaker_name", "circuit", "circuit_name", "id", "service", "group", "command_key", "resource"],
    ),
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
            "exceptions_allowed_before_breaking",
            "handled_events_allowed_before_breaking",
            "ready_to_trip",
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
            "wait_interval",
            "retry_timeout",
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
            "probe_num",
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
    (
        "ignore",
        &[
            "ignore_errors",
            "ignore_exceptions",
            "ignore_exception_predicate",
            "error_filter",
            "is_excluded",
            "exclude",
            "ignored",
            "skip",
            "except",
            "ignore_if",
        ],
    ),
    (
        "failure_if",
        &[
            "is_failure",
            "failure_predicate",
            "failure_when",
            "record_failure",
            "record_if",
            "should_trip",
            "should_handle",
            "record_exceptions",
            "record_failure_predicate",
            "is_error",
            "is_successful",
            "predicate",
        ],
    ),
    (
        "failure_rate",
        &[
            "failure_ratio",
            "failure_rate_threshold",
            "failure_rate_percent",
            "failure_percentage",
            "failure_percentage_threshold",
            "failure_ratio_threshold",
            "failure_share",
            "error_rate",
            "error_rate_threshold",
            "error_ratio",
            "error_ratio_threshold",
            "error_percent",
            "error_percentage",
            "error_percent_threshold",
            "error_threshold_percentage",
        ],
    ),
    (
        "slow_rate",
        &[
            "slow_call_rate",
            "slow_call_rate_threshold",
            "slow_call_ratio",
            "slow_calls_rate",
            "slow_ratio",
            "slow_ratio_threshold",
            "slow_request_ratio",
            "slow_rate_threshold",
            "slow_percentage",
        ],
    ),
    (
        "slow_call",
        &[
            "slow_call_duration",
            "slow_call_duration_threshold",
            "slow_call_threshold",
            "slow_call_timeout",
            "slow_after",
            "slow_threshold",
            "slow_duration",
            "slow_request",
            "max_allowed_rt",
            "max_latency",
            "latency_threshold",
        ],
    ),
    (
        "min_calls",
        &[
            "minimum_calls",
            "minimum_number_of_calls",
            "min_number_of_calls",
            "minimum_requests",
            "min_requests",
            "min_request_amount",
            "min_request_threshold",
            "request_threshold",
            "request_volume_threshold",
            "volume_threshold",
            "minimum_throughput",
            "min_throughput",
            "min_samples",
            "execution_threshold",
            "failure_execution_threshold",
        ],
    ),
    (
        "window",
        &[
            "sliding_window",
            "sliding_window_size",
            "window_size",
            "window_duration",
            "window_length",
            "time_window",
            "count_window",
            "rolling_window",
            "rolling_count_timeout",
            "rolling_stats_time",
            "sampling_duration",
            "failure_thresholding_period",
            "thresholding_period",
            "thresholding_capacity",
            "stat_interval",
            "interval",
            "ring_buffer_size",
            "ring_buffer_size_in_closed_state",
        ],
    ),
    (
        "key",
        &[
            "keyed",
            "keyed_by",
            "key_by",
            "key_fn",
            "key_expr",
            "circuit_key",
            "cache_key",
            "cache_get_key",
            "partition",
            "partition_by",
            "partition_key",
            "shard_by",
            "per",
            "tenant",
        ],
    ),
    ("backoff", &["exponential", "exponential_backoff", "backoff_policy", "jitter"]),
    ("call_timeout", &["execution_timeout", "call_deadline", "request_timeout", "deadline", "time_limit"]),
    ("registry", &["in_registry", "breakers"]),
    ("crate", &["crate_path", "krate", "ewrap", "ewrap_crate"]),
];

/// Suffixes that put a unit into a word, and the unit.
const UNIT_SUFFIXES: &[(&str, &str)] = &[
    ("_in_milliseconds", "ms"),
    ("_in_millis", "ms"),
    ("_in_seconds", "s"),
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
        let is_time = look_up(own).is_some_and(|word| matches!(word.shape, Shape::Duration | Shape::Window));
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
    fn no_synonym_leads_to_two_words() {
        let all: Vec<&str> = SYNONYMS.iter().flat_map(|(_, foreign)| foreign.iter().copied()).collect();
        let twice = all.iter().enumerate().find(|(at, word)| all[..*at].contains(word));
        assert_eq!(twice, None);
    }

    #[test]
    fn units_in_words_move_into_the_value() {
        assert_eq!(word_with_unit("timeout_ms"), Some(("timeout", "ms")));
        assert_eq!(word_with_unit("cooldown_secs"), Some(("timeout", "s")));
        assert_eq!(word_with_unit("call_timeout_ms"), Some(("call_timeout", "ms")));
        assert_eq!(word_with_unit("deadline_secs"), Some(("call_timeout", "s")));
        assert_eq!(word_with_unit("slow_call_ms"), Some(("slow_call", "ms")));
        assert_eq!(word_with_unit("stat_interval_ms"), Some(("window", "ms")));
        assert_eq!(word_with_unit("sleep_window_in_milliseconds"), Some(("timeout", "ms")));
        assert_eq!(word_with_unit("threshold_ms"), None);
        assert_eq!(own_word("max_failures"), Some("threshold"));
    }
}
