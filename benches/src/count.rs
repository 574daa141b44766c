//! One case, a given number of times, for an instruction counter: `count CASE CALLS`.
//!
//! The instructions of one call are the difference of two runs, divided by the difference of their counts. `guard` counts
//! them so for every case; `count` alone prints the names of the cases. The line it prints at the end keeps the calls from
//! being optimised away.

mod cases;
#[path = "ours/guarded.rs"]
mod guarded;
#[path = "ours/known.rs"]
mod known;
mod subject;

use std::env;
use std::process::ExitCode;

use cases::CASES;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match &arguments[..] {
        [] => CASES.iter().for_each(|(name, _)| println!("{name}")),
        [name, calls] => {
            let case = CASES.iter().find(|(known, _)| known == name);
            let (Some((_, case)), Ok(calls)) = (case, calls.parse::<u64>()) else { return usage() };
            let mut call = case();
            let answered = (0..calls).filter(|_| call()).count();
            println!("{answered} of {calls} answered");
        }
        _ => return usage(),
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: count [CASE CALLS]; without arguments it prints the cases");
    ExitCode::from(2)
}
