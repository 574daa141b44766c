//! Durations as people write them: `"60s"`, `"1m 30s"`, `"250ms"`.
//!
//! Called by the argument parser with the text of a string literal; gives whole nanoseconds. Invariant: what is
//! accepted is above zero and fits in 64 bits, and every refusal shows what to write instead.

use crate::suggest::nearest;

/// Units, what they are worth in nanoseconds, and the form that messages show.
const UNITS: &[(&str, u64)] = &[
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
    ("d", 86_400_000_000_000),
];

/// Long names, and the unit to write for each.
const LONG_NAMES: &[(&str, &[&str])] = &[
    ("ns", &["nano", "nanos", "nanosecond", "nanoseconds", "nsec"]),
    ("us", &["micro", "micros", "microsecond", "microseconds", "usec"]),
    ("ms", &["milli", "millis", "millisecond", "milliseconds", "msec"]),
    ("s", &["sec", "secs", "second", "seconds"]),
    ("m", &["min", "mins", "minute", "minutes"]),
    ("h", &["hr", "hrs", "hour", "hours"]),
    ("d", &["day", "days"]),
];

/// The nanoseconds `text` stands for, or a sentence that says what to write.
pub(crate) fn parse(text: &str) -> Result<u64, String> {
    parse_from(text, "1ns")
}

/// The same of a duration that is to be at least `least`, as far as it is said of one that is zero.
pub(crate) fn parse_from(text: &str, least: &str) -> Result<u64, String> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err("the duration is empty: write for example `\"60s\"`".to_owned());
    }
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let (part, tail) = next_part(text, rest)?;
        total = total.checked_add(part).ok_or_else(|| too_long(text))?;
        rest = tail.trim_start();
    }
    if total == 0 {
        return Err(format!("\"{text}\" is no time at all: write at least `\"{least}\"`"));
    }
    Ok(total)
}

/// One number with its unit from the front of `rest`.
fn next_part<'a>(text: &str, rest: &'a str) -> Result<(u64, &'a str), String> {
    let (digits, rest) = split_while(rest, |c| c.is_ascii_digit() || c == '_');
    if digits.is_empty() {
        return Err(no_number(text, rest));
    }
    if rest.starts_with(['.', ',']) {
        return Err(format!("\"{text}\" has a fraction: write whole numbers, such as `\"1s 500ms\"`"));
    }
    let (unit, tail) = split_while(rest.trim_start(), char::is_alphabetic);
    let worth = unit_worth(unit).ok_or_else(|| no_unit(text, digits, unit, rest, tail))?;
    let number: u64 = digits.replace('_', "").parse().map_err(|_| too_long(text))?;
    Ok((number.checked_mul(worth).ok_or_else(|| too_long(text))?, tail))
}

fn split_while(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !belongs(c)).unwrap_or(text.len()))
}

fn unit_worth(unit: &str) -> Option<u64> {
    UNITS.iter().find(|(name, _)| *name == unit).map(|(_, worth)| *worth)
}

/// What to say about a number without a unit, or with one that is none; `rest` follows the number, `tail` the unit.
fn no_unit(text: &str, digits: &str, unit: &str, rest: &str, tail: &str) -> String {
    // A gap that has no unit before it stays.
    let tail = if unit.is_empty() { rest } else { tail };
    // The whole text with the right unit, if that is all that is wrong.
    let with = |short: &str| {
        let whole = text.trim().strip_suffix(rest).map(|before| format!("{before}{short}{tail}"));
        whole.filter(|whole| parse(whole).is_ok()).unwrap_or_else(|| format!("{digits}{short}"))
    };
    if unit.is_empty() {
        return format!("\"{text}\" has no unit after `{digits}`: did you mean `\"{}\"`?", with("s"));
    }
    match meant_unit(unit) {
        Some(short) => {
            format!("`{unit}` is not a unit of time: did you mean `{short}`, as in `\"{}\"`?", with(short))
        }
        None => format!("`{unit}` is not a unit of time: use ns, us, ms, s, m, h or d, as in `\"{digits}s\"`"),
    }
}

