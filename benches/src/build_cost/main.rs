//! What does an annotated function add to a build, beside a peer's? `cargo run --release -p ewrap-benches --bin build-cost`.
//!
//! A crate of many functions in several shapes is checked bare, under `#[circuit_breaker]` and under
//! `#[tracing::instrument]`, with everything it depends on built before. The guard: what ours adds stays below [`LIMIT`]
//! of what the peer's adds. Counted instructions decide where valgrind is installed. Else the processor's time does, and
//! only if all repetitions agree.

mod compiler;
mod generate;
mod measure;
#[path = "../process.rs"]
mod process;

use std::env;
use std::process::ExitCode;

use compiler::Compiler;
use measure::{COUNTED, Measure, Row, TIMED};
use process::Outcome;

/// The share of the peer's growth below which ours passes.
const LIMIT: f64 = 0.5;
/// The same of times, which say more of the machine: there a processor does fewer of our instructions at once.
const LIMIT_OF_TIMES: f64 = 0.65;

fn main() -> ExitCode {
    match run() {
        Ok((share, limit)) if share < limit => {
            println!("ours adds {share:.2} of what the peer's adds: less than {limit} pass");
            ExitCode::SUCCESS
        }
        Ok((share, limit)) => {
            eprintln!("ours adds {share:.2} of what `#[tracing::instrument]` adds, and less than {limit} pass");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What ours adds, as a share of what the peer's adds, and its limit; of times, the least, so that one busy moment fails
/// nothing.
fn run() -> Outcome<(f64, f64)> {
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2).ok_or("the program is in no target folder")?;
    let folder = target.join("build-cost");
    let measure = Measure { compiler: Compiler::prepare(target, &folder)?, folder };
    println!("{:<32}{:>9}{:>9}{:>9}{:>9}{:>9}{:>7}", "", "bare", "ewrap", "tracing", "ewrap +", "trac. +", "ratio");
    let counted = measure.instructions()?;
    let times = measure.times(counted.is_none())?;
    for row in &times {
        show(&format!("{TIMED} functions, ms"), row);
    }
    show("metadata, kB", &measure.metadata()?);
    let Some(row) = counted else {
        return Ok((times.iter().map(ratio).fold(f64::INFINITY, f64::min), LIMIT_OF_TIMES));
    };
    show(&format!("{COUNTED} functions, 10^6 instructions"), &row);
    Ok((ratio(&row), LIMIT))
}

/// What ours adds, as a share of what the peer's adds.
fn ratio([bare, ours, peers]: &Row) -> f64 {
    (ours - bare) / (peers - bare)
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
