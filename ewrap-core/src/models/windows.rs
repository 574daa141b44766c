//! Windows: what they hold and what they open is what some order of the results explains.

use loom::thread;

use super::{Log, START, closed, explore, join};
use crate::{CircuitBreaker, Config, ConfigBuilder, Outcome, OwnedPermit, State, TransitionCause, Window};
use std::time::Duration;

const S: Duration = Duration::from_secs(1);
/// Nothing here asks for a clock that says more than what it stands at.
const NO_TIME: Duration = Duration::ZERO;

/// Opens at so many failures among the last `size` results.
fn counting(size: u32, failures: u32) -> ConfigBuilder {
    Config::builder().timeout(super::TIMEOUT).failure_count(failures).window(Window::calls(size))
}

/// The same over two seconds, which is two slices.
fn timing(failures: u32) -> ConfigBuilder {
    Config::builder().timeout(super::TIMEOUT).failure_count(failures).window(Window::time(2 * S))
}

const OK: bool = false;
const FAILED: bool = true;

/// What can be seen in the end: successes, failures, late ones, and either the tally of the window or that of the trip.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    counts: (u64, u64, u64),
    state: State,
    tally: (u64, u64),
}

/// A breaker with a window of calls, one result after the other.
#[derive(Clone)]
struct Reference {
    size: usize,
    failures: u64,
    results: Vec<bool>,
    seen: Seen,
}

impl Reference {
    fn new(size: u32, failures: u32) -> Self {
        let seen = Seen { counts: (0, 0, 0), state: State::Closed, tally: (0, 0) };
        Self { size: size as usize, failures: failures.into(), results: Vec::new(), seen }
    }

    fn count(&mut self, result: bool) {
        *if result == FAILED { &mut self.seen.counts.1 } else { &mut self.seen.counts.0 } += 1;
    }

    fn after(mut self, result: bool) -> Self {
        if self.seen.state == State::Open {
            self.seen.counts.2 += 1;
            return self;
        }
        self.count(result);
        self.results.push(result);
        let last = self.results.iter().rev().take(self.size);
        let failures = last.clone().filter(|result| **result == FAILED).count() as u64;
        self.seen.tally = (last.count() as u64, failures);
        if result == FAILED && failures >= self.failures {
            self.seen.state = State::Open;
        }
        self
    }

    /// What else was put into the window while another thread was about to open the circuit was in time.
    fn in_time_or_late(self, rest: &[bool]) -> Vec<Seen> {
        let after = |in_time: usize| {
            let (early, late) = rest.split_at(in_time);
            let mut after = self.clone();
            early.iter().for_each(|result| after.count(*result));
            late.iter().fold(after, |it, result| it.after(*result)).seen
        };
        (0..=rest.len()).map(after).collect()
    }

    /// What may be seen after the results of two threads, each of which is in its own order.
    fn after_both(self, first: &[bool], second: &[bool]) -> Vec<Seen> {
        if first.is_empty() && second.is_empty() {
            return vec![self.seen];
        }
        if let (State::Open, rest, []) | (State::Open, [], rest) = (self.seen.state, first, second) {
            return self.in_time_or_late(rest);
        }
        let one = first.split_first().map(|(result, rest)| self.clone().after(*result).after_both(rest, second));
        let other = second.split_first().map(|(result, rest)| self.clone().after(*result).after_both(first, rest));
        one.into_iter().chain(other).flatten().collect()
    }
}

fn end(permit: OwnedPermit, result: bool) {
    if result == FAILED { permit.failure() } else { permit.success() }
}

fn seen(breaker: &CircuitBreaker) -> Seen {
    let snapshot = breaker.snapshot();
    let counts = snapshot.counts;
    let tally = match snapshot.last_transition.map(|it| it.cause) {
        Some(TransitionCause::FailureCount { failures, calls }) => (calls, failures),
        Some(other) => panic!("{other:?}"),
        None => snapshot.window.map(|it| (it.calls, it.failures)).unwrap(),
    };
    Seen { counts: (counts.success, counts.failure, counts.late), state: snapshot.state, tally }
}

