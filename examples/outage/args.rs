//! The knobs of the program: what they are called, what they may be, what they are by default.

use std::ffi::OsString;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use lexopt::prelude::*;

pub(crate) const HELP: &str = "\
Reads user profiles from an SQLite file through a circuit breaker, takes the database away, and gives it back.

Usage: cargo run --example outage -- [OPTIONS]

Load:
    --tasks <N>            callers at once, 1 to 64 [8]
    --rate <N>             calls a second, of all callers together, at most 200 for each [400]
    --users <N>            profiles in the database, 1 to 1000000 [1000]
    --seed <N>             which profiles are read, and in which order [1]

Outage:
    --before <TIME>        how long all is well, 300ms to 10s [1.5s]
    --outage <TIME>        how long the database is locked, 500ms to 10s [3.5s]
    --after <TIME>         how long all is well again, 800ms to 10s [1.5s]
    --busy-timeout <TIME>  how long a read waits for a locked database, 20ms to 400ms [250ms]
    --no-comparison        leave out the second run, without the breaker

Output:
    --plain                lines, as if stdout were not a terminal
    -h, --help             this text

The breaker itself is fixed: it opens after 5 failures in a row, and probes every 500 ms.
TIME is like 250ms or 1.5s. NO_COLOR is honoured.
Exit status: 0 if the breaker opened, failed fast, probed one call at a time and closed again; else 1;
2 for bad arguments.
";

/// What the command line asks for.
#[derive(Debug)]
pub(crate) enum Command {
    Run(Plan),
    Help,
}

/// Load, outage and output of one invocation.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) tasks: u32,
    pub(crate) rate: u32,
    pub(crate) users: u32,
    pub(crate) seed: u64,
    pub(crate) before: Duration,
    pub(crate) outage: Duration,
    pub(crate) after: Duration,
    pub(crate) busy_timeout: Duration,
    pub(crate) comparison: bool,
    pub(crate) plain: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            tasks: 8,
            rate: 400,
            users: 1000,
            seed: 1,
            before: Duration::from_millis(1500),
            outage: Duration::from_millis(3500),
            after: Duration::from_millis(1500),
            busy_timeout: Duration::from_millis(250),
            comparison: true,
            plain: false,
        }
    }
}

impl Plan {
    /// The length of one run.
    pub(crate) fn total(&self) -> Duration {
        self.before + self.outage + self.after
    }
}

/// The most one caller can do without the timer's granularity getting in its way.
const MOST_CALLS_A_TASK: u32 = 200;

pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    let mut plan = Plan::default();
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next()? {
        match arg {
            Long("tasks") => plan.tasks = number(&mut parser, "--tasks", 1..=64)?,
            Long("rate") => plan.rate = number(&mut parser, "--rate", 1..=12_800)?,
            Long("users") => plan.users = number(&mut parser, "--users", 1..=1_000_000)?,
            Long("seed") => plan.seed = number(&mut parser, "--seed", 0..=u64::MAX)?,
            Long("before") => plan.before = time(&mut parser, "--before", 300..=10_000)?,
            Long("outage") => plan.outage = time(&mut parser, "--outage", 500..=10_000)?,
            Long("after") => plan.after = time(&mut parser, "--after", 800..=10_000)?,
            Long("busy-timeout") => plan.busy_timeout = time(&mut parser, "--busy-timeout", 20..=400)?,
            Long("no-comparison") => plan.comparison = false,
            Long("plain") => plan.plain = true,
            Short('h') | Long("help") => return Ok(Command::Help),
            _ => return Err(arg.unexpected()),
        }
    }
    let most = plan.tasks * MOST_CALLS_A_TASK;
    if plan.rate > most {
        let Plan { rate, tasks, .. } = plan;
        return Err(format!("--rate of {rate} is too much for {tasks} tasks (at most {most})").into());
    }
    Ok(Command::Run(plan))
}

fn number<N>(parser: &mut lexopt::Parser, name: &str, range: RangeInclusive<N>) -> Result<N, lexopt::Error>
where
    N: FromStr + PartialOrd + Display,
{
    let text = parser.value()?.string()?;
    let number = text.parse().map_err(|_| format!("{name} takes a whole number, not {text:?}"))?;
    if range.contains(&number) {
        return Ok(number);
    }
    Err(format!("{name} of {number} is out of range ({} to {})", range.start(), range.end()).into())
}

fn time(parser: &mut lexopt::Parser, name: &str, millis: RangeInclusive<u64>) -> Result<Duration, lexopt::Error> {
    let text = parser.value()?.string()?;
    let Some(time) = duration(&text) else {
        return Err(format!("{name} takes a time like 250ms or 1.5s, not {text:?}").into());
    };
    let [least, most] = [*millis.start(), *millis.end()].map(Duration::from_millis);
    if (least..=most).contains(&time) {
        return Ok(time);
    }
    Err(format!("{name} of {time:?} is out of range ({least:?} to {most:?})").into())
}

fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 0.001),
        None => (text.strip_suffix('s')?, 1.0),
    };
    Duration::try_from_secs_f64(number.trim().parse::<f64>().ok()? * unit).ok()
}
