//! What a breaker says of itself: its snapshot, and that somebody declares it differently.

use std::time::Duration;

use super::keyed::Keyed;
use super::policy::Tally;
use super::rare::Rare;
use super::store::Core;
use super::word::{State, Word};
use crate::config::Config;
use crate::event::Event;
use crate::registry::{ConfigConflict, Origin};
use crate::snapshot::Snapshot;

/// A snapshot names the first few; code that registers ever new configs must not grow it.
const MAX_CONFLICTS: usize = 16;

impl Core {
    pub(super) fn declare_again(&self, config: Config, origin: Origin) -> Result<(), ConfigConflict> {
        let mut rare = self.rare.lock();
        let declared = *rare.declared;
        if declared.config == config {
            return Ok(());
        }
        let conflict = ConfigConflict::new(self.name.as_str(), (declared.config, declared.origin), (config, origin));
        if rare.conflicts.len() < MAX_CONFLICTS && !rare.conflicts.contains(&conflict) {
            rare.conflicts.push(conflict.clone());
            drop(rare);
            self.tell(&Event::Conflict(conflict.clone()));
        }
        Err(conflict)
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        let now = self.common.clock.now();
        let keys = self.keyed_map().map_or(0, Keyed::len);
        let rare = self.rare.lock();
        let word = self.word();
        Snapshot {
            name: self.name.as_str().into(),
            state: word.state(),
            generation: word.generation(),
            consecutive_failures: word.run(),
            probes_in_flight: rare.trial.in_flight(),
            probes_succeeded: rare.trial.successes(),
            retry_after: self.retry_after(now),
            window: self.window(&rare, word, now),
            ramp: self.ramp(now),
            at: Duration::from_nanos(now),
            counts: self.counts(),
            config: *rare.config(),
            last_transition: rare.last.clone(),
            conflicts: rare.conflicts.clone(),
            keys,
        }
    }

    fn window(&self, rare: &Rare, word: Word, now: u64) -> Option<Tally> {
        match word.state() {
            State::HalfOpen => Some(rare.trial.tally()),
            _ if rare.config().window().is_none() => None,
            State::Closed | State::MetricsOnly => Some(self.policy()?.tally(word.generation(), now)),
            State::Open | State::ForcedOpen | State::Disabled => Some(Tally::default()),
        }
    }

    /// The share of calls that is admitted, in percent.
    fn ramp(&self, now: u64) -> Option<u8> {
        self.policy()?.ramp_percent(now, self.ramp_end()?)
    }
}
