//! The results, as a table to read and as JSON to keep.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::budgets::Budget;
use crate::case::Case;
use crate::results::Results;
use crate::topics::{self, Topic};

/// The columns of one topic.
const NAME_WIDTH: usize = 44;

pub(crate) fn table(results: &Results, budgets: &[Budget]) -> String {
    let mut text = String::new();
    for topic in topics::ALL {
        rows(&mut text, results, topic);
    }
    if results.cases.iter().any(Case::is_doubtful) {
        text.push_str("\n~ both threads ran at once in fewer than five rounds: the machine was busy, or they wait for each other asleep\n");
    }
    figures(&mut text, results);
    limits(&mut text, budgets);
    text
}

fn rows(text: &mut String, results: &Results, topic: &Topic) {
    let cases: Vec<&Case> = results.cases.iter().filter(|it| it.topic.name == topic.name).collect();
    if cases.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}: {}", topic.name, topic.about);
    let [name, one, two, spread, allocations] = ["nanoseconds", "1 thread", "2 threads", "middle half", "allocs"];
    let _ = writeln!(text, "  {name:<NAME_WIDTH$}{one:>10}{spread:>22}{two:>12}{spread:>22}{allocations:>8}");
    let mut subjects: Vec<&str> = Vec::new();
    for case in &cases {
        if !subjects.contains(&case.subject.as_str()) {
            subjects.push(&case.subject);
        }
    }
    for subject in subjects {
        let on = |threads| cases.iter().copied().find(|it| it.subject == subject && it.threads == threads);
        let (one, two) = (on(1), on(2));
        let allocations = one.or(two).map_or(0.0, |it| it.allocations);
        let _ = writeln!(text, "  {subject:<NAME_WIDTH$}{}{}{allocations:>8.1}", time(one, 10), time(two, 12));
    }
}

/// The median, so wide, and the middle half of the rounds.
fn time(case: Option<&Case>, width: usize) -> String {
    let Some(case) = case else { return format!("{:>width$}{:>22}", "-", "") };
    let median = format!("{}{:.2}", if case.is_doubtful() { "~" } else { "" }, case.median());
    let half = format!("{:.2} – {:.2}", case.quantile(1, 4), case.quantile(3, 4));
    format!("{median:>width$}{half:>22}")
}

fn figures(text: &mut String, results: &Results) {
    if !results.figures.is_empty() {
        let _ = writeln!(text, "\nmemory: bytes of a value and of what it holds");
    }
    for figure in &results.figures {
        let _ = writeln!(text, "  {:<62}{:>10.0}", figure.name, figure.bytes);
    }
}

fn limits(text: &mut String, budgets: &[Budget]) {
    if !budgets.is_empty() {
        let _ = writeln!(text, "\nbudgets, by the figures of this run");
    }
    for budget in budgets {
        let Budget { what, limit, measured, allowed, unit, .. } = budget;
        let verdict = if budget.is_met() { "met" } else { "MISSED" };
        let _ = writeln!(text, "  {verdict:<7} {what:<44} {measured:.2} of {allowed:.2} {unit}: {limit}");
        if let Some(remark) = &budget.remark {
            let _ = writeln!(text, "  {:<7} {remark}", "");
        }
    }
}

pub(crate) fn json(results: &Results, budgets: &[Budget]) -> Value {
    let cases = results.cases.iter().map(|case| {
        json!({
            "topic": case.topic.name,
            "subject": case.subject,
            "threads": case.threads,
            "rounds": case.rounds(),
            "doubtful": case.is_doubtful(),
            "bodies_a_round": case.times,
            "median_ns": case.median(),
            "first_quarter_ns": case.quantile(1, 4),
            "third_quarter_ns": case.quantile(3, 4),
            "allocations": case.allocations,
        })
    });
    let memory = results.figures.iter().map(|it| json!({ "what": it.name, "bytes": it.bytes }));
    let budgets = budgets.iter().map(|it| {
        json!({
            "what": it.what,
            "limit": it.limit,
            "unit": it.unit,
            "measured": it.measured,
            "allowed": it.allowed,
            "met": it.is_met(),
        })
    });
    json!({
        "rounds": results.rounds,
        "cases": cases.collect::<Vec<_>>(),
        "memory": memory.collect::<Vec<_>>(),
        "budgets": budgets.collect::<Vec<_>>(),
    })
}
