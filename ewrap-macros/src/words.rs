//! The words of `#[circuit_breaker(..)]`, in one table.
//!
//! Parsing looks words up here, suggestions are drawn from here, and the reference in the documentation (`words.md`)
//! is the table printed. Invariant: a word exists nowhere else, so the three cannot disagree.

/// What one word sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Name,
    Threshold,
    FailureRate,
    SlowRate,
    SlowCall,
    Window,
    MinCalls,
    Timeout,
    Backoff,
    Fallback,
    FallbackOn,
    HalfOpenCalls,
    SuccessThreshold,
    Ignore,
    FailureIf,
    CallTimeout,
    Circuit,
    Registry,
    Crate,
}

/// What a word takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Name,
    Count { max: u32 },
    Duration,
    Rate,
    Window,
    Backoff,
    Fallback,
    Choice(&'static [&'static str]),
    Patterns,
    Judge,
    Expression,
    Path,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) default: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "a test writes the documentation of it"))]
    pub(crate) meaning: &'static str,
    /// The word with a value, to paste.
    pub(crate) example: &'static str,
    pub(crate) key: Key,
}

/// The breaker packs its counts into one word of memory; these are the widths.
const MAX_THRESHOLD: u32 = 268_435_455;
/// Of a window, and of what is counted in it or while half-open.
pub(crate) const MAX_CALLS: u32 = 65_535;

/// The values of `fallback_on`.
pub(crate) const FALLBACK_ON: &[&str] = &["any", "failure", "open"];

pub(crate) const WORDS: &[Word] = &[
    Word {
        name: "name",
        shape: Shape::Name,
        default: "required",
        meaning: "the breaker; functions that name the same one share it",
        example: "name = \"db\"",
        key: Key::Name,
    },
    Word {
        name: "threshold",
        shape: Shape::Count { max: MAX_THRESHOLD },
        default: "5, or off beside a rate",
        meaning: "how many failures in a row open the circuit",
        example: "threshold = 5",
        key: Key::Threshold,
    },
    Word {
        name: "failure_rate",
        shape: Shape::Rate,
        default: "off",
        meaning: "the share of failed calls that opens the circuit",
        example: "failure_rate = 0.5",
        key: Key::FailureRate,
    },
    Word {
        name: "slow_rate",
        shape: Shape::Rate,
        default: "off",
        meaning: "the share of slow calls that opens the circuit; needs `slow_call`",
        example: "slow_rate = 0.5",
        key: Key::SlowRate,
    },
    Word {
        name: "slow_call",
        shape: Shape::Duration,
        default: "none",
        meaning: "a call that takes longer is slow, failed or not",
        example: "slow_call = \"2s\"",
        key: Key::SlowCall,
    },
    Word {
        name: "window",
        shape: Shape::Window,
        default: "100 calls",
        meaning: "the latest calls that the rates are taken over",
        example: "window = 100",
        key: Key::Window,
    },
    Word {
        name: "min_calls",
        shape: Shape::Count { max: MAX_CALLS },
        default: "10, or a smaller window",
        meaning: "how many results must be in the window before a rate is judged",
        example: "min_calls = 10",
        key: Key::MinCalls,
    },
    Word {
        name: "timeout",
        shape: Shape::Duration,
        default: "\"60s\"",
        meaning: "how long the circuit stays open before a call may probe",
        example: "timeout = \"60s\"",
        key: Key::Timeout,
    },
    Word {
        name: "backoff",
        shape: Shape::Backoff,
        default: "`fixed`",
        meaning: "how `timeout` grows while probes fail",
        example: "backoff = exponential(factor = 2.0, max = \"10m\", jitter = 0.1)",
        key: Key::Backoff,
    },
    Word {
        name: "fallback",
        shape: Shape::Fallback,
        default: "none",
        meaning: "answers instead of a rejected or failed call",
        example: "fallback = path::to::function",
        key: Key::Fallback,
    },
    Word {
        name: "fallback_on",
        shape: Shape::Choice(FALLBACK_ON),
        default: "any",
        meaning: "what the fallback answers: rejected calls (`open`), failed ones (`failure`), both (`any`)",
        example: "fallback_on = open",
        key: Key::FallbackOn,
    },
    Word {
        name: "half_open_calls",
        shape: Shape::Count { max: MAX_CALLS },
        default: "1",
        meaning: "how many probes may run at once while half-open",
        example: "half_open_calls = 1",
        key: Key::HalfOpenCalls,
    },
    Word {
        name: "success_threshold",
        shape: Shape::Count { max: MAX_CALLS },
        default: "1",
        meaning: "how many successful probes close the circuit",
        example: "success_threshold = 1",
        key: Key::SuccessThreshold,
    },
    Word {
        name: "ignore",
        shape: Shape::Patterns,
        default: "none",
        meaning: "errors that count neither as failure nor as success",
        example: "ignore(Error::NotFound | Error::Invalid(_))",
        key: Key::Ignore,
    },
    Word {
        name: "failure_if",
        shape: Shape::Judge,
        default: "the error itself, else every `Err`",
        meaning: "whether a result is a failure; speaks before `ignore`",
        example: "failure_if = |result| matches!(result, Err(Error::Io(_)))",
        key: Key::FailureIf,
    },
    Word {
        name: "call_timeout",
        shape: Shape::Duration,
        default: "none",
        meaning: "how long an async call may take; needs the feature `tokio`",
        example: "call_timeout = \"2s\"",
        key: Key::CallTimeout,
    },
    Word {
        name: "key",
        shape: Shape::Expression,
        default: "none",
        meaning: "a circuit of its own for each value; any `Hash + Debug`, taken before the body runs",
        example: "key = tenant",
        key: Key::Circuit,
    },
    Word {
        name: "registry",
        shape: Shape::Expression,
        default: "the global one",
        meaning: "where the breaker lives",
        example: "registry = self.registry",
        key: Key::Registry,
    },
    Word {
        name: "crate",
        shape: Shape::Path,
        default: "::ewrap",
        meaning: "where the facade is found, if renamed or re-exported",
        example: "crate = ::ewrap",
        key: Key::Crate,
    },
];

