//! The policies beyond the default: what a breaker needs that looks at more than a run of failures.
//!
//! A breaker with the default policy has none of this. Others hold the [`settings`] they look at and two windows, one of
//! [`calls`] and one of [`time`], of which the config names one; [`flight`] follows the calls under way, [`rules`] says
//! what a tally means and [`ramp`] who is admitted while the circuit comes back. Nothing here takes a lock, and nothing
//! is allocated after the config was set.
//!
//! Invariant: what is recorded carries its period, so a window is emptied by the beginning of another, and a result of a
//! period that is over finds no place.

mod calls;
mod flight;
mod ramp;
mod rules;
mod settings;
mod stripes;
mod tag;
mod time;

use std::sync::OnceLock;
use std::time::Duration;

use self::calls::Calls;
use self::flight::Flight;
pub use self::rules::Tally;
pub(crate) use self::rules::{Met, reaches};
pub(crate) use self::settings::Shape;
use self::settings::{Kind, Settings};
pub(crate) use self::stripes::Spread;
use self::time::Time;
use crate::config::{Config, Span, Window};
use crate::outcome::Outcome;
use crate::permit::Ticket;
use crate::sync::{AtomicU64, Ordering};

/// What a result was to the rules.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "answers to questions that do not depend on each other")]
pub(crate) struct Ended {
    pub(crate) outcome: Outcome,
    pub(crate) slow: bool,
    /// Whether a failure begins a new run, because there was none for so long.
    pub(crate) breaks_run: bool,
    /// The rule about the window that is met now.
    pub(crate) met: Option<Met>,
    /// Whether that was asked at all.
    pub(crate) judged: bool,
    /// Whether nothing may open the circuit yet.
    pub(crate) warms_up: bool,
    /// Whether it is in the window of its period already.
    pub(crate) kept: bool,
}

impl Ended {
    /// To a breaker with the default policy.
    pub(crate) const fn plain(outcome: Outcome) -> Self {
        Self { outcome, slow: false, breaks_run: false, met: None, judged: false, warms_up: false, kept: false }
    }
}

/// Where in time a result stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) now: u64,
    pub(crate) started: Option<u64>,
}

#[derive(Debug)]
pub(crate) struct Policy {
    settings: Settings,
    /// Large, and not needed by windows of time.
    calls: OnceLock<Box<Calls>>,
    time: Time,
    flight: Flight,
    /// When the last failure was, or `NEVER`, and the last one that was counted.
    last_failure: AtomicU64,
    last_counted: AtomicU64,
    /// Calls that have come while the circuit comes back.
    ramped: AtomicU64,
    /// Calls that were slow, of all periods. They are slow, so one word does for all threads.
    slow: AtomicU64,
}

const NEVER: u64 = u64::MAX;

/// The class of a result that neither failed nor was slow.
const FINE: usize = 0;

/// A hundred ticks of the coarsest clock.
const LONG: Duration = Duration::from_secs(1);

/// The period of a result is over.
struct Late;

impl Policy {
    /// Whether the config needs a policy at all.
    pub(crate) fn is_needed(config: &Config) -> bool {
        config.window().is_some()
            || config.slow_call().is_some()
            || config.warm_up().is_some()
            || config.error_free_reset().is_some()
            || config.lumping().is_some()
            || config.ramp().is_some()
            || config.ignored_as_success()
    }

    /// `born` is when the breaker was made; `spread` how many threads may write at once without meeting.
    pub(crate) fn new(config: &Config, born: u64, spread: Spread) -> Self {
        let policy = Self {
            settings: Settings::new(born),
            calls: OnceLock::new(),
            time: Time::new(spread),
            flight: Flight::new(spread),
            last_failure: AtomicU64::new(NEVER),
            last_counted: AtomicU64::new(NEVER),
            ramped: AtomicU64::new(0),
            slow: AtomicU64::new(0),
        };
        policy.reconfigure(config);
        policy
    }

    /// Called with the breaker's mutex held, or before anybody else sees the policy. A changed window, or another time from
    /// when on a call is slow, begins with nothing.
    pub(crate) fn reconfigure(&self, config: &Config) {
        if let Some(window) = config.window() {
            self.make_room(Shape::of(window).kind);
        }
        if Self::follows(config) {
            self.flight.make_room();
        }
        self.settings.store(config);
    }

    fn make_room(&self, kind: Kind) {
        match kind {
            Kind::Calls(size) => self.calls().make_room(size),
            Kind::Time { .. } => self.time.make_room(),
            Kind::None => {}
        }
    }

    fn calls(&self) -> &Calls {
        self.calls.get_or_init(Box::default)
    }

    /// Whether calls are followed while they are under way.
    fn follows(config: &Config) -> bool {
        config.slow_rate().is_some() && !config.only_ended_calls()
    }

    /// Whether calls are to be timed.
    pub(crate) fn needs_start(config: &Config) -> bool {
        config.slow_call().is_some() || config.window().is_some_and(|it| Shape::of(it).is_tumbling())
    }

