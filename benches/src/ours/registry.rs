//! How a registry scales: the time to find a breaker by name, a call on one of many, and the bytes of each.
//!
//! Beside the look-up stands one in a map that holds numbers.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use ewrap::{CircuitBreaker, Config, Registry};

use crate::case::repeat;
use crate::memory::held;
use crate::plan::Plan;
use crate::random::Random;
use crate::seen::Quiet;
use crate::subject::{Fault, bare};
use crate::topics::{MEMORY, REGISTRY};

/// What is asked of so many breakers, as the table names it.
struct Subjects {
    floor: String,
    look_up: String,
    call: String,
    bytes: String,
}

impl Subjects {
    fn new(breakers: u32) -> Self {
        Self {
            floor: format!("HashMap in a RwLock, look-up among {breakers}"),
            look_up: format!("ewrap, look-up among {breakers}"),
            call: format!("ewrap, call on one of {breakers}"),
            bytes: format!("ewrap, each of {breakers} registered, with its name"),
        }
    }

    fn are_wanted(&self, plan: &Plan) -> bool {
        let cases = [&self.floor, &self.look_up, &self.call];
        plan.wants(MEMORY, &self.bytes) || cases.into_iter().any(|it| plan.wants(REGISTRY.name, it))
    }
}

pub(crate) fn add(plan: &mut Plan) {
    for breakers in [10, 10_000, 1_000_000] {
        let subjects = Subjects::new(breakers);
        if breakers <= plan.largest && subjects.are_wanted(plan) {
            filled(plan, breakers, subjects);
        }
    }
}

fn name(number: u32) -> String {
    format!("bench.service.{number:07}")
}

fn filled(plan: &mut Plan, breakers: u32, subjects: Subjects) {
    let names: Vec<String> = (0..breakers).map(name).collect();
    let registry = Registry::new();
    let register = |name: &String| {
        registry.get_or_register(name.clone(), Config::DEFAULT).expect("the names differ");
    };
    let (bytes, ()) = held(|| names.iter().for_each(register));
    if plan.wants(MEMORY, &subjects.bytes) {
        plan.figure(subjects.bytes, bytes / f64::from(breakers));
    }
    let map: RwLock<HashMap<String, u64>> = RwLock::new(names.iter().cloned().zip(0..).collect());
    let own = names.clone();
    plan.runs(&REGISTRY, &subjects.floor, &[1], move |times| {
        let mut random = Random::new();
        repeat(times, || {
            let map = map.read().unwrap_or_else(PoisonError::into_inner);
            Quiet(map.get(&own[random.below(breakers) as usize]).copied())
        })
    });
    let handles: Vec<CircuitBreaker> = registry.iter().collect();
    plan.runs(&REGISTRY, &subjects.look_up, &[1], move |times| {
        let mut random = Random::new();
        repeat(times, || registry.get(&names[random.below(breakers) as usize]).map(drop).ok_or(Fault::Open))
    });
    plan.runs(&REGISTRY, &subjects.call, &[1], move |times| {
        let mut random = Random::new();
        repeat(times, || handles[random.below(breakers) as usize].call(|| bare(true)))
    });
}