fn meant_unit(unit: &str) -> Option<&'static str> {
    let lower = unit.to_lowercase();
    if let Some((name, _)) = UNITS.iter().find(|(name, _)| *name == lower) {
        return Some(name);
    }
    let by_name = |wanted: &str| LONG_NAMES.iter().find(|(_, names)| names.contains(&wanted)).map(|(short, _)| *short);
    by_name(&lower)
        .or_else(|| by_name(nearest(&lower, LONG_NAMES.iter().flat_map(|(_, names)| names.iter().copied()))?))
}

fn no_number(text: &str, rest: &str) -> String {
    if rest.starts_with('-') {
        return format!("\"{text}\" is negative: a duration is above zero, such as `\"60s\"`");
    }
    if rest.starts_with('.') {
        return format!("\"{text}\" has a fraction: write whole numbers, such as `\"1s 500ms\"`");
    }
    format!("\"{text}\" is not a duration, at `{rest}`: write numbers with units, such as `\"60s\"` or `\"1m 30s\"`")
}

fn too_long(text: &str) -> String {
    format!("\"{text}\" is too long: at most 18446744073709551615 ns (about 584 years) fit")
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn numbers_with_units_add_up() {
        for (text, nanos) in [
            ("60s", 60_000_000_000),
            ("1m 30s", 90_000_000_000),
            ("1m30s", 90_000_000_000),
            ("250ms", 250_000_000),
            (" 5 us ", 5_000),
            ("5µs", 5_000),
            ("7ns", 7),
            ("2h", 7_200_000_000_000),
            ("1d", 86_400_000_000_000),
            ("1_000ms", 1_000_000_000),
            ("0m 1s", 1_000_000_000),
        ] {
            assert_eq!(parse(text), Ok(nanos), "{text}");
        }
    }

    #[test]
    fn every_refusal_says_what_to_write() {
        for (text, say) in [
            ("", "the duration is empty: write for example `\"60s\"`"),
            ("60", "\"60\" has no unit after `60`: did you mean `\"60s\"`?"),
            ("1m 30", "\"1m 30\" has no unit after `30`: did you mean `\"1m 30s\"`?"),
            ("1m 30 1s", "\"1m 30 1s\" has no unit after `30`: did you mean `\"1m 30s 1s\"`?"),
            ("1m 30 secs", "`secs` is not a unit of time: did you mean `s`, as in `\"1m 30s\"`?"),
            ("1 30", "\"1 30\" has no unit after `1`: did you mean `\"1s\"`?"),
            ("0s", "\"0s\" is no time at all: write at least `\"1ns\"`"),
            ("5 sec", "`sec` is not a unit of time: did you mean `s`, as in `\"5s\"`?"),
            ("5 minuets", "`minuets` is not a unit of time: did you mean `m`, as in `\"5m\"`?"),
            ("5S", "`S` is not a unit of time: did you mean `s`, as in `\"5s\"`?"),
            ("5 parsecs", "`parsecs` is not a unit of time: use ns, us, ms, s, m, h or d, as in `\"5s\"`"),
            ("1.5s", "\"1.5s\" has a fraction: write whole numbers, such as `\"1s 500ms\"`"),
            ("-5s", "\"-5s\" is negative: a duration is above zero, such as `\"60s\"`"),
            ("s", "\"s\" is not a duration, at `s`: write numbers with units, such as `\"60s\"` or `\"1m 30s\"`"),
            (
                "999999h 1s9999999999999h",
                "\"999999h 1s9999999999999h\" is too long: at most 18446744073709551615 ns (about 584 years) fit",
            ),
            (
                "99999999999999999999s",
                "\"99999999999999999999s\" is too long: at most 18446744073709551615 ns (about 584 years) fit",
            ),
        ] {
            assert_eq!(parse(text), Err(say.to_owned()), "{text}");
        }
    }
}
