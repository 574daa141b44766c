//! The callers: tasks that each want a profile at a steady pace, and measure how long they wait for it.
//!
//! A caller whose call takes longer than its pace skips the calls that came due meanwhile, as a person does who waits
//! for a page. They are counted: a call that could not be made is the worst kind of slow.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout_at};

use crate::args::Plan;
use crate::database::Database;
use crate::probes::Probes;
use crate::profiles::{Profile, Request, bare_profile, profile};

/// What a caller got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The profile.
    Database,
    /// The minimal one, after the database failed.
    FallbackAfterFailure,
    /// The minimal one at once: the breaker rejected the call.
    FallbackAtOnce,
    /// An error.
    Nothing,
}

/// One call, on the clock of the run.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) begun: Duration,
    pub(crate) latency: Duration,
    pub(crate) answer: Answer,
    pub(crate) profile: Option<Profile>,
}

impl Sample {
    pub(crate) fn ended(&self) -> Duration {
        self.begun + self.latency
    }
}

/// How many callers are inside a call. A handle: clones count together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Waiting(Arc<AtomicU32>);

impl Waiting {
    pub(crate) fn now(&self) -> u32 {
        // Relaxed: a lone statistic.
        self.0.load(Ordering::Relaxed)
    }

    fn begin(&self) {
        // Relaxed: as in `now`.
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn end(&self) {
        // Relaxed: as in `now`.
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One of the callers.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) db: Arc<Database>,
    /// Given to the annotated function; `None`: the bare one is called.
    pub(crate) probes: Option<Probes>,
    pub(crate) waiting: Waiting,
    pub(crate) samples: UnboundedSender<Sample>,
    pub(crate) start: Instant,
}

impl Caller {
    /// Calls at its pace until the run is over.
    pub(crate) async fn call_steadily(self, number: u32, pace: Pace, users: u32, seed: u64) {
        let mut random = SplitMix(seed ^ u64::from(number).rotate_left(32));
        let mut ticks = interval_at(self.start + pace.offset(number), pace.period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let end = self.start + pace.total;
        while timeout_at(end, ticks.tick()).await.is_ok_and(|due| due < end) {
            let id = 1 + random.below(users);
            let sample = self.call(id).await;
            if self.samples.send(sample).is_err() {
                break;
            }
        }
    }

    async fn call(&self, id: u32) -> Sample {
        self.waiting.begin();
        let begun = self.start.elapsed();
        let request = Request::new(id, self.probes.clone());
        let got = match self.probes {
            Some(_) => profile(&self.db, &request).await,
            None => bare_profile(&self.db, &request).await,
        };
        let latency = self.start.elapsed().saturating_sub(begun);
        self.waiting.end();
        let answer = match &got {
            Ok(profile) if profile.plan.is_some() => Answer::Database,
            Ok(_) if request.reached_the_database() => Answer::FallbackAfterFailure,
            Ok(_) => Answer::FallbackAtOnce,
            Err(_) => Answer::Nothing,
        };
        Sample { begun, latency, answer, profile: got.ok() }
    }
}

/// When the callers call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    period: Duration,
    tasks: u32,
    total: Duration,
}

impl Pace {
    pub(crate) fn of(plan: &Plan) -> Self {
        Self { period: Duration::from_secs(1) * plan.tasks / plan.rate, tasks: plan.tasks, total: plan.total() }
    }

    /// Callers take turns, so the load has no bursts of its own.
    fn offset(&self, number: u32) -> Duration {
        self.period * number / self.tasks
    }

    /// The calls that come due in a run.
    pub(crate) fn calls_due(&self) -> u64 {
        let of = |number| self.total.saturating_sub(self.offset(number)).as_nanos().div_ceil(self.period.as_nanos());
        (0..self.tasks).map(|number| u64::try_from(of(number)).unwrap_or(u64::MAX)).sum()
    }
}

/// Sebastiano Vigna's `SplitMix64`: the same profiles in every run of a seed.
struct SplitMix(u64);

impl SplitMix {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((z ^ (z >> 31)) % u64::from(limit)).unwrap_or(0)
    }
}
