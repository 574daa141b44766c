//! Who looks at calls, and what they need: flags beside the word, which every call reads, and the policy they lead to.

use super::policy::{Policy, Spread};
use super::rare::Declaration;
use super::store::Core;
use crate::config::Config;
use crate::counters::Counts;
use crate::seats::SEATS;
use crate::sync::StaticOrdering;

/// Who looks at calls.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attention(u8);

impl Attention {
    /// Somebody wants to know how long calls take.
    pub(super) const TIME: u8 = 1;
    /// A policy beyond the default is in force.
    pub(super) const POLICY: u8 = 2;
    /// Somebody wants to know the time better than to a tick of the clock.
    pub(super) const EXACT: u8 = 4;

    #[inline]
    pub(super) fn is_any(self) -> bool {
        self.0 != 0
    }

    pub(super) fn has(self, who: u8) -> bool {
        self.0 & who != 0
    }
}

impl Core {
    /// Makes what the config needs beside the word, and says who looks at calls.
    pub(super) fn follow(&self, Declaration { config, born, .. }: &Declaration) {
        if Policy::is_needed(config) {
            let spread = if self.counters.stripes() < SEATS { Spread::NARROW } else { Spread::WIDE };
            self.extra().policy.get_or_init(|| Policy::new(config, *born, spread));
        }
        if let Some(policy) = self.any_policy() {
            policy.reconfigure(config);
        }
        self.attend(config);
    }

    pub(super) fn attend(&self, config: &Config) {
        let wants_calls = self.wants_calls();
        let is_timed = wants_calls || Policy::needs_start(config);
        let time = if is_timed { Attention::TIME } else { 0 };
        let policy = if Policy::is_needed(config) { Attention::POLICY } else { 0 };
        let exact = if wants_calls || !Policy::is_coarse(config) { Attention::EXACT } else { 0 };
        let any = if time | policy == 0 { 0 } else { time | policy | exact };
        // Relaxed: lone flags; a call that begins meanwhile may go unheard, and is judged from the next on.
        self.attention.store(any, StaticOrdering::Relaxed);
    }

    /// The time, as exact as those who look at calls want it.
    pub(super) fn time(&self) -> u64 {
        if self.attention().has(Attention::EXACT) { self.common.clock.now() } else { self.common.clock.tick() }
    }

    #[inline]
    pub(super) fn attention(&self) -> Attention {
        // Relaxed: as in `attend`.
        Attention(self.attention.load(StaticOrdering::Relaxed))
    }

    /// The policy, if it is not the default one.
    pub(super) fn policy(&self) -> Option<&Policy> {
        if self.attention().has(Attention::POLICY) { self.any_policy() } else { None }
    }

    /// The policy, though it may be in force no more.
    fn any_policy(&self) -> Option<&Policy> {
        self.extra.get()?.policy.get()
    }

    pub(super) fn count_slow(&self) {
        if let Some(policy) = self.any_policy() {
            policy.count_slow();
        }
    }

    /// Calls by what became of them.
    pub(super) fn counts(&self) -> Counts {
        self.counters.sum(self.any_policy().map_or(0, Policy::slow_calls))
    }
}