/// Two threads end calls with these results, after others have ended; what is seen then, one order must explain.
fn explained(
    (size, failures): (u32, u32),
    before: &'static [bool],
    results: [&'static [bool]; 2],
    preemptions: Option<usize>,
) {
    let name = format!("{failures} of {size}: {results:?} after {before:?}");
    explore(&name, preemptions, move || {
        let (breaker, _) = closed(counting(size, failures));
        let mut reference = Reference::new(size, failures);
        for result in before {
            end(breaker.try_acquire_owned().unwrap(), *result);
            reference = reference.after(*result);
        }
        let permits = results.map(|results| {
            results.iter().map(|result| (breaker.try_acquire_owned().unwrap(), *result)).collect::<Vec<_>>()
        });
        let threads = permits
            .map(|permits| thread::spawn(move || permits.into_iter().for_each(|(permit, result)| end(permit, result))));
        join(threads);
        let (seen, possible) = (seen(&breaker), reference.after_both(results[0], results[1]));
        assert!(possible.contains(&seen), "{seen:?} is none of {possible:?}");
    });
}

#[test]
fn two_results_at_once_are_in_some_order() {
    explained((1, 1), &[OK], [&[FAILED], &[FAILED]], Some(2));
    for size in 2..=3 {
        explained((size, size), &[], [&[FAILED], &[FAILED]], Some(2));
        explained((size, size), &[FAILED], [&[OK], &[FAILED]], Some(3));
        explained((size, size), &[FAILED, OK, OK], [&[FAILED], &[OK]], Some(3));
    }
}

#[test]
fn a_failure_opens_a_window_of_one_though_a_success_takes_its_place() {
    explained((1, 1), &[OK], [&[FAILED], &[OK]], Some(2));
    explained((2, 1), &[], [&[FAILED], &[OK, OK]], Some(2));
}

#[test]
fn a_result_that_is_overtaken_by_a_whole_window_opens_nothing() {
    explained((2, 2), &[FAILED, OK], [&[OK], &[OK, FAILED]], Some(2));
    explained((3, 2), &[FAILED, OK, OK], [&[OK], &[OK, OK, FAILED]], Some(2));
}

#[test]
fn a_success_that_was_passed_by_hides_no_failure() {
    explained((3, 2), &[OK, OK], [&[OK], &[OK, FAILED, FAILED]], Some(2));
}

#[test]
fn a_failure_that_was_passed_by_has_one_place_and_leaves_it() {
    explore("a failure that was passed by", Some(2), || {
        let (breaker, _) = closed(counting(2, 2).to_warm());
        breaker.record_success();
        let handle = breaker.clone();
        let late = thread::spawn(move || handle.record_failure());
        breaker.record_failure();
        breaker.record_success();
        late.join().unwrap();
        let seen = || breaker.snapshot().window.map(|it| (it.calls, it.failures)).unwrap();
        // Two of the last three: it may stand in the place of the success that passed it by.
        assert!([(2, 1), (2, 2)].contains(&seen()), "{:?}", seen());
        breaker.record_success();
        breaker.record_success();
        assert_eq!(seen(), (2, 0));
    });
}

#[test]
fn a_success_after_nothing_else_changes_nothing() {
    explained((1, 1), &[OK], [&[OK, OK], &[FAILED]], Some(2));
    explained((2, 2), &[OK, OK], [&[OK, FAILED], &[FAILED]], Some(2));
    explained((2, 2), &[OK, OK], [&[FAILED, OK], &[FAILED]], Some(2));
    explained((3, 2), &[OK, OK], [&[OK, FAILED], &[OK, FAILED]], Some(2));
    explained((3, 2), &[OK, OK, OK], [&[FAILED, OK], &[FAILED]], Some(2));
}

#[test]
fn the_failure_that_completes_the_count_opens_once() {
    for size in 2..=3 {
        explored_trip("two failures complete the count", counting(size, 2), NO_TIME);
    }
}

/// Two failures at once reach a count of two: one transition, and both are in it.
fn explored_trip(name: &str, settings: ConfigBuilder, elapsed: Duration) {
    explore(name, Some(2), move || {
        let (breaker, _) = closed(settings);
        let log = Log::of(&breaker);
        let [fast, slow] = [(); 2].map(|()| breaker.try_acquire_owned().unwrap());
        let threads =
            [thread::spawn(move || fast.failure()), thread::spawn(move || slow.record(Outcome::Failure, elapsed))];
        join(threads);
        let told = log.take();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].cause, TransitionCause::FailureCount { failures: 2, calls: 2 });
        let counts = breaker.snapshot().counts;
        assert_eq!((counts.failure, counts.late), (2, 0), "what opened the circuit was not late");
    });
}

