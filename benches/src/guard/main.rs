//! Does a call still take the instructions that it took? `cargo run --release -p ewrap-benches --bin guard`.
//!
//! Instructions do not depend on how busy the machine is, so they can be compared with figures in the repository. They do
//! depend on the compiler: where another one built this, or where there is no valgrind, the status is that of a skipped
//! step, [`SKIPPED`]. `EWRAP_BLESS=1` stores what was counted.

mod callgrind;
mod stored;
mod verdict;

use std::env;
use std::process::{Command, ExitCode};

use callgrind::Counter;
use stored::Stored;
use verdict::Verdict;

/// What `.ci/run` takes for skipped.
const SKIPPED: u8 = 77;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    if cfg!(debug_assertions) {
        eprintln!("instructions are counted in release: add `--release`");
        return ExitCode::FAILURE;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped: valgrind is not installed (`apt-get install valgrind`, `dnf install valgrind`)");
        return ExitCode::from(SKIPPED);
    }
    let done =
        compiler().and_then(|ours| if env::var_os("EWRAP_BLESS").is_some() { store(&ours) } else { check(&ours) });
    done.unwrap_or_else(|error| {
        eprintln!("{error}");
        ExitCode::FAILURE
    })
}

/// Version and target: figures of another are no measure.
fn compiler() -> Outcome<String> {
    let output = Command::new("rustc").arg("-vV").output()?;
    let text = String::from_utf8(output.stdout)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    let (Some(version), Some(host)) = (text.lines().next(), host) else { return Err(text.into()) };
    Ok(format!("{version} on {host}"))
}

fn store(ours: &str) -> Outcome<ExitCode> {
    let counted = Counter::build()?.all()?;
    println!("stored: {}", Stored { compiler: ours.to_owned(), figures: counted }.write()?.display());
    Ok(ExitCode::SUCCESS)
}

fn check(ours: &str) -> Outcome<ExitCode> {
    let stored = Stored::read()?;
    if stored.compiler != ours {
        println!("skipped: the figures are those of {}, this is {ours}", stored.compiler);
        return Ok(ExitCode::from(SKIPPED));
    }
    let counted = Counter::build()?.all()?;
    let verdicts = verdict::all(&stored.figures, &counted);
    println!("{:<12} {:>10} {:>10}", "case", "stored", "counted");
    for it in &verdicts {
        println!("{it}");
    }
    let bad = verdicts.iter().filter(|it| !it.is_good()).count();
    if bad == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    verdicts.iter().filter_map(Verdict::advice).for_each(|it| eprintln!("{it}"));
    eprintln!("to store what was counted: EWRAP_BLESS=1 cargo run --release -p ewrap-benches --bin guard");
    Ok(ExitCode::FAILURE)
}
