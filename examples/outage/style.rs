//! How things look: colours, if the terminal and `NO_COLOR` allow, and durations that line up.

use std::env;
use std::fmt;
use std::io::{self, IsTerminal as _};
use std::time::Duration;

use ewrap::State;

/// What stdout can show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Whether lines can be drawn again.
    pub(crate) redraw: bool,
    colour: bool,
}

/// The few colours that terminals agree on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Colour {
    Green,
    Yellow,
    Red,
    Cyan,
    Dim,
    Bold,
}

impl Style {
    pub(crate) fn of_stdout(plain: bool) -> Self {
        let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_none_or(|term| term == "dumb");
        let redraw = !plain && !dumb && io::stdout().is_terminal();
        Self { redraw, colour: redraw && !is_set("NO_COLOR") }
    }

    pub(crate) fn paint<T: fmt::Display>(self, colour: Colour, text: T) -> Painted<T> {
        Painted { colour: self.colour.then_some(colour), text }
    }

    pub(crate) fn state(state: State) -> Colour {
        match state {
            State::Closed => Colour::Green,
            State::HalfOpen => Colour::Yellow,
            _ => Colour::Red,
        }
    }
}

/// Text in a colour. Pad it before painting, so that the codes do not count as width.
#[derive(Debug)]
pub(crate) struct Painted<T> {
    colour: Option<Colour>,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match self.colour {
            None => return self.text.fmt(f),
            Some(Colour::Green) => "32",
            Some(Colour::Yellow) => "33",
            Some(Colour::Red) => "31",
            Some(Colour::Cyan) => "36",
            Some(Colour::Dim) => "2",
            Some(Colour::Bold) => "1",
        };
        write!(f, "\x1b[{code}m{}\x1b[0m", self.text)
    }
}

/// A latency, to three digits or so: `0.12 ms`, `12.3 ms`, `251 ms`, `27.8 s`.
pub(crate) fn brief(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    match ms {
        ..0.1 => format!("{ms:.3} ms"),
        ..10.0 => format!("{ms:.2} ms"),
        ..100.0 => format!("{ms:.1} ms"),
        ..1000.0 => format!("{ms:.0} ms"),
        _ => format!("{:.2} s", time.as_secs_f64()),
    }
}

/// The same, or a dash where there is nothing to measure.
pub(crate) fn brief_or_dash(time: Option<Duration>) -> String {
    time.map_or_else(|| "-".to_owned(), brief)
}
