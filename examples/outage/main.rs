//! Does a service outlive its database?
//!
//! Several tasks read user profiles from a database file. Half-way another connection takes the file away with an
//! exclusive lock, so every read waits for its busy timeout and fails; later the lock goes. The function that reads is
//! annotated (`profiles.rs`); the same load on the bare function shows what the annotation is worth.
//!
//! A run goes `args → database → load + lock → timeline (live) → report → verdict`. The exit status is the verdict's: 0 only
//! if the breaker opened, failed fast, probed one call at a time, and closed again.

mod args;
mod database;
mod journal;
mod load;
mod probes;
mod profiles;
mod report;
mod run;
mod stats;
mod style;
mod timeline;
mod verdict;

use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Arc;

use args::{Command, Plan};
use database::Database;
use ewrap::Registry;
use journal::Journal;
use style::Style;
use tokio::signal;

/// Anything that keeps the program from coming to a verdict.
type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let plan = match args::parse(std::env::args_os().skip(1)) {
        Ok(Command::Run(plan)) => plan,
        Ok(Command::Help) => return say(args::HELP),
        Err(error) => {
            eprintln!("outage: {error} (see --help)");
            return ExitCode::from(2);
        }
    };
    tokio::select! {
        verdict = play(&plan) => match verdict {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("outage: {error}");
                ExitCode::FAILURE
            }
        },
        _ = signal::ctrl_c() => {
            eprintln!("\noutage: interrupted");
            ExitCode::from(130)
        }
    }
}

/// The whole play; the database and its directory are gone when it ends, however it ends.
async fn play(plan: &Plan) -> Result<(), Failure> {
    let style = Style::of_stdout(plan.plain);
    let directory = tempfile::tempdir()?;
    let db = Arc::new(Database::create(directory.path(), plan.users, plan.busy_timeout, plan.tasks)?);
    report::opening(plan, &db, style)?;

    let journal = Journal::of("db", &Registry::global());
    let mut view = timeline::view(plan, style, "with the breaker", true);
    let guarded = run::run(plan, &db, Some(&journal), &mut *view).await?;
    let findings = verdict::find(plan, &guarded, &journal);

    let bare = if plan.comparison {
        let mut view = timeline::view(plan, style, "the same without the breaker", false);
        Some(run::run(plan, &db, None, &mut *view).await?)
    } else {
        None
    };

    drop(db);
    directory.close()?;
    report::closing(&guarded, bare.as_ref(), &journal, style)?;
    report::findings(&findings, style)?;
    verdict::pass(&findings)
}

fn say(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
