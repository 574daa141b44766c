//! One status area that is drawn again for each cell: a row for each figure, a column for each stretch of time.

use std::fmt::Write as _;
use std::io::{self, Stdout, Write as _};
use std::time::Duration;

use ewrap::State;

use super::{Cell, View};
use crate::args::Plan;
use crate::stats::Tally;
use crate::style::{Colour, Style, brief_or_dash};

const COLUMNS: u32 = 54;
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Where the logarithmic scale of latencies begins: below it a call is as good as instant.
const INSTANT: Duration = Duration::from_micros(50);

#[derive(Debug)]
pub(super) struct Terminal {
    out: Stdout,
    style: Style,
    title: &'static str,
    breaker: bool,
    scale: Scale,
    cells: Vec<Cell>,
    drawn: usize,
}

/// What the axes are drawn to.
#[derive(Debug)]
struct Scale {
    cell: Duration,
    /// The columns before the outage, and before its end.
    outage: (usize, usize),
    callers: f64,
    calls_a_cell: f64,
    longest: Duration,
}

impl Terminal {
    pub(super) fn new(plan: &Plan, style: Style, title: &'static str, breaker: bool) -> Self {
        let cell = plan.total() / COLUMNS;
        let column = |at: Duration| usize::try_from(at.as_nanos() / cell.as_nanos()).unwrap_or(0);
        let scale = Scale {
            cell,
            outage: (column(plan.before), column(plan.before + plan.outage)),
            callers: f64::from(plan.tasks),
            calls_a_cell: f64::from(plan.rate) * cell.as_secs_f64(),
            longest: plan.busy_timeout,
        };
        Self { out: io::stdout(), style, title, breaker, scale, cells: Vec::new(), drawn: 0 }
    }

    fn frame(&self) -> String {
        let mut frame = String::new();
        let sum = Tally::sum(self.cells.iter().map(|cell| cell.tally));
        self.axis(&mut frame);
        if self.breaker {
            self.states(&mut frame);
        }
        self.counts(&mut frame, "database", Colour::Green, sum.database, |tally| tally.database);
        self.counts(&mut frame, "failed", Colour::Red, sum.failed, |tally| tally.failed);
        if self.breaker {
            self.counts(&mut frame, "rejected", Colour::Yellow, sum.rejected, |tally| tally.rejected);
            self.counts(&mut frame, "fallback", Colour::Cyan, sum.fallback, |tally| tally.fallback);
        }
        self.waiting(&mut frame);
        self.latencies(&mut frame, "median", |cell| cell.waits.median());
        self.latencies(&mut frame, "p99", |cell| cell.waits.p99());
        frame
    }

    /// The phases, each as wide as it is long.
    fn axis(&self, frame: &mut String) {
        let (taken, released) = self.scale.outage;
        let mut axis = String::new();
        for (name, width) in [("before", taken), ("outage", released - taken), ("after", COLUMNS as usize - released)] {
            let _ = write!(axis, "{:─<width$.width$}", format!("╭ {name} "));
        }
        self.row(frame, "", &self.style.paint(Colour::Dim, axis).to_string(), &self.elapsed());
    }

    fn elapsed(&self) -> String {
        self.cells.last().map_or_else(String::new, |cell| format!("{:.1} s", cell.ends.as_secs_f64()))
    }

    fn states(&self, frame: &mut String) {
        let mut cells = String::new();
        for cell in &self.cells {
            let state = worth_showing(&cell.states);
            let glyph = match state {
                State::Closed => '━',
                State::HalfOpen => '▒',
                _ => '█',
            };
            let _ = write!(cells, "{}", self.style.paint(Style::state(state), glyph));
        }
        let now = self.cells.last().and_then(|cell| cell.states.last()).copied().unwrap_or(State::Closed);
        self.row(frame, "breaker", &cells, &self.style.paint(Style::state(now), now.as_str()).to_string());
    }

