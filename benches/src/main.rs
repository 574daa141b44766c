//! What does a guarded call cost, beside a bare one, the peers and the floors of the machine?
//!
//! `cargo run --release -p ewrap-benches`, with `--quick` in about a minute; `--help` shows the rest. Every case is measured
//! in every round, in turn, so that a machine whose speed drifts drifts for all of them; the table shows medians over the
//! rounds and the middle half of the spread. Trust ratios, not absolutes.
//!
//! Every case runs the same body, and says what became of it, which is compared with its topic before and after.
//! [`peers`] says which peers are left out of what, and why.

mod arguments;
mod budgets;
mod case;
mod floors;
mod memory;
mod ours;
mod peers;
mod plan;
mod random;
mod ready;
mod report;
mod results;
mod seen;
mod subject;
mod topics;

use std::env;
use std::fs;
use std::process::{Command, ExitCode};

use arguments::{Arguments, Json, USAGE};
use case::Case;
use plan::Plan;
use results::Results;

/// The most keys and registered breakers.
const LARGEST: u32 = 1_000_000;

fn main() -> ExitCode {
    let Some(arguments) = Arguments::parse(env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    if let Some(code) = without_backtraces() {
        return code;
    }
    let results = match measure(&arguments) {
        Ok(results) => results,
        Err(case) => {
            eprintln!("not what its topic says: {case}");
            return ExitCode::FAILURE;
        }
    };
    let budgets = budgets::all(&results);
    let json = || format!("{:#}\n", report::json(&results, &budgets));
    match &arguments.json {
        Some(Json::Printed) => print!("{}", json()),
        Some(Json::File(path)) => {
            print!("{}", report::table(&results, &budgets));
            if let Err(error) = fs::write(path, json()) {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        }
        None => print!("{}", report::table(&results, &budgets)),
    }
    ExitCode::SUCCESS
}

/// Errors take a backtrace where the environment asks for one, which costs a hundred times the error: if it does, the program
/// runs again without.
fn without_backtraces() -> Option<ExitCode> {
    const ASKING: [&str; 2] = ["RUST_BACKTRACE", "RUST_LIB_BACKTRACE"];
    ASKING.into_iter().find(|name| env::var_os(name).is_some())?;
    let mut again = Command::new(env::current_exe().ok()?);
    again.args(env::args_os().skip(1));
    for name in ASKING {
        again.env_remove(name);
    }
    let status = again.status().ok()?;
    Some(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Each round of each case, in turn. An error is a case that does not do what its topic says.
fn measure(arguments: &Arguments) -> Result<Results, String> {
    let mut plan = planned(&arguments.filter, LARGEST);
    plan.cases.iter_mut().for_each(|it| it.calibrate(arguments.round()));
    plan.cases.iter().try_for_each(Case::check)?;
    let share = arguments.round() * arguments.rounds();
    for _ in 0..arguments.rounds() {
        plan.cases.iter_mut().for_each(|it| it.round(share));
    }
    plan.cases.iter().try_for_each(Case::check)?;
    Ok(Results::new(plan, arguments.rounds()))
}

fn planned(filter: &str, largest: u32) -> Plan {
    let mut plan = Plan::new(filter, largest);
    floors::add(&mut plan);
    ours::add(&mut plan);
    peers::add(&mut plan);
    plan
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_does_what_its_topic_says() {
        for case in planned("", 1_000).cases {
            // Twice: a body leaves its breaker as it found it.
            for _ in 0..2 {
                assert_eq!(case.check(), Ok(()));
            }
        }
    }

    #[test]
    fn a_filter_keeps_what_has_its_text() {
        let plan = planned("rejected: EWRAP", 1_000);
        assert_eq!(plan.cases.len(), 8);
        assert!(plan.cases.iter().all(|it| it.topic.name == "rejected"));
        assert!(plan.figures.is_empty());
    }

    #[test]
    fn every_budget_finds_its_figures() {
        let plan = planned("", 1_000);
        assert_eq!(budgets::all(&Results::new(plan, 0)).len(), 16);
    }

    #[test]
    fn the_attribute_counts_what_it_guards() {
        let counts = || ewrap::Registry::global().get_or_declare("bench.counted").snapshot().counts;
        counted(true).expect("it is up");
        counted(false).expect_err("it is down");
        counted(true).expect_err("the circuit is open");
        assert_eq!((counts().success, counts().failure, counts().rejected), (1, 1, 1));
    }

    #[ewrap::circuit_breaker(name = "bench.counted", threshold = 1)]
    fn counted(up: bool) -> Result<u64, subject::Fault> {
        subject::bare(up)
    }
}
