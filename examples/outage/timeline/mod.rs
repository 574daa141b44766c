//! The live part: samples come in, time is cut into cells, and a view shows each cell when it is over.

mod plain;
mod terminal;

use std::io;
use std::time::Duration;

use ewrap::State;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, sleep_until};

use crate::Failure;
use crate::args::Plan;
use crate::journal::Journal;
use crate::load::{Sample, Waiting};
use crate::stats::{Tally, Waits};
use crate::style::Style;

/// What is seen of one stretch of time.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) ends: Duration,
    /// The breaker's states in it, in order; none without a breaker.
    pub(crate) states: Vec<State>,
    pub(crate) tally: Tally,
    pub(crate) waits: Waits,
    /// Callers inside a call when it ends.
    pub(crate) waiting: u32,
}

impl Cell {
    /// For the last calls of a run, which may end after its last cell.
    fn absorb(&mut self, later: Self) {
        self.ends = later.ends;
        self.states.extend(later.states);
        self.tally = Tally::sum([self.tally, later.tally].into_iter());
        self.waits.merge(later.waits);
        self.waiting = later.waiting;
    }
}

/// A way to show a run.
pub(crate) trait View {
    /// The length of a cell.
    fn cell(&self) -> Duration;
    fn begin(&mut self) -> io::Result<()>;
    fn show(&mut self, cell: Cell) -> io::Result<()>;
    fn end(&mut self) -> io::Result<()>;
}

/// The view that stdout is fit for.
pub(crate) fn view(plan: &Plan, style: Style, title: &'static str, breaker: bool) -> Box<dyn View> {
    if style.redraw {
        Box::new(terminal::Terminal::new(plan, style, title, breaker))
    } else {
        Box::new(plain::Plain::new(plan, title, breaker))
    }
}

/// Where the figures come from.
#[derive(Debug)]
pub(crate) struct Sources<'a> {
    /// The zero of the run, on the system's clock and on the breaker's.
    pub(crate) start: Instant,
    pub(crate) origin: Duration,
    pub(crate) journal: Option<&'a Journal>,
    pub(crate) waiting: Waiting,
    pub(crate) samples: UnboundedReceiver<Sample>,
}

impl Sources<'_> {
    /// The breaker's states between two moments of the run.
    fn states(&self, begins: Duration, ends: Duration) -> Vec<State> {
        self.journal.map_or_else(Vec::new, |journal| journal.states(self.origin + begins, self.origin + ends))
    }
}

/// Shows the run until the last caller is done; gives back all that was received.
pub(crate) async fn follow(mut sources: Sources<'_>, view: &mut dyn View) -> Result<Vec<Sample>, Failure> {
    let mut samples = Vec::new();
    let (mut begins, mut shown) = (Duration::ZERO, 0);
    view.begin()?;
    loop {
        let ends = begins + view.cell();
        let all_done = gather(&mut sources.samples, &mut samples, sources.start + ends).await;
        let new = &samples[shown..];
        if !(all_done && new.is_empty()) {
            let (states, waiting) = (sources.states(begins, ends), sources.waiting.now());
            view.show(Cell { ends, states, tally: Tally::of(new), waits: Waits::of(new), waiting })?;
        }
        if all_done {
            view.end()?;
            return Ok(samples);
        }
        (begins, shown) = (ends, samples.len());
    }
}

/// Collects samples until a moment; true if there will be no more.
async fn gather(received: &mut UnboundedReceiver<Sample>, samples: &mut Vec<Sample>, until: Instant) -> bool {
    loop {
        tokio::select! {
            sample = received.recv() => match sample {
                Some(sample) => samples.push(sample),
                None => return true,
            },
            () = sleep_until(until) => return false,
        }
    }
}
