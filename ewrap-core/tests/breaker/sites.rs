//! Call sites, as the attribute makes them: which breaker they find, and calls that begin later than they were admitted.

use ewrap_core::__private::{Setting, Site, begin, nanos};
use ewrap_core::{ManualClock, Registry, State};

use crate::support::{TIMEOUT, config};

static QUERY: Site = Site::new("db", "query", &[Setting::Threshold(2), Setting::Timeout(nanos(TIMEOUT))]);

#[test]
fn a_site_finds_its_breaker_in_the_registry_it_is_given() {
    let registries = [Registry::new(), Registry::new()];
    for registry in &registries {
        for calls in 1..=3 {
            drop(QUERY.acquire_in(registry).unwrap());
            assert_eq!(registry.get("db").unwrap().snapshot().counts.cancelled, calls);
        }
        assert_eq!(registry.get("db").unwrap().config().threshold(), Some(2));
    }
}

#[test]
fn a_site_without_settings_joins_what_is_there() {
    static JOINS: Site = Site::new("db", "joins", &[]);
    let registry = Registry::new();
    let breaker = registry.get_or_register("db", config().build().unwrap()).unwrap();
    breaker.force_open("test");
    assert_eq!(JOINS.acquire_in(&registry).unwrap_err().state(), State::ForcedOpen);
    assert!(breaker.snapshot().conflicts.is_empty());
}

#[test]
fn sites_in_conflict_are_told_and_still_called() {
    static OTHER: Site = Site::new("db", "other", &[Setting::Threshold(9)]);
    let registry = Registry::new();
    assert!(QUERY.acquire_in(&registry).is_ok());
    assert!(OTHER.acquire_in(&registry).is_ok());
    let conflict = registry.check().unwrap_err().conflicts().last().unwrap().clone();
    let functions = (conflict.first().1.annotated_function(), conflict.second().1.annotated_function());
    assert_eq!(functions, (Some("query"), Some("other")));
    assert_eq!(registry.get("db").unwrap().config().threshold(), Some(2));
}

#[test]
fn a_call_that_begins_in_a_later_period_asks_again() {
    let registry = Registry::new();
    let permit = QUERY.acquire_in(&registry).unwrap();
    let breaker = registry.get("db").unwrap();
    breaker.force_open("test");
    assert_eq!(begin(permit).unwrap_err().state(), State::ForcedOpen);
    let counts = breaker.snapshot().counts;
    assert_eq!((counts.rejected, counts.total()), (1, 1), "nothing is counted for the first admission");
}

#[test]
fn a_call_that_asks_again_may_be_admitted_again() {
    let registry = Registry::new();
    let permit = QUERY.acquire_in(&registry).unwrap();
    let breaker = registry.get("db").unwrap();
    breaker.open("test");
    breaker.close("test");
    drop(begin(permit).unwrap());
    let counts = breaker.snapshot().counts;
    assert_eq!((counts.cancelled, counts.total()), (1, 1));
}

#[test]
fn a_call_that_begins_in_its_period_keeps_its_permit() {
    let clock = ManualClock::new();
    let registry = Registry::with_clock(clock.clone());
    let breaker = registry.get_or_register("db", config().build().unwrap()).unwrap();
    breaker.open("test");
    clock.advance(TIMEOUT);
    let probe = begin(QUERY.acquire_in(&registry).unwrap()).unwrap();
    assert_eq!((breaker.state(), breaker.snapshot().probes_in_flight), (State::HalfOpen, 1));
    assert!(QUERY.acquire_in(&registry).is_err());
    drop(probe);
    assert_eq!(breaker.snapshot().counts.total(), 2);
}
