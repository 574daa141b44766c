//! One circuit a key: a bounded map of small breakers under one config.
//!
//! Keys come from outside, so whoever sends new ones must gain nothing by it. The map keeps so many circuits and no more.
//! When it is full, a closed circuit that was not used lately makes room, one without a run of failures first; one that
//! is open keeps its place, until its timeout has passed twice and still nobody has called. Where nothing can leave, new
//! keys share one circuit. Room is looked for among a few circuits at a time, so that a flood of keys costs little each.
//!
//! The map is in shards, each behind a mutex that is held for a look-up and never while user code runs, but for the
//! key's `Debug` where a circuit is made.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};
use std::sync::{Arc, OnceLock};

use super::CircuitBreaker;
use super::store::Core;
use super::word::State;
use crate::clock::nanos;
use crate::open::Name;
use crate::sync::{Mutex, MutexGuard, StaticOrdering, StaticUsize};

/// A power of two.
const SHARDS: usize = 16;
/// A map for fewer keys than this is in one shard, which then is exactly as large.
const WORTH_SHARDS: usize = 4096;
/// How many circuits are looked at to find one that makes room.
const LOOKED_AT: usize = 64;
/// How many of those that could not make room are looked at again meanwhile.
const REVIEWED: usize = 4;
/// How much of a key's text is in the name.
const SHOWN: usize = 64;

impl CircuitBreaker {
    /// The circuit of one key: a breaker of its own, with this one's config, clock and observers, named `name[key]`.
    ///
    /// So one tenant, shard or host that fails does not open the circuit of the others. Calls of a key count in its
    /// circuit alone. What an operator does to this breaker (force it open, close it, reconfigure it) it does to all its
    /// keys, those to come too.
    ///
    /// Keys may come from outside: at most [`max_keys`](crate::ConfigBuilder::max_keys) circuits are kept (default 10 000).
    /// When there are more, those leave that are closed and were not used lately, and begin anew if they come back. A circuit
    /// that is open, or was set by an operator, keeps its place; only when its timeout has passed twice without a call may
    /// it leave. Keys that find no room share one circuit, named `name[..]`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ewrap::{CircuitBreaker, State};
    ///
    /// let breaker = CircuitBreaker::new("db", 1, Duration::from_secs(60));
    /// breaker.keyed("acme").record_failure();
    /// assert_eq!(breaker.keyed("acme").state(), State::Open);
    /// assert_eq!(breaker.keyed("acme").name(), r#"db["acme"]"#);
    /// assert_eq!(breaker.keyed("umbrella").state(), State::Closed);
    /// assert_eq!(breaker.keys().count(), 2);
    /// ```
    #[must_use]
    pub fn keyed<K: Hash + fmt::Debug + ?Sized>(&self, key: &K) -> Self {
        Self { core: self.core.keyed(key) }
    }

    /// The circuits of keys that it keeps now, in no order; that of the keys without room last.
    pub fn keys(&self) -> impl Iterator<Item = Self> + use<> {
        let keyed = self.core.keyed_map();
        let cores = keyed.map(Keyed::all).unwrap_or_default();
        cores.into_iter().map(|core| Self { core })
    }
}

impl Core {
    fn keyed<K: Hash + fmt::Debug + ?Sized>(&self, key: &K) -> Arc<Self> {
        let keyed = self.extra().keyed.get_or_init(|| Keyed::new(self.rare.lock().config().max_keys()));
        let hash = keyed.hasher.hash_one(key);
        if let Some(core) = keyed.find(hash) {
            return core;
        }
        // Out of the mutex: the key's `Debug` is user code.
        let made = Arc::new(self.of_key(name_of(self.name.as_str(), key)));
        keyed.insert(hash, made, self)
    }

    /// Does the same to this circuit and to those of its keys.
    pub(super) fn each(&self, act: &dyn Fn(&Self)) {
        act(self);
        self.each_key(act);
    }