    fn counts(&self, frame: &mut String, label: &str, colour: Colour, sum: u64, of: impl Fn(&Tally) -> u64) {
        let mut cells = String::new();
        for cell in &self.cells {
            let count = of(&cell.tally);
            #[expect(clippy::cast_precision_loss, reason = "a cell holds far fewer than 2^52 calls")]
            let share = count as f64 / self.scale.calls_a_cell;
            let glyph = if count == 0 { ' ' } else { bar(share) };
            let _ = write!(cells, "{}", self.style.paint(colour, glyph));
        }
        self.row(frame, label, &cells, &sum.to_string());
    }

    fn waiting(&self, frame: &mut String) {
        let mut cells = String::new();
        for cell in &self.cells {
            let share = f64::from(cell.waiting) / self.scale.callers;
            let colour = if share > 0.5 { Colour::Red } else { Colour::Yellow };
            let glyph = if cell.waiting == 0 { ' ' } else { bar(share) };
            let _ = write!(cells, "{}", self.style.paint(colour, glyph));
        }
        let now = self.cells.last().map_or(0, |cell| cell.waiting);
        self.row(frame, "waiting", &cells, &now.to_string());
    }

    fn latencies(&self, frame: &mut String, label: &str, of: impl Fn(&Cell) -> Option<Duration>) {
        let mut cells = String::new();
        for cell in &self.cells {
            let Some(wait) = of(cell) else {
                cells.push(' ');
                continue;
            };
            let share = logarithm(wait) / logarithm(self.scale.longest);
            let colour = match share {
                ..0.5 => Colour::Green,
                ..0.8 => Colour::Yellow,
                _ => Colour::Red,
            };
            let _ = write!(cells, "{}", self.style.paint(colour, bar(share)));
        }
        let now = self.cells.last().and_then(of);
        self.row(frame, label, &cells, &brief_or_dash(now));
    }

    /// `cells` may hold colour codes, so the gap behind it is counted and not padded.
    fn row(&self, frame: &mut String, label: &str, cells: &str, figure: &str) {
        let missing = if label.is_empty() { 0 } else { COLUMNS as usize - self.cells.len() };
        let rest = self.style.paint(Colour::Dim, "·".repeat(missing));
        let _ = writeln!(frame, "  {label:<8}  {cells}{rest}  {figure}");
    }
}

impl View for Terminal {
    fn cell(&self) -> Duration {
        self.scale.cell
    }

    fn begin(&mut self) -> io::Result<()> {
        writeln!(self.out, "\n{}\n", self.style.paint(Colour::Bold, self.title))
    }

    fn show(&mut self, cell: Cell) -> io::Result<()> {
        let full = self.cells.len() == COLUMNS as usize;
        match self.cells.last_mut() {
            Some(last) if full => last.absorb(cell),
            _ => self.cells.push(cell),
        }
        let frame = self.frame();
        // Up to the first line; lines too long for the window are cut, not wrapped, or the area would creep.
        let up = if self.drawn == 0 { String::new() } else { format!("\x1b[{}A", self.drawn) };
        let lines = frame.replace('\n', "\x1b[K\n");
        self.out.write_all(format!("\x1b[?7l{up}{lines}\x1b[?7h").as_bytes())?;
        self.drawn = frame.lines().count();
        self.out.flush()
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Of the states in one cell, the rarest: half-open, or else the last.
fn worth_showing(states: &[State]) -> State {
    let half_open = states.iter().find(|state| **state == State::HalfOpen);
    half_open.or(states.last()).copied().unwrap_or(State::Closed)
}

fn bar(share: f64) -> char {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the eight bars")]
    let height = (share * 7.0).round().clamp(0.0, 7.0) as usize;
    BARS[height]
}

fn logarithm(wait: Duration) -> f64 {
    (wait.as_secs_f64() / INSTANT.as_secs_f64()).max(1.0).ln()
}
