//! What a breaker keeps behind its mutex: what only transitions, probes and readers of a snapshot need.
//!
//! Small until one of them comes, because there may be ten thousand keys.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::tell::Telling;
use super::trial::Trial;
use crate::backoff;
use crate::config::Config;
use crate::event::Transition;
use crate::registry::{ConfigConflict, Origin};

/// A config, and who declared it; shared by the circuits of all keys.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declaration {
    pub(super) config: Config,
    pub(super) origin: Origin,
    /// When the breaker was made.
    pub(super) born: u64,
}

/// Behind the mutex.
#[derive(Debug)]
pub(super) struct Rare {
    /// The config in force.
    pub(super) in_force: Arc<Declaration>,
    /// The config as first declared: what later declarations are compared with.
    pub(super) declared: Arc<Declaration>,
    moved: Option<Box<Moved>>,
}

impl Rare {
    pub(super) fn new(in_force: Arc<Declaration>, declared: Arc<Declaration>) -> Self {
        Self { in_force, declared, moved: None }
    }

    pub(super) fn config(&self) -> &Config {
        &self.in_force.config
    }

    /// How long this opening lasts, which is one more.
    pub(super) fn next_open_nanos(&mut self, open_for: OpenFor, now: u64, generation: u32) -> u64 {
        let number = self.openings;
        self.openings = number.saturating_add(1);
        let of_config = |asked| match self.drawn {
            Some((drawn, nanos)) if drawn == number && self.config().backoff().is_function() => {
                nanos.max(self.config().respected(asked))
            }
            _ => self.config().open_nanos(number, asked, || backoff::random(now, generation)),
        };
        match open_for {
            OpenFor::Timeout => of_config(0),
            OpenFor::Asked(nanos) => of_config(nanos),
            OpenFor::Exactly(nanos) => nanos,
        }
    }
}

impl Deref for Rare {
    type Target = Moved;

    fn deref(&self) -> &Moved {
        static UNMOVED: Moved = Moved::NEW;
        self.moved.as_deref().unwrap_or(&UNMOVED)
    }
}

impl DerefMut for Rare {
    fn deref_mut(&mut self) -> &mut Moved {
        self.moved.get_or_insert_with(|| Box::new(Moved::NEW))
    }
}

/// What a breaker has that was ever moved out of its first state, or declared twice.
#[derive(Debug)]
pub(super) struct Moved {
    pub(super) conflicts: Vec<ConfigConflict>,
    pub(super) trial: Trial,
    /// How long the transition that comes next leaves the circuit open.
    pub(super) open_for: OpenFor,
    /// How often the circuit has opened since it was closed.
    pub(super) openings: u32,
    /// What the user's function said for the opening of that number.
    pub(super) drawn: Option<(u32, u64)>,
    /// When the longest time in half-open has passed.
    pub(super) half_open_until: u64,
    /// Holders of [`Isolation`](super::Isolation)s, and whether it was them who forced the circuit open.
    pub(super) isolations: u32,
    pub(super) is_isolated: bool,
    pub(super) last: Option<Transition>,
    pub(super) telling: Telling,
}

impl Moved {
    const NEW: Self = Self {
        conflicts: Vec::new(),
        trial: Trial::NEW,
        open_for: OpenFor::Timeout,
        openings: 0,
        drawn: None,
        half_open_until: u64::MAX,
        isolations: 0,
        is_isolated: false,
        last: None,
        telling: Telling::NEW,
    };
}

/// How long a circuit stays open, in nanoseconds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum OpenFor {
    /// As the config says.
    #[default]
    Timeout,
    /// As the error asks that opens it, as far as the config respects that; zero asks for nothing.
    Asked(u64),
    /// As an operator says.
    Exactly(u64),
}
