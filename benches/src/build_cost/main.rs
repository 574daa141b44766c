//! What does an annotated function add to a build, beside a peer's? `cargo run --release -p ewrap-benches --bin build-cost`.
//!
//! A crate of many functions in several shapes is checked bare, under `#[circuit_breaker]` and under
//! `#[tracing::instrument]`, with everything it depends on built before. The guard: what ours adds stays below [`LIMIT`]
//! of what the peer's adds; with fallbacks, below [`WITH_FALLBACKS`]. Counted instructions decide where valgrind is
//! installed. Else the processor's time does, and only if all repetitions agree.

mod compiler;
mod generate;
mod measure;
#[path = "../process.rs"]
mod process;

use std::env;
use std::process::ExitCode;

use compiler::Compiler;
use generate::Shapes;
use measure::{COUNTED, Measure, Row, TIMED};
use process::Outcome;

/// The largest share of the peer's growth that passes.
const LIMIT: f64 = 0.5;
/// The same where every third function has a fallback, which is a second function to call, and its arguments kept: what was
/// reached, and some room. Lower it with each gain.
const WITH_FALLBACKS: f64 = 0.6;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether ours stays below its limits.
fn run() -> Outcome<bool> {
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2).ok_or("the program is in no target folder")?;
    let folder = target.join("build-cost");
    let compiler = Compiler::prepare(target, &folder)?;
    let mut measure = Measure { compiler, folder, shapes: Shapes::Alike };
    let passes = stays_below(LIMIT, "functions", &measure)?;
    measure.shapes = Shapes::WithFallbacks;
    Ok(stays_below(WITH_FALLBACKS, "functions, a third with fallbacks", &measure)? && passes)
}

fn stays_below(limit: f64, what: &str, measure: &Measure) -> Outcome<bool> {
    println!("{:<40}{:>9}{:>9}{:>9}{:>9}{:>9}{:>7}", what, "bare", "ewrap", "tracing", "ewrap +", "trac. +", "ratio");
    let share = share(measure)?;
    if share < limit {
        println!("ours adds {share:.2} of what the peer's adds: less than {limit} pass\n");
    } else {
        eprintln!("ours adds {share:.2} of what `#[tracing::instrument]` adds, and less than {limit} pass\n");
    }
    Ok(share < limit)
}

/// What ours adds, as a share of what the peer's adds; of times, the least, so that one busy moment fails nothing.
fn share(measure: &Measure) -> Outcome<f64> {
    let counted = measure.instructions()?;
    let times = measure.times(counted.is_none())?;
    for row in &times {
        show(&format!("{TIMED}, ms"), row);
    }
    show("metadata of these, kB", &measure.metadata()?);
    let Some(row) = counted else { return Ok(times.iter().map(ratio).fold(f64::INFINITY, f64::min)) };
    show(&format!("{COUNTED}, 10^6 instructions"), &row);
    Ok(ratio(&row))
}

/// What ours adds, as a share of what the peer's adds.
fn ratio([bare, ours, peers]: &Row) -> f64 {
    (ours - bare) / (peers - bare)
}

fn show(what: &str, row: &Row) {
    let [bare, ours, peers] = row;
    println!(
        "{what:<40}{bare:>9.0}{ours:>9.0}{peers:>9.0}{:>9.0}{:>9.0}{:>7.2}",
        ours - bare,
        peers - bare,
        ratio(row)
    );
}
