//! One run: the callers, and the connection that takes the database away and gives it back.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::unbounded_channel;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::Failure;
use crate::args::Plan;
use crate::database::Database;
use crate::journal::Journal;
use crate::load::{Caller, Pace, Sample, Waiting};
use crate::timeline::{self, View};

/// What happened in a run, on its clock.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) samples: Vec<Sample>,
    /// From the moment the lock was asked for to the moment it was gone.
    pub(crate) locked: (Duration, Duration),
    pub(crate) calls_due: u64,
    /// The breaker's clock when the run's showed zero.
    pub(crate) origin: Duration,
}

/// A part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Before,
    Outage,
    After,
}

impl Record {
    /// The phase of a call: whatever overlaps the lock belongs to the outage.
    pub(crate) fn phase(&self, sample: &Sample) -> Phase {
        let (taken, released) = self.locked;
        if sample.ended() < taken {
            Phase::Before
        } else if sample.begun < released {
            Phase::Outage
        } else {
            Phase::After
        }
    }
}

/// Time for all callers to be ready before the first call.
const LEAD: Duration = Duration::from_millis(20);

/// Plays the plan once: through the breaker that the journal watches, or without one.
pub(crate) async fn run(
    plan: &Plan,
    db: &Arc<Database>,
    journal: Option<&Journal>,
    view: &mut dyn View,
) -> Result<Record, Failure> {
    let start = Instant::now() + LEAD;
    let origin = journal.map_or(Duration::ZERO, Journal::now) + LEAD;
    let probes = journal.map(|journal| journal.probes.clone());
    let (samples, received) = unbounded_channel();
    let (pace, waiting) = (Pace::of(plan), Waiting::default());

    let mut callers = JoinSet::new();
    for number in 0..plan.tasks {
        let (db, probes, waiting, samples) = (Arc::clone(db), probes.clone(), waiting.clone(), samples.clone());
        let caller = Caller { db, probes, waiting, samples, start };
        callers.spawn(caller.call_steadily(number, pace, plan.users, plan.seed));
    }
    drop(samples);

    let sources = timeline::Sources { start, origin, journal, waiting, samples: received };
    let outage = take_away(db, start + plan.before, plan.outage, start);
    let (locked, samples) = tokio::try_join!(outage, timeline::follow(sources, view))?;
    while let Some(ended) = callers.join_next().await {
        ended?;
    }
    Ok(Record { samples, locked, calls_due: pace.calls_due(), origin })
}

/// Locks the database at `from`, for a while.
async fn take_away(
    db: &Database,
    from: Instant,
    length: Duration,
    start: Instant,
) -> Result<(Duration, Duration), Failure> {
    sleep_until(from).await;
    let asked = start.elapsed();
    let lock = db.lock().await?;
    sleep_until(from + length).await;
    lock.release().await?;
    Ok((asked, start.elapsed()))
}
