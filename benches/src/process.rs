//! Other programs, called by the guards: what does not succeed is an error that shows what it said.

use std::env;
use std::process::{Command, Output};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

pub(crate) fn has_valgrind() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok()
}

pub(crate) fn succeed(command: &mut Command) -> Outcome<Output> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)).into())
}