    /// Whether all times that the config speaks of are so long that a tick of the clock more or less is none.
    pub(crate) fn is_coarse(config: &Config) -> bool {
        let window = match config.window() {
            Some(Window(Span::Time(span) | Span::Tumbling(span))) => Some(span),
            _ => None,
        };
        [window, config.slow_call(), config.warm_up(), config.error_free_reset(), config.lumping()]
            .into_iter()
            .flatten()
            .all(|it| it >= LONG)
    }

    /// Whether a result's own time matters.
    pub(crate) fn needs_now(&self) -> bool {
        self.settings.needs_now()
    }

    /// What the rules take an outcome for.
    pub(crate) fn meaning(&self, outcome: Outcome) -> Outcome {
        if outcome == Outcome::Ignored && self.settings.ignored_as_success() { Outcome::Success } else { outcome }
    }

    /// A call that took longer than it may is slow, whatever came of it; one without a result is not.
    pub(crate) fn is_slow(&self, outcome: Outcome, elapsed: Option<u64>) -> bool {
        let has_result = matches!(outcome, Outcome::Success | Outcome::Failure);
        has_result && elapsed.is_some_and(|elapsed| elapsed > self.settings.slow_call())
    }

    /// Counts a call that was slow.
    pub(crate) fn count_slow(&self) {
        // Relaxed: a lone statistic; it publishes nothing.
        self.slow.fetch_add(1, Ordering::Relaxed);
    }

    /// How many were.
    pub(crate) fn slow_calls(&self) -> u64 {
        // Relaxed: a lone statistic.
        self.slow.load(Ordering::Relaxed)
    }

    /// The form of the window now. Asked for before the breaker's word, so that no form is newer than the period.
    pub(crate) fn shape(&self) -> Shape {
        self.settings.shape()
    }

    /// Begins to follow a call of a closed period; and whether it is time to look at those under way.
    pub(crate) fn begin(&self, ticket: Ticket, now: u64) -> (Ticket, bool) {
        let shape = self.settings.shape();
        let Some(limit) = shape.follows else { return (ticket, false) };
        let is_time = self.flight.begin(shape.period(ticket.generation()), now, limit);
        (ticket.followed(shape.changes), is_time)
    }

    /// Ends what `begin` began, unless it has been forgotten with the window of that form.
    pub(crate) fn end(&self, ticket: Ticket) {
        let (Some(form), Some(started)) = (ticket.followed_in(), ticket.started()) else { return };
        let shape = self.settings.shape();
        if let Some(limit) = shape.follows.filter(|_| shape.changes == form) {
            self.flight.end(shape.period(ticket.generation()), started, limit);
        }
    }

    /// Records a success of the closed period `generation` if it is one that no rule looks at further: whether it came in
    /// time.
    pub(crate) fn record_fine(
        &self,
        (shape, generation): (Shape, u32),
        elapsed: Option<u64>,
        now: impl FnOnce() -> u64,
    ) -> Option<bool> {
        if self.settings.successes_may_open() || elapsed.is_some_and(|elapsed| elapsed > self.settings.slow_call()) {
            return None;
        }
        let period = shape.period(generation);
        match shape.kind {
            Kind::None => Some(true),
            Kind::Calls(size) => Some(self.calls().record(period, size, FINE).is_some()),
            Kind::Time { slices: 1, .. } => None,
            Kind::Time { width, .. } => Some(self.time.record(period, now() / width, FINE)),
        }
    }

    /// Records a result of the period `generation`, which is closed or a dry run, and says what follows. `None` if the
    /// period is over. `asks` is whether even a success is to be judged.
    pub(crate) fn record(
        &self,
        period: (Shape, u32),
        result: (Outcome, bool),
        at: Moment,
        asks: bool,
    ) -> Option<Ended> {
        let (shape, generation) = period;
        let (outcome, slow) = result;
        let mut ended = Ended { slow, ..Ended::plain(outcome) };
        if !matches!(outcome, Outcome::Success | Outcome::Failure) {
            return Some(ended);
        }
        if shape.has_passed_by(at) {
            return None;
        }
        if outcome == Outcome::Failure {
            if self.is_lumped(at.now) {
                ended.outcome = Outcome::Ignored;
                return Some(ended);
            }
            ended.breaks_run = self.breaks_run(at.now);
        }
        let sums = self.keep(shape, generation, result, at.now).ok()?;
        ended.kept = shape.kind != Kind::None;
        ended.warms_up = self.settings.warms_up(at.now);
        if ended.outcome == Outcome::Failure || slow || asks || self.settings.successes_may_open() {
            ended.judged = shape.kind != Kind::None;
            ended.met = self.met(period, result, sums, at.now);
        }
        Some(ended)
    }