    /// Does the same to the circuits of its keys, which may have keys.
    pub(super) fn each_key(&self, act: &dyn Fn(&Self)) {
        for core in self.keyed_map().map(Keyed::all).unwrap_or_default() {
            core.each(act);
        }
    }

    /// How readily it makes room; `None` if it does not.
    fn readiness(&self, now: u64) -> Option<Readiness> {
        let word = self.word();
        match word.state() {
            State::Closed if word.admits_all() && word.run() == 0 => Some(Readiness::Idle),
            State::Closed => Some(Readiness::Closed),
            State::Open => {
                let timeout = nanos(self.rare.lock().config().timeout());
                (now >= self.retry_at().saturating_add(timeout)).then_some(Readiness::Forgotten)
            }
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Readiness {
    Idle,
    Closed,
    Forgotten,
}

#[derive(Debug)]
pub(super) struct Keyed {
    hasher: RandomState,
    /// Of each shard.
    capacity: StaticUsize,
    shards: Box<[Mutex<Shard>]>,
    /// For keys that find no room.
    shared: OnceLock<Arc<Core>>,
}

#[derive(Debug, Default)]
struct Shard {
    places: HashMap<u64, usize, BuildHasherDefault<Hashed>>,
    slots: Vec<Slot>,
    /// So many in front could not make room when they were last looked at.
    kept: usize,
    /// Where room was looked for last, and which of those in front were looked at again.
    hand: usize,
    reviewed: usize,
}

#[derive(Debug)]
struct Slot {
    hash: u64,
    core: Arc<Core>,
    /// Since the hand last passed.
    used: bool,
}

impl Keyed {
    fn new(max_keys: u32) -> Self {
        let max_keys = max_keys as usize;
        let shards = if max_keys < WORTH_SHARDS { 1 } else { SHARDS };
        Self {
            hasher: RandomState::new(),
            capacity: StaticUsize::new(max_keys / shards),
            shards: (0..shards).map(|_| Mutex::new(Shard::default())).collect(),
            shared: OnceLock::new(),
        }
    }

    /// Applies when room is needed next.
    pub(super) fn resize(&self, max_keys: u32) {
        // Relaxed: a lone number, read under the mutex of a shard.
        self.capacity.store((max_keys as usize / self.shards.len()).max(1), StaticOrdering::Relaxed);
    }

    #[expect(clippy::cast_possible_truncation, reason = "the lowest bits pick the shard")]
    fn shard(&self, hash: u64) -> MutexGuard<'_, Shard> {
        self.shards[hash as usize & (self.shards.len() - 1)].lock()
    }

    fn find(&self, hash: u64) -> Option<Arc<Core>> {
        self.shard(hash).find(hash)
    }

    fn insert(&self, hash: u64, made: Arc<Core>, parent: &Core) -> Arc<Core> {
        let now = parent.common.clock.now();
        let mut shard = self.shard(hash);
        if let Some(faster) = shard.find(hash) {
            return faster;
        }
        // Under the mutex: whoever sets the parent's state after this finds the circuit here.
        made.begin_as(parent);
        // Relaxed: see `resize`.
        if shard.make_room(self.capacity.load(StaticOrdering::Relaxed), now) {
            let place = shard.slots.len();
            shard.places.insert(hash, place);
            shard.slots.push(Slot { hash, core: Arc::clone(&made), used: true });
            return made;
        }
        drop(shard);
        self.shared(parent)
    }

    fn shared(&self, parent: &Core) -> Arc<Core> {
        let made = || {
            let made = Arc::new(parent.of_key(name_of(parent.name.as_str(), &Others)));
            let _first = self.shards[0].lock();
            made.begin_as(parent);
            Arc::clone(self.shared.get_or_init(|| made))
        };
        self.shared.get().cloned().unwrap_or_else(made)
    }

    pub(super) fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.lock().slots.len()).sum::<usize>()
            + usize::from(self.shared.get().is_some())
    }

