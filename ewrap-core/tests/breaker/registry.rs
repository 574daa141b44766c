//! The registry: one breaker a name, whoever asks first, and what happens if two ask for different ones.

use std::panic::Location;
use std::sync::{Arc, Barrier, mpsc};
use std::thread;
use std::time::Duration;

use ewrap_core::__private::{Setting, Site, nanos};
use ewrap_core::{CircuitBreaker, Config, Event, ManualClock, Registry, State, declare_site};

use crate::support::{Hear, Log, TIMEOUT, config, trip};

static DECLARED: Site =
    Site::new("tests.declared", "query", &[Setting::Threshold(2), Setting::Timeout(nanos(TIMEOUT))]);
declare_site!(DECLARED);
static JOINS: Site = Site::new("tests.declared", "query_again", &[]);
declare_site!(JOINS);
static ELSEWHERE: Site = Site::new("tests.declared", "elsewhere", &[Setting::Threshold(9)]).in_registry("MY_REGISTRY");
declare_site!(ELSEWHERE);

fn strict() -> Config {
    config().threshold(1).build().unwrap()
}

#[test]
fn a_name_is_registered_once() {
    let registry = Registry::new();
    assert!(registry.get("db").is_none());
    let first = registry.get_or_register("db", strict()).unwrap();
    let second = registry.get_or_register(String::from("db"), strict()).unwrap();
    first.record_failure();
    assert_eq!((second.state(), second.name(), second.config()), (State::Open, "db", strict()));
    assert_eq!(registry.get("db").unwrap().state(), State::Open);
    assert!(registry.get("DB").is_none());
}

#[test]
fn registries_share_nothing_and_handles_of_one_everything() {
    let (one, other) = (Registry::new(), Registry::new());
    one.get_or_register("db", strict()).unwrap().record_failure();
    assert!(other.get("db").is_none());
    assert_eq!(one.clone().get("db").unwrap().state(), State::Open);
}

#[test]
fn breakers_come_by_name() {
    let registry = Registry::new();
    for name in ["search", "db", "mail"] {
        let _ = registry.get_or_register(name, Config::default()).unwrap();
    }
    let names: Vec<_> = registry.iter().map(|breaker| breaker.name().to_owned()).collect();
    assert_eq!(names, ["db", "mail", "search"]);
    let names: Vec<_> = registry.snapshots().into_iter().map(|snapshot| snapshot.name).collect();
    assert_eq!(names, ["db".into(), "mail".into(), "search".into()]);
}

#[test]
fn breakers_may_be_registered_while_others_are_listed() {
    let registry = Registry::new();
    let _ = registry.get_or_register("a", Config::default()).unwrap();
    for breaker in registry.iter() {
        let _ = registry.get_or_register(format!("{} again", breaker.name()), Config::default()).unwrap();
    }
    assert_eq!(registry.iter().count(), 2);
}

#[test]
fn another_config_is_a_conflict_and_the_first_stays_in_force() {
    let registry = Registry::new();
    let breaker = registry.get_or_register("db", strict()).unwrap();
    let log = Log::of(&breaker);
    let (conflict, line) = (registry.get_or_register("db", Config::default()).unwrap_err(), line!());
    assert_eq!((conflict.breaker(), conflict.first().0, conflict.second().0), ("db", strict(), Config::default()));
    assert_eq!((conflict.second().1.file(), conflict.second().1.line()), (file!(), line));
    assert_eq!(conflict.second().1.annotated_function(), None);
    assert_eq!(breaker.config(), strict());
    assert!(matches!(&log.events()[..], [Event::Conflict(told)] if *told == conflict));
    assert_eq!(breaker.snapshot().conflicts, std::slice::from_ref(&conflict));
    assert_eq!(registry.check().unwrap_err().conflicts().last(), Some(&conflict));
}