    /// Puts a result into its window, and gives the sums of it if there are any; an error if the period is over.
    fn keep(
        &self,
        shape: Shape,
        generation: u32,
        (outcome, slow): (Outcome, bool),
        now: u64,
    ) -> Result<Option<Tally>, Late> {
        let period = shape.period(generation);
        let class = FINE + usize::from(outcome == Outcome::Failure) + 2 * usize::from(slow);
        match shape.kind {
            Kind::None => Ok(None),
            Kind::Calls(size) => self.calls().record(period, size, class).map(|sums| Some(sums.tally())).ok_or(Late),
            Kind::Time { width, .. } if self.time.record(period, now / width, class) => Ok(None),
            Kind::Time { .. } => Err(Late),
        }
    }

    /// The rule that is met now, if nothing keeps it from opening the circuit.
    pub(crate) fn met_by_calls_under_way(&self, shape: Shape, generation: u32, now: u64) -> Option<Met> {
        let rules = self.settings.rules();
        let met = |tally| rules.met_by_slow_calls(tally);
        let tally = self.tally_of(shape, generation, now);
        if tally.slow_under_way == 0 || self.settings.warms_up(now) {
            return None;
        }
        met(tally).and_then(|_| met(self.confirmed(tally, shape, generation)))
    }

    /// The rule that is met by this result, which has been put into the window; `sums` is what it made of them.
    fn met(&self, period: (Shape, u32), result: (Outcome, bool), sums: Option<Tally>, now: u64) -> Option<Met> {
        let (shape, generation) = period;
        let rules = self.settings.rules();
        let met = |tally| rules.met(if shape.kind == Kind::None { tally } else { with(tally, result) });
        let tally = match sums {
            Some(sums) => Tally { slow_under_way: self.overdue(shape, generation, now), ..sums },
            None => self.tally_of(shape, generation, now),
        };
        met(tally).and_then(|_| met(self.confirmed(tally, shape, generation)))
    }

    /// The tally that is sure of its results: sums may be too high for a moment.
    fn confirmed(&self, tally: Tally, shape: Shape, generation: u32) -> Tally {
        let Kind::Calls(size) = shape.kind else { return tally };
        Tally { slow_under_way: tally.slow_under_way, ..self.calls().held(shape.period(generation), size) }
    }

    /// What is in the window of this period, the calls under way that are slow already among it.
    pub(crate) fn tally(&self, generation: u32, now: u64) -> Tally {
        self.tally_of(self.settings.shape(), generation, now)
    }

    fn tally_of(&self, shape: Shape, generation: u32, now: u64) -> Tally {
        let period = shape.period(generation);
        let tally = match shape.kind {
            Kind::None => Tally::default(),
            Kind::Calls(_) => self.calls().tally(period),
            Kind::Time { width, slices } => self.time.tally(period, now / width, slices),
        };
        Tally { slow_under_way: self.overdue(shape, generation, now), ..tally }
    }

    fn overdue(&self, shape: Shape, generation: u32, now: u64) -> u64 {
        shape.follows.map_or(0, |limit| self.flight.overdue(shape.period(generation), now, limit))
    }

    fn breaks_run(&self, now: u64) -> bool {
        let Some(longest) = self.settings.error_free_reset() else { return false };
        // Relaxed: a lone number; of two failures at once one may be taken for the other's predecessor.
        let last = self.last_failure.swap(now, Ordering::Relaxed);
        last != NEVER && now.saturating_sub(last) > longest
    }

    fn is_lumped(&self, now: u64) -> bool {
        let Some(lumping) = self.settings.lumping() else { return false };
        // Relaxed: a lone number, and the exchange below lets only one of two failures be counted.
        let last = self.last_counted.load(Ordering::Relaxed);
        let is_within = last != NEVER && now.saturating_sub(last) < lumping;
        // Relaxed: as above.
        is_within || self.last_counted.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_err()
    }

    /// Whether a call that comes while the circuit comes back, which ends at `end`, is admitted.
    pub(crate) fn ramps(&self, now: u64, end: u64) -> bool {
        let length = self.settings.ramp();
        if length == 0 {
            return true;
        }
        // Relaxed: a lone number; the calls only need different ones.
        let number = self.ramped.fetch_add(1, Ordering::Relaxed);
        ramp::admits(number, ramp::share(now, end, length))
    }

    /// The share of calls that is admitted while the circuit comes back, in percent; `None` if a reconfiguration has
    /// ended that.
    pub(crate) fn ramp_percent(&self, now: u64, end: u64) -> Option<u8> {
        Some(self.settings.ramp()).filter(|length| *length != 0).map(|length| ramp::percent(now, end, length))
    }
}

/// A result is in the window by which it is judged, even if so many others have come at the same moment that it has left.
fn with(tally: Tally, (outcome, slow): (Outcome, bool)) -> Tally {
    Tally {
        calls: tally.calls.max(1),
        failures: tally.failures.max((outcome == Outcome::Failure).into()),
        slow: tally.slow.max(slow.into()),
        ..tally
    }
}