#[test]
fn a_reader_never_sees_more_failures_than_calls() {
    explore("a reader of a window", Some(2), || {
        let (breaker, _) = closed(counting(1, 1).to_warm());
        breaker.record_failure();
        let handle = breaker.clone();
        let threads = [
            thread::spawn(move || handle.record_success()),
            thread::spawn({
                let handle = breaker.clone();
                move || {
                    handle.record_success();
                    handle.record_failure();
                }
            }),
        ];
        let window = breaker.snapshot().window.unwrap();
        assert!(window.calls <= 1 && window.failures <= window.calls, "{window:?}");
        join(threads);
        let window = breaker.snapshot().window.unwrap();
        assert!(window.calls == 1 && window.failures <= 1, "{window:?}");
    });
}

trait Warm {
    fn to_warm(self) -> Self;
}

impl Warm for ConfigBuilder {
    /// Nothing opens.
    fn to_warm(self) -> Self {
        self.warm_up(super::TIMEOUT)
    }
}

/// A result whose period an operator ends, and one of the next period.
fn late_result(name: &str, settings: ConfigBuilder, forget: fn(&CircuitBreaker)) {
    explore(name, Some(2), move || {
        let (breaker, _) = closed(settings);
        let permit = breaker.try_acquire_owned().unwrap();
        let late = thread::spawn(move || permit.failure());
        forget(&breaker);
        breaker.record_failure();
        late.join().unwrap();
        let snapshot = breaker.snapshot();
        let (window, counts) = (snapshot.window.unwrap(), snapshot.counts);
        assert_eq!((snapshot.state, window.calls, window.failures), (State::Closed, 1, 1));
        assert_eq!((counts.failure + counts.late, counts.total()), (2, 2));
        assert!(counts.failure >= 1);
    });
}

#[test]
fn a_late_result_never_appears_in_the_next_period() {
    for settings in [counting(2, 2), counting(3, 2), timing(2)] {
        late_result("a late result against reset", settings, |breaker| breaker.reset("model"));
        late_result("a late result against close", settings, |breaker| {
            breaker.open("model");
            breaker.close("model");
        });
    }
}

#[test]
fn a_late_result_of_a_window_of_one_never_appears_in_the_next_period() {
    late_success("a late success against reset, of one", false);
    late_success("the same after nothing but successes", true);
}

fn late_success(name: &str, is_full: bool) {
    explore(name, Some(2), move || {
        let (breaker, _) = closed(counting(1, 1).to_warm());
        if is_full {
            breaker.record_success();
        }
        let permit = breaker.try_acquire_owned().unwrap();
        let late = thread::spawn(move || permit.success());
        breaker.reset("model");
        breaker.record_failure();
        late.join().unwrap();
        let window = breaker.snapshot().window.unwrap();
        assert_eq!((window.calls, window.failures), (1, 1));
    });
}

#[test]
fn two_threads_in_one_slice_lose_nothing() {
    explored_trip("two failures in one slice", timing(2), NO_TIME);
}

#[test]
fn two_threads_in_different_words_of_a_slice_see_each_other() {
    explored_trip("a failure and a slow failure", timing(2).slow_call(S), 2 * S);
}

#[test]
fn a_slice_that_is_taken_over_forgets_what_was_in_it() {
    explore("a slice is taken over", Some(2), || {
        let (breaker, clock) = closed(timing(9));
        breaker.record_failure();
        let old = breaker.try_acquire_owned().unwrap();
        let ending = thread::spawn(move || old.failure());
        clock.advance(2 * S);
        breaker.record_failure();
        ending.join().unwrap();
        let failures = || breaker.snapshot().window.unwrap().failures;
        // The old result came before the clock went on, and is forgotten, or after.
        assert!((1..=2).contains(&failures()));
        clock.set(START + 4 * S);
        assert_eq!((failures(), breaker.snapshot().counts.failure), (0, 3));
    });
}
