//! Does a breaker behave as those of other libraries do, configured likewise?
//!
//! Plays scenario files on a `ManualClock`: a configuration, a script with times, and what must be seen after each step.
//! Those in `scenarios/` restate the own tests of thirteen breakers; `EWRAP_CONFORMANCE_DIR` names a folder of more. One line
//! a scenario says `ok`, `FAILED` with the step, or `unsupported` with what it would need; any `FAILED` fails the test.

mod adapter;
mod play;
mod schema;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use schema::{File, Scenario};

/// What became of one scenario.
enum Verdict {
    Ok,
    Failed(String),
    Unsupported(&'static str),
}

fn main() -> ExitCode {
    if env::args().any(|it| it == "--list") {
        println!("conformance: test");
        return ExitCode::SUCCESS;
    }
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/scenarios")];
    folders.extend(env::var_os("EWRAP_CONFORMANCE_DIR").map(PathBuf::from));
    let files: Vec<PathBuf> = folders.iter().flat_map(|it| json_files(it)).collect();
    let mut counts = [[0_usize; 3]; 4];
    for file in &files {
        for scenario in read(file) {
            let verdict = run(&scenario);
            let (column, text) = match &verdict {
                Verdict::Ok => (0, "ok".to_owned()),
                Verdict::Failed(why) => (1, format!("FAILED {why}")),
                Verdict::Unsupported(what) => (2, format!("unsupported: {what}")),
            };
            println!("{} [{}] {text}", scenario.id, scenario.tier);
            for row in [scenario.tier.row(), 3] {
                counts[row][column] += 1;
            }
        }
    }
    println!("\ntier       ok  failed  unsupported");
    for (name, [ok, failed, unsupported]) in ["A", "B", "C", "all"].into_iter().zip(counts) {
        println!("{name:<5} {ok:>7} {failed:>7} {unsupported:>12}");
    }
    let [played, failed, _] = counts[3];
    if failed > 0 || played == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.filter_map(|it| Some(it.ok()?.path())).collect();
    files.retain(|it| it.extension().is_some_and(|it| it == "json"));
    files.sort();
    files
}

fn read(file: &Path) -> Vec<Scenario> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let parsed: File = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    parsed.scenarios
}

fn run(scenario: &Scenario) -> Verdict {
    match adapter::breaker(&scenario.config).and_then(|breaker| adapter::playable(scenario).map(|()| breaker)) {
        Ok((breaker, clock)) => play::play(scenario, &breaker, &clock).map_or_else(Verdict::Failed, |()| Verdict::Ok),
        Err(what) => Verdict::Unsupported(what),
    }
}
