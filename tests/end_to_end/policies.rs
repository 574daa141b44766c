//! Rates over windows, slow calls, and a circuit for each key, on annotated functions.

use std::cell::Cell;
use std::fmt::Debug;
use std::hash::Hash;
use std::time::Duration;

use ewrap::{Registry, State, Window, circuit_breaker};

use crate::support::{Entry, Error, LATER, block_on, enter};

thread_local! {
    static BODIES: Cell<u32> = const { Cell::new(0) };
}

fn answer(up: bool) -> Result<u8, Error> {
    BODIES.set(BODIES.get() + 1);
    if up { Ok(1) } else { Err(Error::Down) }
}

fn state(name: &str) -> State {
    Registry::global().get(name).expect("called").state()
}

#[circuit_breaker(name = "policies.rate", failure_rate = 0.5, window = 10, min_calls = 4, timeout = "60s")]
fn by_rate(up: bool) -> Result<u8, Error> {
    answer(up)
}

#[test]
fn a_rate_trips_when_it_is_reached_and_not_before_enough_results() {
    let entry = enter();
    for up in [false, false, false] {
        assert_eq!(by_rate(up), answer(up), "three results are too few");
    }
    assert_eq!(state("policies.rate"), State::Closed);
    assert_eq!(by_rate(false), Err(Error::Down), "the fourth result is a failure, and enough");
    assert_eq!(by_rate(true), Err(Error::Open));
    entry.scope.clock().advance(LATER);
    assert_eq!(by_rate(true), Ok(1), "the probe");
    for up in [true, false, false] {
        assert_eq!(by_rate(up), answer(up), "the window began anew");
    }
    assert_eq!(state("policies.rate"), State::Closed, "three results, the probe is not among them");
}

#[circuit_breaker(name = "policies.half", failure_rate = 0.5, window = 4)]
fn by_half(up: bool) -> Result<u8, Error> {
    answer(up)
}

#[test]
fn exactly_the_rate_is_enough_and_least_is_the_window_if_that_is_smaller() {
    let _entry = enter();
    for up in [false, true, true, true, false] {
        assert_eq!(by_half(up), answer(up));
    }
    assert_eq!(state("policies.half"), State::Closed, "one of the last four: the first has left the window");
    assert_eq!(by_half(false), Err(Error::Down));
    assert_eq!(by_half(true), Err(Error::Open), "two of the last four");
}

#[circuit_breaker(name = "policies.no_run", failure_rate = 1, window = 20, min_calls = 20)]
fn without_threshold(up: bool) -> Result<u8, Error> {
    answer(up)
}

#[circuit_breaker(name = "policies.run", failure_rate = 1, window = 20, min_calls = 20, threshold = 3)]
fn with_threshold(up: bool) -> Result<u8, Error> {
    answer(up)
}

#[test]
fn a_run_of_failures_opens_beside_a_rate_only_if_a_threshold_is_given() {
    let _entry = enter();
    for _ in 0..19 {
        assert_eq!(without_threshold(false), Err(Error::Down));
    }
    assert_eq!(state("policies.no_run"), State::Closed);
    for _ in 0..3 {
        assert_eq!(with_threshold(false), Err(Error::Down));
    }
    assert_eq!(with_threshold(true), Err(Error::Open));
}

#[circuit_breaker(name = "policies.time", failure_rate = 0.5, window = "10s", min_calls = 2)]
async fn by_time(up: bool) -> Result<u8, Error> {
    answer(up)
}

#[test]
fn a_window_of_time_forgets() {
    let entry = enter();
    assert_eq!(block_on(by_time(false)), Err(Error::Down));
    entry.scope.clock().advance(Duration::from_secs(11));
    assert_eq!(block_on(by_time(false)), Err(Error::Down), "the only result of the last ten seconds");
    assert_eq!(state("policies.time"), State::Closed);
    assert_eq!(block_on(by_time(false)), Err(Error::Down));
    assert_eq!(block_on(by_time(true)), Err(Error::Open));
}

#[circuit_breaker(name = "policies.slow", slow_call = "2s", slow_rate = 0.5, window = 4, min_calls = 2)]
fn slow(entry: &Entry, seconds: u64) -> Result<(), Error> {
    entry.scope.clock().advance(Duration::from_secs(seconds));
    Ok(())
}

#[test]
fn calls_that_succeed_too_slowly_open_the_circuit() {
    let entry = enter();
    assert_eq!(slow(&entry, 2), Ok(()), "not longer than that");
    assert_eq!(slow(&entry, 1), Ok(()));
    assert_eq!(slow(&entry, 3), Ok(()));
    assert_eq!(state("policies.slow"), State::Closed, "one of three");
    assert_eq!(slow(&entry, 3), Ok(()));
    assert_eq!(slow(&entry, 0), Err(Error::Open), "two of four");
}

const LEAST: u32 = 3;

#[circuit_breaker(
    name = "policies.constants",
    failure_rate = 2.0 / 3.0,
    slow_rate = 1,
    slow_call = Duration::from_millis(1_500),
    window = Window::calls(5 * LEAST),
    min_calls = LEAST
)]
fn by_constants() -> Result<u8, Error> {
    answer(true)
}

