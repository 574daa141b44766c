//! What the twin says, in words that the breaker's are turned into.

use ewrap_core::{Config, Outcome, State, TransitionCause};

use super::window::Tallied;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Told {
    Transition(Move),
    Rejected(Rejection),
    WouldOpen(TransitionCause),
    Call(Outcome, u64),
    Reconfigured(Box<Config>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Move {
    pub(super) from: State,
    pub(super) to: State,
    pub(super) cause: TransitionCause,
    pub(super) at: u64,
    pub(super) generation: u32,
    pub(super) totals: Totals,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rejection {
    pub(super) state: State,
    pub(super) retry_after: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Totals {
    pub(super) success: u64,
    pub(super) failure: u64,
    pub(super) ignored: u64,
    pub(super) cancelled: u64,
    pub(super) rejected: u64,
    pub(super) late: u64,
    pub(super) slow: u64,
}

/// What an admitted call holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass {
    pub(super) generation: u32,
    /// Of all calls.
    pub(super) number: u64,
    /// If anybody wanted to know.
    pub(super) began: Option<u64>,
    /// Whether anybody looked at calls when it came.
    pub(super) is_watched: bool,
}

/// All there is to see, to compare with a snapshot.
#[derive(Debug, PartialEq)]
pub(super) struct View {
    pub(super) state: State,
    pub(super) generation: u32,
    pub(super) run: u32,
    pub(super) in_flight: usize,
    pub(super) succeeded: u32,
    pub(super) retry_after: Option<u64>,
    pub(super) window: Option<Tallied>,
    pub(super) failure_rate: Option<f64>,
    pub(super) slow_rate: Option<f64>,
    pub(super) ramp: Option<u8>,
    pub(super) totals: Totals,
    pub(super) config: Config,
    pub(super) last: Option<Move>,
}
