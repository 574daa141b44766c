//! Counting: what a call adds is the difference of two runs, so that starting and ending are no part of it.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Output};

use super::Outcome;

/// Enough for a rare path, such as a window that moves on, to weigh little; few enough to take a second.
const CALLS: u64 = 10_000;

/// The program `count`, fresh.
pub(crate) struct Counter {
    program: PathBuf,
}

impl Counter {
    pub(crate) fn build() -> Outcome<Self> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let build = ["build", "--quiet", "--release", "-p", "ewrap-benches", "--bin", "count"];
        succeed(Command::new(cargo).args(build))?;
        Ok(Self { program: env::current_exe()?.with_file_name("count") })
    }

    /// Each case and its instructions a call.
    pub(crate) fn all(&self) -> Outcome<Vec<(String, f64)>> {
        let names = String::from_utf8(succeed(&mut Command::new(&self.program))?.stdout)?;
        names.lines().map(|case| Ok((case.to_owned(), self.a_call(case)?))).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    fn a_call(&self, case: &str) -> Outcome<f64> {
        let (once, twice) = (self.run(case, CALLS)?, self.run(case, 2 * CALLS)?);
        Ok(twice.saturating_sub(once) as f64 / CALLS as f64)
    }

    /// The instructions of a whole run.
    fn run(&self, case: &str, calls: u64) -> Outcome<u64> {
        let mut command = Command::new("valgrind");
        // Variables such as `RUST_BACKTRACE` change what is done.
        command.env_clear().env("PATH", env::var_os("PATH").unwrap_or_default());
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
        let output = succeed(command.arg(&self.program).arg(case).arg(calls.to_string()))?;
        let text = String::from_utf8_lossy(&output.stderr);
        let collected = text.lines().find_map(|line| line.split_once("Collected : "));
        let (_, figure) = collected.ok_or_else(|| format!("callgrind counted nothing: {text}"))?;
        Ok(figure.trim().parse()?)
    }
}

fn succeed(command: &mut Command) -> Outcome<Output> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)).into())
}
