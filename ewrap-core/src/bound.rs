//! Which breaker each call site is bound to: a table of the process, and in the site no more than its number in it.
//!
//! A site could hold its breaker itself. But the compiler looks into the type of every static for what threads may not
//! share, and a breaker holds much: that would be a good part of what an annotation costs to build. What is in the
//! table stays for ever, so it is found without a lock.

use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::breaker::CircuitBreaker;
use crate::registry::Registry;
use crate::sync::{StaticOrdering, StaticUsize};

/// The breaker of a site, and the registry that it is in.
pub(crate) struct Bound {
    pub(crate) registry: Registry,
    pub(crate) breaker: CircuitBreaker,
}

type Place = OnceLock<Bound>;

/// As many as most programs have: found with one addition.
const NEAR: usize = 64;
/// Beyond them each block has as many places as all before it, enough for a site at every address.
const BLOCKS: usize = usize::BITS as usize - NEAR.ilog2() as usize;

struct Table {
    near: [Place; NEAR],
    far: [OnceLock<Box<[Place]>>; BLOCKS],
    taken: Mutex<usize>,
}

static TABLE: Table =
    Table { near: [const { OnceLock::new() }; NEAR], far: [const { OnceLock::new() }; BLOCKS], taken: Mutex::new(0) };

impl Table {
    #[inline]
    fn get(&'static self, number: usize) -> Option<&'static Bound> {
        match self.near.get(number) {
            Some(place) => place.get(),
            None => self.get_far(number),
        }
    }

    fn get_far(&'static self, number: usize) -> Option<&'static Bound> {
        let (block, index) = far(number);
        self.far.get(block)?.get()?.get(index)?.get()
    }

    fn put(&'static self, number: usize, bound: Bound) -> Option<&'static Bound> {
        let (block, index) = far(number);
        let place = match self.near.get(number) {
            Some(place) => place,
            None => {
                self.far.get(block)?.get_or_init(|| (0..NEAR << block).map(|_| Place::new()).collect()).get(index)?
            }
        };
        Some(place.get_or_init(|| bound))
    }
}

/// The block of a number, and the place in it.
const fn far(number: usize) -> (usize, usize) {
    let block = match (number / NEAR).checked_ilog2() {
        Some(block) => block as usize,
        None => 0,
    };
    (block, number.wrapping_sub(NEAR << block))
}

const NOT_YET: usize = usize::MAX;

/// The number of a site.
pub(crate) struct Binding(StaticUsize);

impl Binding {
    pub(crate) const fn new() -> Self {
        Self(StaticUsize::new(NOT_YET))
    }

    /// What the site is bound to, if it has been called.
    #[inline]
    pub(crate) fn get(&self) -> Option<&'static Bound> {
        // Relaxed: the place orders what is in it; who sees the number sooner than that, binds and finds it under the lock.
        TABLE.get(self.0.load(StaticOrdering::Relaxed))
    }

    /// Binds the site, unless another thread was faster.
    pub(crate) fn bind(&self, bound: Bound) -> &'static Bound {
        let mut taken = TABLE.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bound) = self.get() {
            return bound;
        }
        let number = *taken;
        let Some(bound) = TABLE.put(number, bound) else { unreachable!("there are more blocks than bits") };
        *taken += 1;
        // Relaxed: as in `get`.
        self.0.store(number, StaticOrdering::Relaxed);
        bound
    }
}

impl fmt::Debug for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Binding").field(&self.get().is_some()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(name: &str) -> Bound {
        let registry = Registry::new();
        let breaker = registry.get_or_declare(name);
        Bound { registry, breaker }
    }

    #[test]
    fn every_number_has_a_place_of_its_own() {
        let mut expected = (0, 0);
        for number in NEAR..100_000 {
            assert_eq!(far(number), expected);
            expected.1 += 1;
            if expected.1 == NEAR << expected.0 {
                expected = (expected.0 + 1, 0);
            }
        }
        let (block, index) = far(usize::MAX - 1);
        assert!(block < BLOCKS && index < NEAR << block);
    }

    #[test]
    fn sites_keep_what_they_were_bound_to_first() {
        let sites: Vec<Binding> = (0..5 * NEAR).map(|_| Binding::new()).collect();
        for (number, site) in sites.iter().enumerate() {
            assert!(site.get().is_none());
            site.bind(bound(&number.to_string()));
            assert_eq!(site.bind(bound("later")).breaker.name(), number.to_string());
        }
        for (number, site) in sites.iter().enumerate() {
            assert_eq!(site.get().unwrap().breaker.name(), number.to_string());
        }
    }

    #[test]
    fn threads_agree_on_one() {
        static SITE: Binding = Binding::new();
        let threads: Vec<_> =
            (0..8).map(|number| std::thread::spawn(move || SITE.bind(bound(&number.to_string())))).collect();
        let seen: Vec<_> = threads.into_iter().map(|it| it.join().unwrap().breaker.name().to_owned()).collect();
        assert!(seen.iter().all(|name| *name == SITE.get().unwrap().breaker.name()));
    }
}
