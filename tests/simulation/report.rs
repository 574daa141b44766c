//! What is measured, and the tables of it.

use std::fmt::Write;

use ewrap::State;

use crate::dependency::{TENTH, Trouble};

/// What came of one policy.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Calls made in trouble that failed or took longer than a second.
    pub(crate) wasted: u64,
    /// How often the circuit opened, and how often of those there was no trouble, nor had been for a second.
    pub(crate) openings: usize,
    pub(crate) wrong: usize,
    /// Milliseconds from the beginning of the trouble until the circuit opened.
    pub(crate) detected: Option<u64>,
    /// Milliseconds from the end of the trouble until the circuit was closed for good.
    pub(crate) recovered: Option<u64>,
    /// The most calls that reached the dependency in a tenth of a second after the trouble; usually about twenty.
    pub(crate) herd: u64,
    /// Calls rejected while there was no trouble.
    pub(crate) refused: u64,
}

/// Counts while it is played.
pub(crate) struct Watch {
    trouble: Trouble,
    wasted: u64,
    refused: u64,
    tenth: u64,
    in_tenth: u64,
    herd: u64,
}

impl Watch {
    pub(crate) fn new(trouble: Trouble) -> Self {
        Self { trouble, wasted: 0, refused: 0, tenth: 0, in_tenth: 0, herd: 0 }
    }

    /// A call reaches the dependency; gives whether that is in trouble.
    pub(crate) fn made(&mut self, now: u64) -> bool {
        if now / TENTH != self.tenth {
            (self.tenth, self.in_tenth) = (now / TENTH, 0);
        }
        self.in_tenth += 1;
        if now >= crate::dependency::ENDS {
            self.herd = self.herd.max(self.in_tenth);
        }
        self.trouble.is_on(now)
    }

    pub(crate) fn ended(&mut self, _now: u64, succeeded: bool, in_trouble: bool) {
        let is_wasted = in_trouble && (!succeeded || self.trouble == Trouble::Slow);
        self.wasted += u64::from(is_wasted);
    }

    pub(crate) fn rejected(&mut self, now: u64) {
        self.refused += u64::from(!self.trouble.is_on(now));
    }

    pub(crate) fn seen(self, moves: &[(State, u64)], begins: u64, ends: u64) -> Seen {
        let opened = |after: u64| moves.iter().filter(move |(to, at)| *to == State::Open && *at >= after);
        let was_on = |at: u64| (at.saturating_sub(1_000)..=at).step_by(100).any(|at| self.trouble.is_on(at));
        // Calls that began in trouble may end later.
        let is_wrong = |at: u64| !(was_on(at) || (ends..ends + 10_000).contains(&at));
        let last = moves.last().copied();
        Seen {
            wasted: self.wasted,
            openings: opened(0).count(),
            wrong: opened(0).filter(|(_, at)| is_wrong(*at)).count(),
            detected: opened(begins).find(|(_, at)| *at < ends).map(|(_, at)| at - begins),
            recovered: last.filter(|(to, _)| *to == State::Closed).map(|(_, at)| at.saturating_sub(ends)),
            herd: self.herd,
            refused: self.refused,
        }
    }
}

fn marker(trouble: Trouble) -> (String, String) {
    (format!("<!-- played: {trouble:?} -->\n"), "<!-- end -->".to_owned())
}

/// The page with the table of this trouble in its place.
pub(crate) fn replaced(page: &str, trouble: Trouble, all: &[(&'static str, Seen)]) -> String {
    let (begin, end) = marker(trouble);
    let Some((before, rest)) = page.split_once(&begin) else { panic!("no place for {trouble:?}") };
    let Some((_, after)) = rest.split_once(&end) else { panic!("no end for {trouble:?}") };
    format!("{before}{begin}\n{}\n{end}{after}", table(all))
}

fn table(all: &[(&'static str, Seen)]) -> String {
    let mut table = "| policy | wasted calls | openings | wrong ones | detected after | closed again after | herd | refused in health |\n\
                     | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for (name, seen) in all {
        let Seen { wasted, openings, wrong, herd, refused, .. } = seen;
        let (detected, recovered) = (seconds(seen.detected), seconds(seen.recovered));
        let _ = writeln!(
            table,
            "| `{name}` | {wasted} | {openings} | {wrong} | {detected} | {recovered} | {herd} | {refused} |"
        );
    }
    table
}

fn seconds(millis: Option<u64>) -> String {
    match millis {
        Some(millis) => format!("{}.{} s", millis / 1000, millis % 1000 / 100),
        None => "-".to_owned(),
    }
}