#[test]
fn constants_are_what_the_breaker_is_told() {
    let _entry = enter();
    assert_eq!(by_constants(), Ok(1));
    let config = Registry::global().get("policies.constants").expect("called").config();
    assert_eq!((config.failure_rate(), config.slow_rate()), (Some(2.0 / 3.0), Some(1.0)));
    assert_eq!((config.window(), config.min_calls()), (Some(Window::calls(15)), 3));
    assert_eq!((config.slow_call(), config.threshold()), (Some(Duration::from_millis(1_500)), None));
}

#[circuit_breaker(name = "policies.keyed", threshold = 2, timeout = "60s", key = tenant)]
fn keyed(tenant: String, up: bool) -> Result<String, Error> {
    answer(up).map(|_| tenant)
}

#[test]
fn each_key_has_a_circuit() {
    let entry = enter();
    let call = |tenant: &str, up| keyed(tenant.to_owned(), up);
    for _ in 0..2 {
        assert_eq!(call("a", false), Err(Error::Down));
    }
    assert_eq!(call("a", true), Err(Error::Open));
    assert_eq!(call("b", true).as_deref(), Ok("b"), "another one's circuit is closed");
    assert_eq!(call("b", false), Err(Error::Down));
    assert_eq!(call("b", true).as_deref(), Ok("b"), "one failure of its own");
    entry.scope.clock().advance(LATER);
    assert_eq!(call("a", true).as_deref(), Ok("a"), "its probe");
}

#[test]
fn a_body_does_not_run_where_its_circuit_is_open() {
    let _entry = enter();
    for _ in 0..2 {
        assert_eq!(keyed("c".to_owned(), false), Err(Error::Down));
    }
    let before = BODIES.get();
    assert_eq!(keyed("c".to_owned(), true), Err(Error::Open));
    assert_eq!(BODIES.get(), before);
}

struct Path<T>(T);

struct Client {
    region: &'static str,
}

impl Client {
    #[circuit_breaker(name = "policies.parts", threshold = 1, key = (self.region, id))]
    async fn load(&self, Path(id): Path<u64>, up: bool) -> Result<u8, Error> {
        answer(up)
    }
}

#[test]
fn a_key_may_have_several_parts() {
    let _entry = enter();
    let (east, west) = (Client { region: "east" }, Client { region: "west" });
    assert_eq!(block_on(east.load(Path(1), false)), Err(Error::Down));
    assert_eq!(block_on(east.load(Path(1), true)), Err(Error::Open));
    assert_eq!(block_on(east.load(Path(2), true)), Ok(1));
    assert_eq!(block_on(west.load(Path(1), true)), Ok(1));
}

#[circuit_breaker(name = "policies.generic", threshold = 1, key = id)]
fn generic<T: Hash + Debug>(id: T, up: bool) -> Result<u8, Error> {
    answer(up)
}

#[test]
fn all_instances_of_a_function_share_the_circuits_of_its_keys() {
    let _entry = enter();
    assert_eq!(generic("a", false), Err(Error::Down));
    assert_eq!(generic(String::from("a"), true), Err(Error::Open), "a borrowed key is the same key");
    assert_eq!(generic("b", true), Ok(1));
}

#[circuit_breaker(name = "policies.joined", threshold = 1, key = id)]
fn declares(id: u8, up: bool) -> Result<u8, Error> {
    answer(up)
}

#[circuit_breaker(name = "policies.joined", key = id % 10)]
async fn joins(id: u8, up: bool) -> Result<u8, Error> {
    answer(up)
}

#[test]
fn functions_of_one_breaker_share_the_circuits_of_its_keys() {
    let _entry = enter();
    assert_eq!(declares(3, false), Err(Error::Down));
    assert_eq!(block_on(joins(13, true)), Err(Error::Open));
    assert_eq!(block_on(joins(14, true)), Ok(1));
}

#[circuit_breaker(name = "policies.registry", threshold = 1, key = tenant, registry = registry)]
fn in_registry(registry: &Registry, tenant: &str, up: bool) -> Result<u8, Error> {
    answer(up).inspect(|_| assert!(!tenant.is_empty()))
}

#[test]
fn keys_are_those_of_a_breaker_in_its_registry() {
    let _entry = enter();
    let (first, second) = (Registry::new(), Registry::new());
    assert_eq!(in_registry(&first, "a", false), Err(Error::Down));
    assert_eq!(in_registry(&first, "a", true), Err(Error::Open));
    assert_eq!(in_registry(&second, "a", true), Ok(1));
    assert_eq!(in_registry(&first, "b", true), Ok(1));
    assert!(Registry::global().get("policies.registry").is_none());
}

#[circuit_breaker(name = "policies.fallback", threshold = 1, key = tenant, fallback = |_| Ok(tenant.len()))]
async fn falls_back(tenant: String, up: bool) -> Result<usize, Error> {
    answer(up).map(|_| tenant.len() + 10)
}

#[test]
fn a_fallback_answers_for_the_circuit_that_is_open() {
    let _entry = enter();
    let call = |tenant: &str, up| block_on(falls_back(tenant.to_owned(), up));
    assert_eq!(call("a", false), Ok(1));
    assert_eq!(call("a", true), Ok(1), "rejected");
    assert_eq!(call("b", true), Ok(11));
}