#[test]
fn the_text_of_a_conflict_names_both_places() {
    let registry = Registry::new();
    let (first, place) = (registry.get_or_register("db", strict()), Location::caller().file());
    let line = line!() - 1;
    let conflict = registry.get_or_register("db", Config::default()).unwrap_err();
    drop(first);
    let text = format!(
        "circuit breaker \"db\" has two configs: \
         threshold = 1, timeout = 60s, half_open_calls = 1, success_threshold = 1, probe_lease = 60s ({place}:{line}) and \
         threshold = 5, timeout = 60s, half_open_calls = 1, success_threshold = 1, probe_lease = 60s ({place}:{})",
        line + 2
    );
    assert_eq!(conflict.to_string(), text);
}

#[test]
fn a_reconfigured_breaker_is_compared_with_what_was_declared() {
    let registry = Registry::new();
    let breaker = registry.get_or_register("db", strict()).unwrap();
    breaker.reconfigure(Config::default());
    assert!(registry.get_or_register("db", strict()).is_ok());
    assert!(registry.get_or_register("db", Config::default()).is_err());
}

#[test]
fn one_place_in_conflict_is_told_once() {
    let registry = Registry::new();
    let breaker = registry.get_or_register("db", strict()).unwrap();
    let log = Log::of(&breaker);
    for _ in 0..100 {
        assert!(registry.get_or_register("db", Config::default()).is_err());
    }
    assert_eq!((log.take().len(), breaker.snapshot().conflicts.len()), (1, 1));
}

#[test]
fn conflicts_do_not_grow_without_bound() {
    let registry = Registry::new();
    let breaker = registry.get_or_register("db", strict()).unwrap();
    let log = Log::of(&breaker);
    for threshold in 2..1000 {
        let config = config().threshold(threshold).build().unwrap();
        let conflict = registry.get_or_register("db", config).unwrap_err();
        assert_eq!(conflict.second().0, config);
    }
    assert_eq!((log.take().len(), breaker.snapshot().conflicts.len()), (16, 16));
}

#[test]
fn an_observer_of_all_hears_of_every_breaker() {
    let registry = Registry::new();
    let early = registry.get_or_register("db", strict()).unwrap();
    let log = Arc::new(Log::default());
    registry.observe(log.clone());
    early.record_failure();
    let again = registry.get_or_register("db", strict()).unwrap();
    again.close("test");
    assert_eq!(log.take(), ["closed -> open (1 consecutive failure)", "open -> closed (operator: test)"]);
    CircuitBreaker::new("db", 1, TIMEOUT).record_failure();
    assert_eq!(log.take(), [""; 0], "not of the registry");
}

#[test]
fn an_observer_of_all_may_ask_for_calls_of_breakers_old_and_new() {
    let registry = Registry::with_clock(ManualClock::new());
    let log = Arc::new(Log::asking_for_calls());
    let early = registry.get_or_register("db", strict()).unwrap();
    early.call(|| Ok::<_, ()>(())).unwrap();
    registry.observe(log.clone());
    early.call(|| Ok::<_, ()>(())).unwrap();
    assert_eq!(log.take(), ["success in 0ns"]);
    let other = Registry::with_clock(ManualClock::new());
    other.observe(log.clone());
    other.get_or_register("db", strict()).unwrap().try_acquire().unwrap().ignore();
    assert_eq!(log.take(), ["ignored in 0ns"]);
}

#[test]
fn an_observer_may_use_the_registry() {
    let registry = Registry::new();
    let handle = registry.clone();
    registry.observe(Arc::new(Hear(move |event: &Event| {
        if matches!(event, Event::Transition(_)) {
            let _ = handle.get_or_register("made by an observer", Config::default());
            assert_eq!(handle.snapshots().len(), 2);
        }
    })));
    trip(&registry.get_or_register("db", config().build().unwrap()).unwrap());
    assert!(registry.get("made by an observer").is_some());
}

#[test]
fn a_registry_has_a_clock_for_all() {
    let clock = ManualClock::new();
    let registry = Registry::with_clock(clock.clone());
    let breaker = registry.get_or_register("db", strict()).unwrap();
    breaker.record_failure();
    clock.advance(TIMEOUT);
    assert_eq!(breaker.snapshot().at, TIMEOUT);
    assert!(breaker.can_execute());
}

