//! One circuit a key: the cost of a call by the number of keys, and the bytes of a key.
//!
//! Keys come at random, so that with many of them the caches are as cold as they would be. Beside it stands what a user's own
//! map would cost without any breaker in it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use ewrap::{CircuitBreaker, Config};

use super::guarded;
use crate::case::repeat;
use crate::memory::held;
use crate::plan::Plan;
use crate::random::Random;
use crate::seen::Quiet;
use crate::subject::bare;
use crate::topics::{KEYED, MEMORY};

/// The figures' names.
pub(crate) const ALONE: &str = "ewrap, one key, without the growth of the map";
pub(crate) const SHARE: &str = "each with its share of the map";

pub(crate) fn add(plan: &mut Plan) {
    for keys in [1, 1_000, 1_000_000] {
        if keys <= plan.largest {
            calls(plan, keys);
            floor(plan, keys);
        }
    }
    plan.both(&KEYED, "ewrap, attribute, 1 key", || guarded::keyed(true));
    alone(plan);
}

fn counted(keys: u32) -> String {
    if keys == 1 { "1 key".to_owned() } else { format!("{keys} keys") }
}

/// Room for twice as many as are used, for the shards of the map fill unevenly.
fn make(keys: u32) -> CircuitBreaker {
    let config = Config::builder().max_keys(2 * keys).build().expect("the config is in its limits");
    CircuitBreaker::builder("bench.keys").config(config).build()
}

fn calls(plan: &mut Plan, keys: u32) {
    let subject = format!("ewrap, {}", counted(keys));
    if !plan.wants(KEYED.name, &subject) && !plan.wants(MEMORY, &subject) {
        return;
    }
    let breaker = make(keys);
    let (bytes, ()) = held(|| (0..keys).for_each(|key| drop(breaker.keyed(&key))));
    assert_eq!(breaker.keys().count(), keys as usize, "every key has its circuit");
    if plan.wants(MEMORY, &subject) {
        plan.figure(format!("{subject}, {SHARE}"), bytes / f64::from(keys));
    }
    plan.runs(&KEYED, &subject, &[1, 2], move |times| {
        let mut random = Random::new();
        repeat(times, || breaker.keyed(&random.below(keys)).call(|| bare(true)))
    });
}

fn floor(plan: &mut Plan, keys: u32) {
    let subject = format!("HashMap in a mutex, {}", counted(keys));
    if !plan.wants(KEYED.name, &subject) {
        return;
    }
    let map: HashMap<u32, u64> = (0..keys).map(|key| (key, 0)).collect();
    let map = Mutex::new(map);
    plan.runs(&KEYED, &subject, &[1, 2], move |times| {
        let mut random = Random::new();
        repeat(times, || {
            let mut map = map.lock().unwrap_or_else(PoisonError::into_inner);
            let calls = map.entry(random.below(keys)).or_default();
            *calls += 1;
            Quiet(*calls)
        })
    });
}

/// The least that one key more takes: the keys that make the map grow take more.
fn alone(plan: &mut Plan) {
    if plan.wants(MEMORY, ALONE) {
        let breaker = make(500);
        let each = (0..100_u32).map(|key| held(|| drop(breaker.keyed(&key))).0);
        let least = each.fold(f64::INFINITY, f64::min);
        plan.figure(ALONE, least);
    }
}
