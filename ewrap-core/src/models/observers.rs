//! Observers: transitions that two threads make are told once each, in order.

use std::sync::Arc;

use loom::thread;

use super::{Log, closed, config, explore};
use crate::{CircuitBreaker, Event, Observer, State};

#[test]
fn transitions_of_two_threads_are_told_once_and_in_order() {
    explore("transitions of two threads", Some(3), || {
        let (breaker, _) = closed(config());
        let logs = [Log::of(&breaker), Log::of(&breaker)];
        let handle = breaker.clone();
        let other = thread::spawn(move || {
            handle.force_open("model");
            handle.close("model");
        });
        breaker.disable("model");
        other.join().unwrap();
        let [first, second] = logs.map(|log| log.history(&breaker));
        assert_eq!(first, second);
        assert_eq!(first.len(), breaker.snapshot().generation as usize);
    });
}

#[test]
fn two_transitions_at_once_are_both_told_before_both_threads_go_on() {
    explore("two transitions at once", None, || {
        let (breaker, _) = closed(config());
        let log = Log::of(&breaker);
        let handle = breaker.clone();
        let other = thread::spawn(move || handle.force_open("model"));
        breaker.metrics_only("model");
        other.join().unwrap();
        assert_eq!(log.history(&breaker).len(), 2);
    });
}

/// Answers one transition with another.
struct Overrules(CircuitBreaker);

impl Observer for Overrules {
    fn on_event(&self, _: &str, event: &Event) {
        if matches!(event, Event::Transition(told) if told.to == State::ForcedOpen) {
            self.0.metrics_only("model");
        }
    }
}

#[test]
fn an_observer_that_acts_meets_another_thread_and_order_is_kept() {
    explore("an observer acts beside another thread", Some(2), || {
        let (breaker, _) = closed(config());
        breaker.observe(Arc::new(Overrules(breaker.clone())));
        let log = Log::of(&breaker);
        let handle = breaker.clone();
        let other = thread::spawn(move || handle.disable("model"));
        breaker.force_open("model");
        other.join().unwrap();
        let told = log.history(&breaker);
        assert!(told.contains(&State::ForcedOpen) && told.contains(&State::Disabled), "{told:?}");
        assert_eq!(told.len(), breaker.snapshot().generation as usize);
    });
}
