//! Values as they are written: counts, shares, times, windows, backoffs.
//!
//! Pure. Only the form is judged here; the range is the setter's to judge, so that it has one home. What is too large for
//! the setter's type is told its limit here, for the setter never sees it.

use std::time::Duration;

use super::from_toml;
use super::layer::{Entry, Node, cut};
use crate::backoff::Backoff;
use crate::config::Window;

pub(super) const A_TIME: &str = "a length of time such as \"1m 30s\"";

/// Why a node is no count.
#[derive(Debug)]
pub(super) enum NoCount {
    Form(&'static str),
    Negative,
    TooLarge(u32),
}

impl NoCount {
    pub(super) fn of(&self, name: &str, node: &Node) -> String {
        let digits = || if let Node::Number(digits) | Node::Bare(digits) = node { cut(digits) } else { Box::default() };
        match self {
            Self::Form(what) => format!("{name} is {node}, not {what}"),
            Self::Negative => format!("{name} of {} is too small (at least 1)", digits()),
            Self::TooLarge(limit) => format!("{name} of {} is too large (at most {limit})", digits()),
        }
    }
}

/// `largest` is asked for what does not even fit the type.
pub(super) fn count(node: &Node, largest: impl FnOnce() -> u32) -> Result<u32, NoCount> {
    let no = NoCount::Form("a whole number");
    let (Node::Number(digits) | Node::Bare(digits)) = node else { return Err(no) };
    let is_whole = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    match digits.parse() {
        Ok(count) => Ok(count),
        Err(_) if is_whole(digits) => Err(NoCount::TooLarge(largest())),
        Err(_) if digits.strip_prefix('-').is_some_and(is_whole) => Err(NoCount::Negative),
        Err(_) => Err(no),
    }
}

pub(super) fn share(node: &Node) -> Option<f64> {
    let (Node::Number(digits) | Node::Bare(digits)) = node else { return None };
    digits.parse().ok()
}

pub(super) fn time(node: &Node) -> Option<Duration> {
    let (Node::Text(text) | Node::Bare(text)) = node else { return None };
    parse_time(text)
}

fn parse_time(text: &str) -> Option<Duration> {
    humantime::parse_duration(text).ok()
}

pub(super) fn flag(node: &Node) -> Option<bool> {
    match node {
        Node::Bool(yes) => Some(*yes),
        Node::Bare(text) => text.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// A number of calls, or a time.
pub(super) fn window(node: &Node, most_calls: impl FnOnce() -> u32) -> Result<Window, NoCount> {
    if let Node::Text(text) | Node::Bare(text) = node {
        let window = match text.strip_prefix("tumbling ") {
            Some(rest) => parse_time(rest).map(Window::tumbling),
            None => parse_time(text).map(Window::time),
        };
        // humantime takes a zero without a unit, which is no time here but no calls.
        if let Some(window) = window.filter(|_| &**text != "0") {
            return Ok(window);
        }
    }
    let form = "a number of calls, nor a time such as \"10s\" or \"tumbling 10s\"";
    count(node, most_calls).map(Window::calls).map_err(|no| match no {
        NoCount::Form(_) => NoCount::Form(form),
        other => other,
    })
}

/// The form of a backoff, and its jitter.
pub(super) fn backoff(node: &Node) -> Result<Backoff, String> {
    let parsed = match node {
        Node::Bare(text) if text.starts_with('{') => from_toml::value(text),
        _ => None,
    };
    match parsed.as_ref().unwrap_or(node) {
        Node::Text(text) | Node::Bare(text) if &**text == "fixed" => Ok(Backoff::FIXED),
        Node::Table(entries) => backoff_of(entries),
        Node::Other("a list") => Err("backoff is a list, and lists of delays are given in code only".into()),
        other => {
            Err(format!("backoff is {other}, not \"fixed\" or a table such as {{ linear = {{ max = \"10m\" }} }}"))
        }
    }
}

fn backoff_of(entries: &[Entry]) -> Result<Backoff, String> {
    let (mut form, mut jitter) = (None, None);
    for Entry { key, node, .. } in entries {
        let new = match &**key {
            "jitter" => {
                let share = share(node).ok_or_else(|| format!("backoff jitter is {node}, not a share such as 0.1"))?;
                jitter = Some(share);
                continue;
            }
            "exponential" => exponential(node)?,
            "linear" => linear(node)?,
            "list" | "function" => return Err(format!("a {key} of backoff is given in code only")),
            other => {
                let other = cut(other);
                return Err(format!("backoff has no {other:?}, only \"exponential\", \"linear\" and \"jitter\""));
            }
        };
        if form.replace(new).is_some() {
            return Err("backoff is exponential and linear at once".into());
        }
    }
    if form.is_none() && jitter.is_none() {
        return Err("backoff is an empty table, without \"exponential\", \"linear\" or \"jitter\"".into());
    }
    let form = form.unwrap_or(Backoff::FIXED);
    Ok(jitter.map_or(form, |share| form.jitter(share)))
}

fn exponential(node: &Node) -> Result<Backoff, String> {
    let [factor, max] = fields("exponential", node, ["factor", "max"])?;
    let factor = share(factor).ok_or_else(|| format!("backoff factor is {factor}, not a number such as 2.0"))?;
    Ok(Backoff::exponential(factor, longest(max)?))
}

fn linear(node: &Node) -> Result<Backoff, String> {
    let [max] = fields("linear", node, ["max"])?;
    Ok(Backoff::linear(longest(max)?))
}

fn longest(node: &Node) -> Result<Duration, String> {
    time(node).ok_or_else(|| format!("backoff max is {node}, not {A_TIME}"))
}

/// Exactly these fields of a table.
fn fields<'a, const N: usize>(form: &str, node: &'a Node, names: [&str; N]) -> Result<[&'a Node; N], String> {
    let needs = || format!("{form} backoff needs a table with {}", names.join(" and "));
    let Node::Table(entries) = node else { return Err(format!("{}, and is {node}", needs())) };
    if let Some(entry) = entries.iter().find(|entry| !names.contains(&&*entry.key)) {
        return Err(format!("{form} backoff has no {:?}, only {}", cut(&entry.key), names.join(" and ")));
    }
    let field = |name| entries.iter().find(|entry| &*entry.key == name).map(|entry| &entry.node);
    let found = names.map(field);
    if found.iter().any(Option::is_none) { Err(needs()) } else { Ok(found.map(|it| it.unwrap_or(node))) }
}
