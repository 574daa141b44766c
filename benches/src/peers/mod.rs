//! The peers, by their releases on crates.io, each as its documentation has it used.
//!
//! | peer | what it is left out of, and why |
//! | --- | --- |
//! | ferryman-core | the probe: the shortest timeout it takes is a millisecond of real time; async: it has no call of its own |
//! | tower-resilience | the window of time: it keeps a record a call and looks through all of them at each, so a round has no end |
//! | breaker-machines | async: it has no such call; its breaker is `&mut`, so two threads share it behind a mutex |
//!
//! breaker-machines is 0.7, the last that our compiler builds. No peer has keys, a registry, permits or attributes.
//! Probes: a peer whose time cannot be moved gets a timeout of zero, so that its own clock has always passed it.

use std::time::Duration;

use crate::plan::Plan;

pub(crate) mod breaker_machines;
pub(crate) mod circuitbreaker_rs;
pub(crate) mod failsafe;
pub(crate) mod ferryman;
pub(crate) mod nobreak;
pub(crate) mod recloser;
pub(crate) mod tower;

/// How long a circuit stays open that nobody waits for.
const FOR_LONG: Duration = Duration::from_hours(1);

pub(crate) fn add(plan: &mut Plan) {
    failsafe::add(plan);
    recloser::add(plan);
    ferryman::add(plan);
    nobreak::add(plan);
    circuitbreaker_rs::add(plan);
    tower::add(plan);
    breaker_machines::add(plan);
}
