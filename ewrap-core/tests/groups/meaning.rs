//! What groups mean: what their errors mean.

use std::error::Error;
use std::io;
use std::time::Duration;

use ewrap_core::{
    CallError, CircuitBreaker, ErrorGroup, ErrorKind, ErrorMeta, Facts, Link, Severity, State, Verdict, meta,
};

use crate::support::{Meant, Node};

fn group<const N: usize>(errors: [Meant; N]) -> ErrorGroup<Meant> {
    errors.into_iter().collect()
}

fn missing() -> Meant {
    Meant::kind("no such row", ErrorKind::NotFound)
}

fn down() -> Meant {
    Meant::kind("down", ErrorKind::Unavailable)
}

#[test]
fn an_empty_group_is_a_success() {
    let empty = group([]);
    assert_eq!(meta::verdict(&empty), Verdict::Success);
    assert_eq!(meta::severity(&empty), Severity::Info);
    assert_eq!((meta::kind(&empty), meta::retryable(&empty)), (ErrorKind::Unknown, None));
    assert_eq!(meta::safe_message(&empty), "no errors");
    assert_eq!(meta::verdict(&Box::new(empty)), Verdict::Success, "a pointer");
    assert_eq!(meta::verdict(&Node::Group(ErrorGroup::new())), Verdict::Success, "a wrapper");
    assert_eq!(meta::verdict(&CallError::Inner(group([]))), Verdict::Success, "another");
}

#[test]
fn a_wrapper_that_says_what_it_is_goes_before_the_empty_group_in_it() {
    struct Batch(ErrorGroup<Meant>);
    impl ErrorMeta for Batch {
        fn facts(&self) -> &'static Facts {
            const FACTS: Facts = Facts::none("Batch", None);
            &FACTS
        }
        fn kind(&self) -> Option<ErrorKind> {
            Some(ErrorKind::Database)
        }
        fn link(&self) -> Option<Link<'_>> {
            Some(Link::Meta(&self.0))
        }
    }
    assert_eq!(meta::verdict(&Batch(group([]))), Verdict::Failure);
}

#[test]
fn empty_groups_do_not_speak_for_those_beside_them() {
    let nested: ErrorGroup<_> = [group([]), group([missing(), missing()])].into_iter().collect();
    assert_eq!(meta::kind(&nested), ErrorKind::NotFound);
    assert_eq!(meta::verdict(&nested), Verdict::Success);
    let nested: ErrorGroup<_> = [group([]), group([down(), missing()])].into_iter().collect();
    assert_eq!(meta::verdict(&nested), Verdict::Failure);
}

#[test]
fn a_group_of_one_means_what_that_one_means() {
    let one = group([missing().severity(Severity::Warning).retryable(true)]);
    assert_eq!((meta::kind(&one), meta::http_status(&one)), (ErrorKind::NotFound, 404));
    assert_eq!((meta::severity(&one), meta::retryable(&one)), (Severity::Warning, Some(true)));
    assert!(one.facts().transparent);
    assert!(Link::Meta(&one).members().is_empty(), "a layer above it, and no list");
    assert_eq!(meta::layers(&one).count(), 2);
}

#[test]
fn the_most_severe_speaks_and_the_first_of_equals() {
    let both = group([missing(), down().severity(Severity::Critical), missing()]);
    assert_eq!((meta::kind(&both), meta::severity(&both)), (ErrorKind::Unavailable, Severity::Critical));
    assert_eq!(meta::safe_message(&both), ErrorKind::Unavailable.title());
    assert_eq!(meta::kind(&group([missing(), down()])), ErrorKind::NotFound);
    assert_eq!(Link::Meta(&both).members().len(), 3);
}

#[test]
fn the_most_severe_is_found_through_groups_in_groups() {
    let critical = Node::Leaf(down().severity(Severity::Critical));
    let inner = |last| Node::Group([Node::Leaf(missing()), last].into_iter().collect());
    let outer: ErrorGroup<_> = [inner(Node::Leaf(missing())), inner(inner(critical))].into_iter().collect();
    assert_eq!((meta::kind(&outer), meta::severity(&outer)), (ErrorKind::Unavailable, Severity::Critical));
}

