//! Telling: transitions and changes of the config go through a queue, so that they are heard in the order in which they
//! happened; everything else is told on the spot.
//!
//! A transition is queued under the mutex that made it. One thread at a time takes from the queue and calls the
//! observers with no lock held; whoever comes meanwhile, an observer among them, leaves its transition to that thread.

use std::collections::VecDeque;
use std::time::Duration;

use super::store::Core;
use crate::event::Event;
use crate::observers::Observers;
use crate::outcome::Outcome;

/// Transitions, and changes of the config, that have not been told.
#[derive(Debug)]
pub(super) struct Telling {
    pending: VecDeque<Event>,
    busy: bool,
}

impl Telling {
    pub(super) const NEW: Self = Self { pending: VecDeque::new(), busy: false };

    pub(super) fn push(&mut self, event: Event) {
        self.pending.push_back(event);
    }
}

impl Core {
    /// Whether anybody listens.
    #[inline]
    pub(super) fn is_heard(&self) -> bool {
        self.common.listeners().any(Observers::any)
    }

    /// Tells what happened on this thread. Never unwinds.
    pub(super) fn tell(&self, event: &Event) {
        self.common.listeners().for_each(|it| it.tell(self.name.as_str(), event));
    }

    /// Tells the queued transitions, unless somebody is at it.
    pub(super) fn tell_transitions(&self) {
        if !self.is_heard() {
            return;
        }
        let mut rare = self.rare.lock();
        if rare.telling.busy {
            return;
        }
        rare.telling.busy = true;
        while let Some(event) = rare.telling.pending.pop_front() {
            drop(rare);
            self.tell(&event);
            rare = self.rare.lock();
        }
        rare.telling.busy = false;
    }

    /// Whether anybody wants to know how long calls take.
    pub(super) fn wants_calls(&self) -> bool {
        self.common.listeners().any(Observers::want_calls)
    }

    /// Tells those who want calls how this one ended.
    pub(super) fn tell_call(&self, outcome: Outcome, duration: Duration) {
        if self.wants_calls() {
            self.tell(&Event::Call { outcome, duration });
        }
    }
}