/// The row of `name`, if it is one of our words.
pub(crate) fn look_up(name: &str) -> Option<&'static Word> {
    WORDS.iter().find(|word| word.name == name)
}

/// All words, as a list for a message.
pub(crate) fn listed() -> String {
    let names: Vec<String> = WORDS.iter().map(|word| format!("`{}`", word.name)).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Shape, WORDS, Word};
    use std::fmt::Write as _;

    fn shape(word: &Word) -> String {
        match word.shape {
            Shape::Name => "string literal, or path of a `const`".to_owned(),
            Shape::Count { max } => format!("integer from 1 to {max}"),
            Shape::Duration => "`\"60s\"`, `\"1m 30s\"`, `\"250ms\"`, or a const `Duration`".to_owned(),
            Shape::Rate => "number above 0, at most 1".to_owned(),
            Shape::Window => "calls (`100`), time (`\"10s\"`), or a const `Window`".to_owned(),
            Shape::Backoff => "`exponential(..)`, `linear(..)`, `list(..)`, `fixed`, or a const `Backoff`".to_owned(),
            Shape::Fallback => "path or closure".to_owned(),
            Shape::Choice(values) => values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", "),
            Shape::Patterns => "patterns, joined by `|`; an `if` guard may follow".to_owned(),
            Shape::Judge => "closure over `&Result<T, E>`, or path".to_owned(),
            Shape::Expression => "expression".to_owned(),
            Shape::Path => "absolute path".to_owned(),
        }
    }

    fn render() -> String {
        let mut out = String::from("| word | value | default | meaning | example |\n| --- | --- | --- | --- | --- |\n");
        for word in WORDS {
            let Word { name, default, meaning, example, .. } = word;
            let row = format!("| `{name}` | {} | {default} | {meaning} | `{example}` |", shape(word));
            let row = row
                .replace("= |result| ", "= \\|result\\| ")
                .replace("`|`", "`\\|`")
                .replace("NotFound | E", "NotFound \\| E");
            let _ = writeln!(out, "{row}");
        }
        out
    }

    #[test]
    fn the_reference_in_the_documentation_is_this_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/words.md");
        if std::env::var_os("EWRAP_BLESS").is_some() {
            std::fs::write(path, render()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), render(), "run the tests with EWRAP_BLESS=1");
    }

    #[test]
    fn every_example_begins_with_its_word() {
        for word in WORDS {
            assert!(word.example.starts_with(word.name), "{}", word.name);
        }
    }
}
