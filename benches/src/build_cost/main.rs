//! What does an annotated function add to a build, beside a peer's? `cargo run --release -p ewrap-benches --bin build-cost`.
//!
//! A crate of many functions in several shapes is checked bare, under `#[circuit_breaker]` and under
//! `#[tracing::instrument]`, with everything it depends on built before. The guard: what ours adds stays below [`LIMIT`]
//! of what the peer's adds. Counted instructions decide where valgrind is installed. Else the processor's time does, and
//! only if all repetitions agree.

mod compiler;
mod generate;
mod measure;

use std::env;
use std::process::ExitCode;

use compiler::Compiler;
use measure::{COUNTED, Measure, REPETITIONS, Row, TIMED};

/// The largest share of the peer's growth that passes: what was reached, and a twentieth of room. Lower it with each gain.
const LIMIT: f64 = 0.95;
/// What it is to become.
const GOAL: f64 = 0.5;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(share) if share <= LIMIT => {
            println!("ours adds {share:.2} of what the peer's adds: at most {LIMIT} pass, the goal is {GOAL}");
            ExitCode::SUCCESS
        }
        Ok(share) => {
            eprintln!("ours adds {share:.2} of what `#[tracing::instrument]` adds, more than {LIMIT}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What ours adds, as a share of what the peer's adds; of times, the least, so that one busy moment fails nothing.
fn run() -> Outcome<f64> {
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2).ok_or("the program is in no target folder")?;
    let folder = target.join("build-cost");
    let measure = Measure { compiler: Compiler::prepare(target, &folder)?, folder };
    println!("{:<32}{:>9}{:>9}{:>9}{:>9}{:>9}{:>7}", "", "bare", "ewrap", "tracing", "ewrap +", "trac. +", "ratio");
    let times = measure.times()?;
    for row in &times {
        show(&format!("{TIMED} functions, ms"), row);
    }
    show(&format!("median of {REPETITIONS}"), &median(&times));
    show("metadata, kB", &measure.metadata()?);
    let counted = measure.instructions()?;
    let Some(row) = counted else { return Ok(times.iter().map(ratio).fold(f64::INFINITY, f64::min)) };
    show(&format!("{COUNTED} functions, 10^6 instructions"), &row);
    Ok(ratio(&row))
}

/// What ours adds, as a share of what the peer's adds.
fn ratio([bare, ours, peers]: &Row) -> f64 {
    (ours - bare) / (peers - bare)
}

fn median(rows: &[Row]) -> Row {
    [0, 1, 2].map(|column| {
        let mut figures: Vec<f64> = rows.iter().map(|row| row[column]).collect();
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    })
}

fn show(what: &str, row: &Row) {
    let [bare, ours, peers] = row;
    println!(
        "{what:<32}{bare:>9.0}{ours:>9.0}{peers:>9.0}{:>9.0}{:>9.0}{:>7.2}",
        ours - bare,
        peers - bare,
        ratio(row)
    );
}
