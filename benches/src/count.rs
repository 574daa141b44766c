//! One case, a given number of times, for an instruction counter.
//!
//! The instructions of one call are the difference of two runs, divided by the difference of their counts:
//!
//! ```text
//! cargo build --release -p ewrap-benches
//! for n in 1000 2000; do
//!     valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/count closed $n 2>&1 | grep refs
//! done
//! ```
//!
//! Cases: `bare`, `closed`, `failing` (the threshold is out of reach), the policies `calls`, `time`, `slow` and `keyed`, and `rejected`. The last line that `count` prints keeps the calls from being optimised away.

#[path = "ours/guarded.rs"]
mod guarded;
mod subject;

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [case, count] = &arguments[..] else { return usage() };
    let Ok(count) = count.parse::<u64>() else { return usage() };
    let call: fn(bool) -> Result<u64, subject::Fault> = match case.as_str() {
        "bare" => subject::bare,
        "closed" => guarded::closed,
        "failing" => guarded::failing,
        "calls" => guarded::window_of_calls,
        "time" => guarded::window_of_time,
        "slow" => guarded::slow_calls,
        "keyed" => guarded::keyed,
        "rejected" => {
            guarded::trip();
            guarded::open
        }
        _ => return usage(),
    };
    let answered = (0..count).filter(|_| call(true).is_ok()).count();
    println!("{answered} of {count} answered");
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: count bare|closed|failing|calls|time|slow|keyed|rejected <calls>");
    ExitCode::from(2)
}
