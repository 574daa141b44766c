//! One circuit a key, in a map that stays bounded whoever sends the keys.

use std::env;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use ewrap_core::{CircuitBreaker, Config, ConfigBuilder, Event, ManualClock, Observer, Registry, State};

use crate::support::{TIMEOUT, closed, config, trip};

fn keys(breaker: &CircuitBreaker) -> Vec<String> {
    let mut names: Vec<_> = breaker.keys().map(|key| key.name().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn each_key_has_its_own_circuit() {
    let (breaker, _) = closed(config());
    trip(&breaker.keyed("a"));
    assert_eq!((breaker.keyed("a").state(), breaker.keyed("b").state()), (State::Open, State::Closed));
    assert_eq!(breaker.state(), State::Closed);
    assert_eq!(keys(&breaker), [r#"db["a"]"#, r#"db["b"]"#]);
    assert_eq!(breaker.snapshot().keys, 2);
}

#[test]
fn keys_of_any_type_are_named_by_their_debug() {
    #[derive(Hash, Debug)]
    struct Tenant(u32, &'static str);
    let (breaker, _) = closed(config());
    assert_eq!(breaker.keyed(&Tenant(7, "eu")).name(), r#"db[Tenant(7, "eu")]"#);
    assert_eq!(breaker.keyed(&7).name(), "db[7]");
    assert_eq!(breaker.keyed(&"x".repeat(500)).name(), format!("db[\"{}\u{2026}]", "x".repeat(63)));
    assert_eq!(breaker.keyed("\u{fc}".repeat(500).as_str()).name(), format!("db[\"{}\u{2026}]", "\u{fc}".repeat(31)));
    assert_eq!(breaker.keyed("a").keyed("b").name(), r#"db["a"]["b"]"#);
}

#[test]
fn an_owned_key_and_a_borrowed_one_are_the_same() {
    let (breaker, _) = closed(config());
    breaker.keyed(&String::from("a")).record_failure();
    assert_eq!(breaker.keyed("a").snapshot().consecutive_failures, 1);
}

fn small(keys: u32) -> ConfigBuilder {
    config().max_keys(keys)
}

#[test]
fn an_idle_circuit_makes_room_before_one_with_failures() {
    let (breaker, _) = closed(small(4));
    for key in ["a", "b", "c", "d"] {
        breaker.keyed(key).record_failure();
    }
    breaker.keyed("c").record_success();
    let _ = breaker.keyed("e");
    assert_eq!(keys(&breaker), [r#"db["a"]"#, r#"db["b"]"#, r#"db["d"]"#, r#"db["e"]"#]);
}

#[test]
fn what_was_used_lately_stays() {
    let (breaker, _) = closed(small(8));
    let _ = breaker.keyed("used");
    for key in 0..1000 {
        let _ = breaker.keyed(&key);
        let _ = breaker.keyed("used");
    }
    assert!(keys(&breaker).contains(&r#"db["used"]"#.to_owned()));
    assert_eq!(breaker.snapshot().keys, 8);
}

#[test]
fn open_circuits_stay_and_keys_without_room_share_one() {
    let (breaker, clock) = closed(small(4));
    for key in 0..4 {
        trip(&breaker.keyed(&key));
    }
    let [one, other] = [breaker.keyed("x"), breaker.keyed("y")];
    assert_eq!((one.name(), other.name()), ("db[..]", "db[..]"));
    trip(&one);
    assert_eq!(other.state(), State::Open);
    assert_eq!(breaker.snapshot().keys, 5);
    clock.advance(TIMEOUT);
    assert_eq!(breaker.keyed("z").name(), "db[..]", "their timeout has passed, and they have not closed");
    breaker.keyed(&0).try_acquire().unwrap().success();
    assert_eq!(breaker.keyed("z").name(), r#"db["z"]"#);
    assert_eq!((breaker.keyed(&1).state(), breaker.keyed(&2).state()), (State::Open, State::Open));
}

#[test]
fn circuits_that_nobody_called_for_two_timeouts_make_room() {
    let (breaker, clock) = closed(small(2));
    trip(&breaker.keyed("a"));
    trip(&breaker.keyed("b"));
    clock.advance(TIMEOUT * 2);
    assert_eq!(breaker.keyed("c").name(), r#"db["c"]"#);
}

#[test]
fn millions_of_hostile_keys_leave_the_map_bounded_and_open_circuits_intact() {
    let keys: u64 = env::var("EWRAP_KEYS").map_or(400_000, |keys| keys.parse().unwrap());
    let clock = ManualClock::new();
    let config = Config::builder().threshold(1).max_keys(10_000).build().unwrap();
    let breaker = CircuitBreaker::builder("db").config(config).clock(clock).build();
    let open: Vec<u64> = (0..1000).collect();
    for key in &open {
        breaker.keyed(key).record_failure();
    }
    thread::scope(|scope| {
        for part in 1..=2 {
            let breaker = &breaker;
            scope.spawn(move || {
                for key in part * keys..part * keys + keys / 2 {
                    let circuit = breaker.keyed(&key);
                    // Every other one is as bad as it can be without opening.
                    if key % 2 == 0 {
                        circuit.record_success();
                    }
                }
            });
        }
    });
    assert!(breaker.snapshot().keys <= 10_000, "{}", breaker.snapshot().keys);
    for key in &open {
        assert_eq!(breaker.keyed(key).state(), State::Open, "{key}");
    }
}

#[test]
fn what_an_operator_does_it_does_to_all_keys() {
    let (breaker, _) = closed(config());
    let before = breaker.keyed("before");
    breaker.force_open("migration");
    assert_eq!((before.state(), breaker.keyed("after").state()), (State::ForcedOpen, State::ForcedOpen));
    breaker.close("done");
    assert_eq!((before.state(), breaker.keyed("after").state()), (State::Closed, State::Closed));
    let isolation = breaker.isolate("backup");
    assert_eq!((before.state(), breaker.keyed("third").state()), (State::ForcedOpen, State::ForcedOpen));
    let own = before.isolate("its own");
    drop(isolation);
    assert_eq!((before.state(), breaker.keyed("third").state()), (State::ForcedOpen, State::Closed));
    drop(own);
    assert_eq!(before.state(), State::Closed);
    let isolation = breaker.isolate("backup");
    breaker.keyed("third").force_open("by itself");
    drop(isolation);
    assert_eq!((before.state(), breaker.keyed("third").state()), (State::Closed, State::ForcedOpen));
    breaker.reconfigure(config().threshold(1).build().unwrap());
    before.record_failure();
    assert_eq!((before.state(), breaker.keyed("fourth").config().threshold()), (State::Open, Some(1)));
    breaker.reset("test");
    assert_eq!(before.state(), State::Closed);
}

#[test]
fn observers_hear_each_key_by_its_name() {
    #[derive(Default)]
    struct Names(Mutex<Vec<String>>);
    impl Observer for Names {
        fn on_event(&self, breaker: &str, event: &Event) {
            self.0.lock().unwrap().push(format!("{breaker} {event}"));
        }
    }
    let registry = Registry::new();
    let breaker = registry.get_or_register("db", config().threshold(1).build().unwrap()).unwrap();
    let early = breaker.keyed("early");
    let (own, all) = (Arc::new(Names::default()), Arc::new(Names::default()));
    breaker.observe(own.clone());
    registry.observe(all.clone());
    early.record_failure();
    breaker.keyed("late").record_failure();
    let expected = [
        r#"db["early"] closed -> open (1 consecutive failure)"#,
        r#"db["late"] closed -> open (1 consecutive failure)"#,
    ];
    assert_eq!(*own.0.lock().unwrap(), expected);
    assert_eq!(*all.0.lock().unwrap(), expected);
}

#[test]
fn an_observer_may_ask_for_keys_while_it_hears_of_one() {
    struct Asks(CircuitBreaker);
    impl Observer for Asks {
        fn on_event(&self, _: &str, _: &Event) {
            let _ = self.0.keyed("another").state();
        }
    }
    let (breaker, _) = closed(config().threshold(1).max_keys(1));
    breaker.observe(Arc::new(Asks(breaker.clone())));
    breaker.keyed("one").record_failure();
    breaker.force_open("test");
    assert_eq!(breaker.keyed("one").state(), State::ForcedOpen);
}

#[test]
fn a_key_whose_text_fails_is_named_as_far_as_it_came() {
    struct Odd;
    impl Hash for Odd {
        fn hash<H: Hasher>(&self, state: &mut H) {
            0_u8.hash(state);
        }
    }
    impl fmt::Debug for Odd {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("od")?;
            Err(fmt::Error)
        }
    }
    let (breaker, _) = closed(config());
    assert_eq!(breaker.keyed(&Odd).name(), "db[od\u{2026}]");
}

#[test]
fn threads_that_ask_for_one_key_get_one_circuit() {
    let (breaker, _) = closed(config().threshold(1_000_000));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..1000).for_each(|key| breaker.keyed(&(key % 50)).record_failure()));
        }
    });
    let failures: u64 = breaker.keys().map(|key| key.snapshot().counts.failure).sum();
    assert_eq!((failures, breaker.snapshot().keys), (4000, 50));
    assert!(breaker.keys().all(|key| key.snapshot().consecutive_failures == 80));
}

#[test]
fn policies_hold_for_keys() {
    let window = ewrap_core::Window::time(Duration::from_secs(1));
    let (breaker, _) = closed(Config::builder().failure_rate(1.0).window(window).min_calls(2));
    let key = breaker.keyed("a");
    key.record_failure();
    breaker.keyed("b").record_failure();
    assert_eq!(key.state(), State::Closed);
    key.record_failure();
    assert_eq!(key.state(), State::Open);
}
