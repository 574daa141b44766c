//! The bits of a breaker's state, as one value.
//!
//! ```text
//!  63            32   31   30        3 2    0
//! ┌────────────────┬──────┬───────────┬──────┐
//! │   generation   │ told │    run    │ state│
//! └────────────────┴──────┴───────────┴──────┘
//! ```
//!
//! * state: one of the six [`State`]s, or closed with a ramp. Closed is zero, so a closed circuit without a run of failures is a bare
//!   generation and the common success is one comparison.
//! * run: consecutive failures of the present period (closed and metrics-only; zero elsewhere).
//! * told: in metrics-only, that this run has reached the threshold and observers have heard of it.
//! * generation: counts the transitions, modulo 2³². A result counts only in the generation its permit carries; a
//!   permit would have to sleep through exactly 2³² transitions to be taken for a newer one.

use std::fmt;

/// What a circuit breaker does with the calls that come.
///
/// `Closed`, `Open` and `HalfOpen` follow each other by themselves; the other three are set by an operator and stay
/// until an operator ends them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Every call is admitted, and failures are counted.
    Closed,
    /// Calls are rejected until the timeout has passed.
    Open,
    /// A few calls at a time are admitted as probes; what they report decides.
    HalfOpen,
    /// Every call is rejected until an operator ends it.
    ForcedOpen,
    /// Every call is admitted and nothing is recorded.
    Disabled,
    /// Every call is admitted and recorded, and the circuit never opens: it tells when it would have.
    MetricsOnly,
}

impl State {
    /// The name in the spelling of metrics and logs, such as `half_open`.
    ///
    /// ```
    /// assert_eq!(ewrap::State::HalfOpen.as_str(), "half_open");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::HalfOpen => "half_open",
            Self::ForcedOpen => "forced_open",
            Self::Disabled => "disabled",
            Self::MetricsOnly => "metrics_only",
        }
    }
}

/// The same text as [`State::as_str`].
impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

const STATE_BITS: u32 = 3;
/// Closed, and admitting a growing share of the calls.
const RAMP: u64 = 6;
const STATE_MASK: u64 = (1 << STATE_BITS) - 1;
/// As many as the highest threshold needs.
const RUN_BITS: u32 = 28;
const RUN_MASK: u64 = (1 << RUN_BITS) - 1;
const TOLD: u64 = 1 << (STATE_BITS + RUN_BITS);
const GENERATION_SHIFT: u32 = STATE_BITS + RUN_BITS + 1;

/// A snapshot of the state word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word(pub(crate) u64);

impl Word {
    /// A word of the given state at the first generation.
    pub(crate) const fn first(state: State) -> Self {
        Self(state as u64)
    }

    /// A closed circuit of this generation that has seen no failure: what a success expects to find.
    #[inline]
    pub(crate) const fn quiet(generation: u32) -> Self {
        Self((generation as u64) << GENERATION_SHIFT)
    }

    #[inline]
    pub(crate) const fn state(self) -> State {
        match self.0 & STATE_MASK {
            0 | RAMP => State::Closed,
            1 => State::Open,
            2 => State::HalfOpen,
            3 => State::ForcedOpen,
            4 => State::Disabled,
            _ => State::MetricsOnly,
        }
    }

    /// Whether every call is admitted without a further question.
    #[inline]
    pub(crate) const fn admits_all(self) -> bool {
        self.0 & STATE_MASK == 0
    }

    /// Whether a closed circuit admits a share of the calls only.
    pub(crate) const fn is_ramping(self) -> bool {
        self.0 & STATE_MASK == RAMP
    }

    /// The same period after its ramp.
    pub(crate) const fn without_ramp(self) -> Self {
        Self(self.0 & !STATE_MASK)
    }

    #[inline]
    pub(crate) const fn generation(self) -> u32 {
        (self.0 >> GENERATION_SHIFT) as u32
    }

    #[inline]
    pub(crate) const fn run(self) -> u32 {
        ((self.0 >> STATE_BITS) & RUN_MASK) as u32
    }

    /// The same period with another run of failures, which stops counting at the most the bits hold.
    pub(crate) const fn with_run(self, run: u32) -> Self {
        let run = if run as u64 > RUN_MASK { RUN_MASK } else { run as u64 };
        Self(self.0 & !(RUN_MASK << STATE_BITS) | run << STATE_BITS)
    }

    /// The same run, of which observers have not heard.
    pub(crate) const fn untold(self) -> Self {
        Self(self.0 & !TOLD)
    }

    /// Whether observers have heard that this run would have opened the circuit.
    pub(crate) const fn is_told(self) -> bool {
        self.0 & TOLD != 0
    }

    /// The same run, of which observers have heard.
    pub(crate) const fn told(self) -> Self {
        Self(self.0 | TOLD)
    }

    /// The next period: another state, no failures, a new generation.
    pub(crate) const fn transition_to(self, state: State) -> Self {
        Self(Self::quiet(self.generation().wrapping_add(1)).0 | state as u64)
    }

    /// The next period: closed, with a ramp.
    pub(crate) const fn transition_to_ramp(self) -> Self {
        Self(self.transition_to(State::Closed).0 | RAMP)
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} run {} generation {}", self.state(), self.run(), self.generation())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [State; 6] =
        [State::Closed, State::Open, State::HalfOpen, State::ForcedOpen, State::Disabled, State::MetricsOnly];

    #[test]
    fn a_word_gives_back_what_it_was_made_of() {
        for state in STATES {
            let word = Word::first(State::Closed).transition_to(state).with_run(7);
            assert_eq!((word.state(), word.run(), word.generation()), (state, 7, 1));
            assert_eq!(word.with_run(0), Word::first(State::Open).transition_to(state));
        }
    }

    #[test]
    fn a_word_reads_as_its_parts() {
        let word = Word::quiet(9).with_run(4).transition_to(State::HalfOpen).with_run(2);
        assert_eq!(format!("{word:?}"), "half_open run 2 generation 10");
    }

    #[test]
    fn a_run_stops_at_its_widest() {
        let word = Word::quiet(9).with_run(u32::MAX);
        assert_eq!((word.run(), word.state(), word.generation()), (0x0FFF_FFFF, State::Closed, 9));
    }

    #[test]
    fn the_end_of_a_run_is_the_end_of_what_was_told_of_it() {
        let word = Word::quiet(9).with_run(u32::MAX).told();
        assert!(word.is_told() && word.with_run(4).is_told());
        assert_eq!((word.run(), word.state(), word.generation()), (0x0FFF_FFFF, State::Closed, 9));
        assert_eq!(word.with_run(0).untold(), Word::quiet(9));
        assert!(!word.transition_to(State::MetricsOnly).is_told());
    }

    #[test]
    fn a_ramp_is_a_closed_period_whose_run_counts() {
        let word = Word::quiet(9).transition_to_ramp();
        assert_eq!(
            (word.state(), word.generation(), word.is_ramping(), word.admits_all()),
            (State::Closed, 10, true, false)
        );
        let run = word.with_run(3);
        assert!(run.is_ramping() && run.with_run(0) == word);
        assert_eq!(run.without_ramp(), Word::quiet(10).with_run(3));
    }

    #[test]
    fn generations_wrap() {
        let last = Word::quiet(u32::MAX);
        assert_eq!(last.transition_to(State::Open).generation(), 0);
    }
}