    fn all(&self) -> Vec<Arc<Core>> {
        let mut all = Vec::new();
        for shard in &self.shards {
            let shard = shard.lock();
            all.extend(shard.slots.iter().map(|slot| Arc::clone(&slot.core)));
        }
        // After the first shard's mutex, under which it is made.
        all.extend(self.shared.get().cloned());
        all
    }
}

impl Shard {
    fn find(&mut self, hash: u64) -> Option<Arc<Core>> {
        let slot = &mut self.slots[*self.places.get(&hash)?];
        slot.used = true;
        Some(Arc::clone(&slot.core))
    }

    /// Sees to it that there is room for one more; false if nothing that was looked at may leave.
    fn make_room(&mut self, capacity: usize, now: u64) -> bool {
        while self.slots.len() >= capacity {
            self.review(now);
            let Some(index) = self.leaver(now) else { return false };
            let last = self.slots.len() - 1;
            self.swap(index, last);
            if let Some(left) = self.slots.pop() {
                self.places.remove(&left.hash);
            }
        }
        true
    }

    fn swap(&mut self, one: usize, other: usize) {
        self.slots.swap(one, other);
        for index in [one, other] {
            self.places.insert(self.slots[index].hash, index);
        }
    }

    /// Looks at a few of those in front again: one that may leave now joins the others.
    fn review(&mut self, now: u64) {
        for _ in 0..REVIEWED.min(self.kept) {
            self.reviewed = (self.reviewed + 1) % self.kept;
            if self.slots[self.reviewed].core.readiness(now).is_some() {
                self.kept -= 1;
                self.swap(self.reviewed, self.kept);
                if self.kept == 0 {
                    break;
                }
            }
        }
    }

    /// Goes round those that are not in front: what was used since the last round is passed over once, what may not leave
    /// goes to the front, and the readiest of the others leaves, at once if it is idle.
    fn leaver(&mut self, now: u64) -> Option<usize> {
        let mut best = None;
        let mut looked_at = 0;
        while looked_at < LOOKED_AT.min(2 * (self.slots.len() - self.kept)) {
            self.hand += 1;
            if !(self.kept..self.slots.len()).contains(&self.hand) {
                self.hand = self.kept;
            }
            let slot = &mut self.slots[self.hand];
            let used = std::mem::take(&mut slot.used);
            let Some(readiness) = slot.core.readiness(now) else {
                // Paid for once, by the circuit that has opened.
                self.swap(self.hand, self.kept);
                self.kept += 1;
                best = None;
                continue;
            };
            looked_at += 1;
            let rank = (used || Arc::strong_count(&slot.core) > 1, readiness);
            if rank == (false, Readiness::Idle) {
                return Some(self.hand);
            }
            if best.is_none_or(|(least, _)| rank < least) {
                best = Some((rank, self.hand));
            }
        }
        best.map(|(_, index)| index)
    }
}

/// The hash of a key is one already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Shown in the place of the keys that find no room.
struct Others;

impl fmt::Debug for Others {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

fn name_of(breaker: &str, key: &(impl fmt::Debug + ?Sized)) -> Name {
    let mut text = Cut { text: String::with_capacity(breaker.len() + 16), left: SHOWN };
    text.text.push_str(breaker);
    text.text.push('[');
    // Cut, or broken off by the key itself: what there is will do.
    if write!(text, "{key:?}").is_err() {
        text.text.push('\u{2026}');
    }
    text.text.push(']');
    Name::Shared(Arc::new(text.text.into_boxed_str()))
}

/// Stops a key that is too long, or endless.
struct Cut {
    text: String,
    left: usize,
}

impl Write for Cut {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let end = fitting(piece, self.left);
        self.text.push_str(&piece[..end]);
        self.left -= end;
        if end == piece.len() { Ok(()) } else { Err(fmt::Error) }
    }
}

/// The bytes of the most whole characters that fit.
fn fitting(piece: &str, most: usize) -> usize {
    (0..=most.min(piece.len())).rev().find(|at| piece.is_char_boundary(*at)).unwrap_or(0)
}