#[test]
fn a_failure_if_any_is_and_retryable_only_if_all_are() {
    assert_eq!(meta::verdict(&group([missing(), missing()])), Verdict::Success);
    assert_eq!(meta::verdict(&group([missing(), down()])), Verdict::Failure);
    let again = || down().retryable(true);
    assert_eq!(meta::retryable(&group([again(), again()])), Some(true));
    assert_eq!(meta::retryable(&group([again(), missing()])), Some(false));
    assert_eq!(meta::retryable(&group([missing(), missing()])), None);
}

#[test]
fn of_what_was_not_kept_nothing_is_known() {
    let mut bounded = ErrorGroup::bounded(2);
    bounded.extend([missing().retryable(true), missing().retryable(true)]);
    assert_eq!((meta::verdict(&bounded), meta::retryable(&bounded)), (Verdict::Success, Some(true)));
    bounded.push(missing().retryable(true));
    assert_eq!((meta::verdict(&bounded), meta::retryable(&bounded)), (Verdict::Failure, Some(false)));
    assert_eq!(meta::kind(&bounded), ErrorKind::NotFound, "the first of equals");
    let members = Link::Meta(&bounded).members();
    assert_eq!(members.last().unwrap().to_string(), "and 1 more");
}

#[test]
fn plain_errors_mean_what_is_known_of_them() {
    let boxed: Box<dyn Error + Send + Sync> = io::Error::from(io::ErrorKind::NotFound).into();
    let text: Box<dyn Error + Send + Sync> = "text".into();
    let mut group = ErrorGroup::from(vec![boxed]);
    assert_eq!((meta::kind(&group), meta::verdict(&group)), (ErrorKind::NotFound, Verdict::Success));
    group.push(text);
    assert_eq!(meta::verdict(&group), Verdict::Failure);
    assert_eq!(group.to_string(), "2 errors occurred:\n1: entity not found\n2: text");

    let parse: ErrorGroup<_> = ["x", "y"].iter().filter_map(|it| it.parse::<u8>().err()).collect();
    assert_eq!(meta::kind(&parse), ErrorKind::Validation);
    let io: ErrorGroup<io::Error> =
        [io::ErrorKind::TimedOut, io::ErrorKind::ConnectionReset].map(Into::into).into_iter().collect();
    assert_eq!((meta::retryable(&io), meta::http_status(&io)), (Some(true), 504));
}

/// As the derive lists a type.
mod listed {
    use ewrap_core::__private::{Derived, inventory};

    inventory::submit! { Derived::of::<super::Meant>(&[]) }
}

#[test]
fn a_breaker_counts_a_group_by_its_verdict() {
    let breaker = CircuitBreaker::new("import", 1, Duration::from_secs(60));
    let import = |errors| breaker.call(|| group::<2>(errors).into_result());
    assert!(matches!(import([missing(), missing()]), Err(CallError::Inner(_))));
    assert_eq!(breaker.state(), State::Closed);
    assert!(import([missing(), down()]).is_err());
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn groups_of_the_default_are_found_behind_a_plain_error() {
    let busy = || ewrap_core::Error::new("busy").with_kind(ErrorKind::Unavailable);
    let mut group = ErrorGroup::new();
    group.push(busy());
    group.push(busy());
    let plain: Box<dyn Error> = ErrorGroup::from(vec![busy()]).into();
    assert_eq!(meta::kind(&*plain), ErrorKind::Unavailable);
    let plain: Box<dyn Error> = group.into();
    assert_eq!((meta::http_status(&*plain), Link::of(&*plain).members().len()), (503, 2));
}

#[cfg(feature = "serde")]
#[test]
fn a_group_is_serialised_in_the_one_shape() {
    let mut errors = ErrorGroup::bounded(2);
    errors.extend([missing(), down().severity(Severity::Critical), missing()]);
    let json = serde_json::to_value(&errors).unwrap();
    assert_eq!(json["message"], "3 errors occurred");
    assert_eq!((&json["type"], &json["http_status"]), (&"unavailable".into(), &503.into()));
    let messages: Vec<_> = json["errors"].as_array().unwrap().iter().map(|it| it["message"].clone()).collect();
    assert_eq!(messages, ["no such row", "down", "and 1 more"]);
    let one = serde_json::to_value(group([missing()])).unwrap();
    assert_eq!((&one["message"], &one["errors"], &one["cause"]), (&"no such row".into(), &().into(), &().into()));
}
