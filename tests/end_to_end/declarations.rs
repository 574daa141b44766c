//! What is known of annotated functions before they are called, and of those that disagree.

use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use ewrap::{CircuitOpen, Config, Event, Observer, Registry, circuit_breaker};

use crate::support::{Error, enter};

#[circuit_breaker(name = "declared.once", threshold = 7, timeout = "90s", half_open_calls = 2, success_threshold = 3)]
fn declares() -> Result<(), Error> {
    Ok(())
}

#[circuit_breaker(name = "declared.once", ignore(Error::Open))]
fn joins() -> Result<(), Error> {
    Ok(())
}

#[circuit_breaker(name = "declared.twice", threshold = 1)]
fn first() -> Result<(), Error> {
    Ok(())
}

#[circuit_breaker(name = "declared.twice", threshold = 2)]
fn second() -> Result<(), Error> {
    Ok(())
}

#[test]
fn every_annotated_function_is_known_before_its_first_call() {
    let declared = Registry::global().declared();
    let of = |function: &str| declared.iter().find(|declared| declared.function() == function).expect("listed");
    let config = of("declares").config().expect("it declares");
    assert_eq!((config.threshold(), config.timeout()), (Some(7), Duration::from_secs(90)));
    assert_eq!((config.half_open_calls(), config.success_threshold()), (2, 3));
    assert_eq!(of("joins").config(), None);
    assert!(of("declares").file().ends_with("declarations.rs"), "{:?}", of("declares"));
    assert_eq!(of("joins").line() - of("declares").line(), 5);
}

#[test]
fn a_function_that_only_names_a_breaker_joins_it_even_if_it_is_called_first() {
    let _entry = enter();
    assert_eq!(joins(), Ok(()));
    let breaker = Registry::global().get("declared.once").expect("called");
    assert_eq!(breaker.config().threshold(), Some(7));
    assert_eq!(declares(), Ok(()));
    assert_eq!((breaker.snapshot().counts.success, breaker.snapshot().conflicts), (2, Vec::new()));
}

#[test]
fn check_names_both_places_of_a_conflict() {
    let error = Registry::new().check().expect_err("declared.twice has two configs");
    let conflict = error.conflicts().iter().find(|it| it.breaker() == "declared.twice").expect("found");
    assert_eq!((conflict.first().0.threshold(), conflict.second().0.threshold()), (Some(1), Some(2)));
    assert_eq!(conflict.second().1.line() - conflict.first().1.line(), 5);
    assert_eq!(conflict.first().1.annotated_function(), Some("first"));
    assert!(conflict.to_string().contains("`second` at "), "{conflict}");
}

#[derive(Default)]
struct Heard(Mutex<Vec<String>>);

impl Observer for Heard {
    fn on_event(&self, breaker: &str, event: &Event) {
        if let Event::Conflict(_) = event {
            self.0.lock().expect("not poisoned").push(breaker.to_owned());
        }
    }
}

#[test]
fn where_nobody_checks_the_first_wins_and_the_conflict_is_told() {
    let entry = enter();
    let heard = Arc::new(Heard::default());
    entry.scope.registry().observe(heard.clone());
    assert_eq!((second(), first(), first()), (Ok(()), Ok(()), Ok(())), "never a panic in a call");
    let snapshot = Registry::global().get("declared.twice").expect("called").snapshot();
    assert_eq!((snapshot.config.threshold(), snapshot.conflicts.len()), (Some(2), 1));
    assert_eq!(*heard.0.lock().expect("not poisoned"), ["declared.twice"], "once, however often it is called");
}

#[circuit_breaker(name = "declared.reentrant", threshold = 1, registry = REENTRANT)]
fn declared_elsewhere() -> Result<(), Error> {
    Ok(())
}

static REENTRANT: LazyLock<Registry> = LazyLock::new(|| {
    let registry = Registry::new();
    registry.get_or_register("declared.reentrant", Config::default()).expect("the first");
    registry.observe(Arc::new(CallsBack));
    registry
});

struct CallsBack;

impl Observer for CallsBack {
    fn on_event(&self, _: &str, event: &Event) {
        if let Event::Conflict(_) = event {
            assert_eq!(declared_elsewhere(), Ok(()));
        }
    }
}

#[test]
fn an_observer_of_a_conflict_may_call_the_function_that_declared_it() {
    assert_eq!(declared_elsewhere(), Ok(()));
    let breaker = REENTRANT.get("declared.reentrant").expect("registered");
    assert_eq!(breaker.snapshot().counts.success, 2);
}

static OWN: LazyLock<Registry> = LazyLock::new(Registry::new);

#[circuit_breaker(name = "declared.own", threshold = 2, registry = OWN)]
fn in_its_own_registry() -> Result<(), Error> {
    Ok(())
}

struct Client {
    breakers: Registry,
}

impl Client {
    #[circuit_breaker(name = "declared.client", threshold = 1, registry = self.breakers)]
    fn send(&self, up: bool) -> Result<(), Error> {
        if up { Ok(()) } else { Err(Error::Down) }
    }
}

#[test]
fn a_function_can_live_in_a_registry_of_its_own() {
    assert_eq!(in_its_own_registry(), Ok(()));
    assert_eq!(OWN.get("declared.own").expect("called").snapshot().counts.success, 1);
    assert!(Registry::global().get("declared.own").is_none());
    let declared = Registry::global().declared();
    let own = declared.iter().find(|it| it.breaker() == "declared.own").expect("listed");
    assert_eq!(own.registry(), Some("OWN"));
}

#[test]
fn each_instance_has_its_breaker_in_the_registry_it_carries() {
    let (broken, fine) = (Client { breakers: Registry::new() }, Client { breakers: Registry::new() });
    assert_eq!((broken.send(false), broken.send(true)), (Err(Error::Down), Err(Error::Open)));
    assert_eq!(fine.send(true), Ok(()), "the circuit of another client is another circuit");
}

#[test]
fn code_and_attributes_share_a_breaker_by_name() -> Result<(), CircuitOpen> {
    let _entry = enter();
    let config = Config::builder().threshold(7).timeout(Duration::from_secs(90)).half_open_calls(2);
    let config = config.success_threshold(3).build().expect("in range");
    let by_hand = Registry::global().get_or_register("declared.once", config).expect("the same config");
    by_hand.try_acquire()?.success();
    assert_eq!(declares(), Ok(()));
    assert_eq!(by_hand.snapshot().counts.success, 2);
    Ok(())
}