#[test]
fn a_breaker_nobody_declares_gets_the_defaults() {
    let registry = Registry::new();
    let breaker = registry.get_or_declare("tests.undeclared");
    assert_eq!((breaker.config(), breaker.state()), (Config::DEFAULT, State::Closed));
    assert!(registry.get("tests.undeclared").is_some());
}

#[test]
fn a_declared_breaker_is_reached_before_its_first_call() {
    let registry = Registry::new();
    assert!(registry.get("tests.declared").is_none());
    let breaker = registry.get_or_declare("tests.declared");
    assert_eq!(breaker.config(), Config::builder().threshold(2).timeout(TIMEOUT).build().unwrap());
    assert_eq!(registry.get_or_declare("tests.declared").config(), breaker.config());
}

#[test]
fn declarations_are_listed_with_their_places() {
    let declared = Registry::new().declared();
    let ours: Vec<_> = declared.iter().filter(|declared| declared.breaker() == "tests.declared").collect();
    let functions: Vec<_> = ours.iter().map(|declared| (declared.function(), declared.registry())).collect();
    assert_eq!(functions, [("query", None), ("query_again", None), ("elsewhere", Some("MY_REGISTRY"))]);
    let configs: Vec<_> = ours.iter().map(|declared| declared.config().and_then(|config| config.threshold())).collect();
    assert_eq!(configs, [Some(2), None, Some(9)]);
    assert!(ours.iter().all(|declared| declared.file() == file!() && declared.line() > 0));
    let lines: Vec<_> = ours.iter().map(|declared| declared.line()).collect();
    assert!(lines.is_sorted());
}

#[test]
fn a_check_compares_declarations_of_one_registry_only() {
    // Three places name `tests.declared`; two of them declare it, but in different registries.
    assert_eq!(Registry::new().check(), Ok(()));
}

#[test]
fn a_ticker_does_what_is_due_until_it_is_dropped() {
    let clock = ManualClock::new();
    let registry = Registry::with_clock(clock.clone());
    let config = Config::builder().threshold(1).automatic_half_open(true).build().unwrap();
    let breaker = registry.get_or_register("db", config).unwrap().keyed("a");
    let (send, receive) = mpsc::channel();
    breaker.observe(Arc::new(Hear(move |event: &Event| send.send(event.to_string()).unwrap())));
    breaker.record_failure();
    let ticker = registry.tick_every(Duration::ZERO).unwrap();
    clock.advance(Duration::from_secs(60));
    let told = [receive.recv().unwrap(), receive.recv().unwrap()];
    assert_eq!(told, ["closed -> open (1 consecutive failure)", "open -> half_open (timeout elapsed)"]);
    drop(ticker);
}

#[test]
fn many_threads_that_register_one_name_get_one_breaker() {
    for round in 0..50 {
        let registry = Registry::new();
        let start = Barrier::new(8);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    start.wait();
                    registry.get_or_register("db", Config::default()).unwrap().record_success();
                });
            }
        });
        assert_eq!(registry.iter().count(), 1, "round {round}");
        assert_eq!(registry.get("db").unwrap().snapshot().counts.success, 8);
    }
}

#[test]
fn of_many_threads_with_different_configs_one_wins_and_the_others_are_told() {
    for _ in 0..50 {
        let registry = Registry::new();
        let start = Barrier::new(4);
        let register = |threshold| {
            start.wait();
            registry.get_or_register("db", config().threshold(threshold).build().unwrap()).is_ok()
        };
        let won: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (1..=4).map(|threshold| scope.spawn(move || register(threshold))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(won.iter().filter(|won| **won).count(), 1);
        let snapshot = registry.get("db").unwrap().snapshot();
        assert!(won[snapshot.config.threshold().unwrap() as usize - 1]);
        assert_eq!(snapshot.conflicts.len(), 3);
    }
}

#[test]
fn the_debug_view_lists_the_breakers() {
    let registry = Registry::new();
    let _ = registry.get_or_register("db", Config::default()).unwrap();
    assert_eq!(format!("{registry:?}"), "[CircuitBreaker { name: \"db\", state: Closed, .. }]");
}
