//! ewrap itself, in each of its ways of use.

use ewrap::CircuitBreaker;

use crate::plan::Plan;

pub(crate) mod asynchronous;
pub(crate) mod calls;
pub(crate) mod errors;
mod groups;
pub(crate) mod guarded;
pub(crate) mod keyed;
mod known;
mod observed;
pub(crate) mod registry;

/// The ways of use, as the table names them.
pub(crate) const ATTRIBUTE: &str = "ewrap, attribute";
pub(crate) const CALL: &str = "ewrap, call";
pub(crate) const PERMIT: &str = "ewrap, permit";
pub(crate) const TWO_STEP: &str = "ewrap, two-step";

pub(crate) fn add(plan: &mut Plan) {
    calls::add(plan);
    asynchronous::add(plan);
    observed::add(plan);
    keyed::add(plan);
    registry::add(plan);
    errors::add(plan);
    groups::add(plan);
    plan.bytes(BREAKER, || {
        let breaker = CircuitBreaker::builder("bench.memory").build();
        assert!(breaker.call(|| crate::subject::bare(true)).is_ok(), "it is closed");
        breaker
    });
}

pub(crate) const BREAKER: &str = "ewrap, default policy";
