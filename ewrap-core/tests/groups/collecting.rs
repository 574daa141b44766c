//! What goes into a group comes out of it: in order, and nothing is lost but by a bound, which counts.

use std::panic::{RefUnwindSafe, UnwindSafe};

use ewrap_core::{CallError, CircuitOpen, ErrorGroup, ErrorGroupPool, PartitionResults, Partitioned, PooledGroup};
use ewrap_core::{CircuitBreaker, SharedErrorGroup, State};
use proptest::prelude::*;

proptest! {
    #[test]
    fn order_is_kept(errors: Vec<u8>, more: Vec<u8>) {
        let mut group: ErrorGroup<u8> = errors.iter().copied().collect();
        group.extend(more.iter().copied());
        let all = [errors, more].concat();
        prop_assert_eq!(group.as_slice(), &all[..]);
        prop_assert_eq!(group.first(), all.first());
        prop_assert_eq!(group.iter().copied().collect::<Vec<_>>(), all.clone());
        prop_assert_eq!((group.len(), group.total(), group.is_empty()), (all.len(), all.len(), all.is_empty()));
        prop_assert_eq!(group.clone().into_result().is_ok(), all.is_empty());
        prop_assert_eq!(group.into_iter().collect::<Vec<_>>(), all);
    }

    #[test]
    fn partition_is_lossless(results: Vec<Result<u8, u8>>) {
        let (values, errors) = results.iter().copied().partition_results();
        let collected: Partitioned<u8, u8> = results.iter().copied().collect();
        prop_assert_eq!((&values, &errors), (&collected.values, &collected.errors));
        let (mut values, mut errors) = (values.into_iter(), errors.into_iter());
        let merged: Vec<_> = results.iter().map(|it| match it {
            Ok(_) => values.next().ok_or(0),
            Err(_) => Err(errors.next().unwrap()),
        }).collect();
        prop_assert_eq!(merged, results);
        prop_assert!(values.next().is_none() && errors.next().is_none());
    }

    #[test]
    fn a_bound_keeps_the_first_and_counts_the_rest(errors: Vec<u8>, max in 0_usize..20, at in 0_usize..20) {
        let mut group = ErrorGroup::bounded(max);
        let at = at.min(errors.len());
        errors[..at].iter().for_each(|it| group.push(*it));
        group.extend(errors[at..].iter().copied());
        let kept = errors.len().min(max.max(1));
        prop_assert_eq!(group.as_slice(), &errors[..kept]);
        prop_assert_eq!((group.total(), group.omitted()), (errors.len(), errors.len() - kept));
        prop_assert_eq!(group.is_empty(), errors.is_empty());
    }

    #[test]
    fn append_adds_what_was_not_kept(here: Vec<u8>, there: Vec<u8>, max in 1_usize..9) {
        let mut group = ErrorGroup::bounded(max);
        group.extend(here.iter().copied());
        let mut other = ErrorGroup::bounded(max);
        other.extend(there.iter().copied());
        group.append(other);
        prop_assert_eq!(group.total(), here.len() + there.len());
        prop_assert!(group.len() <= max);
    }
}

#[test]
fn a_bound_survives_clear_take_and_clone() {
    let mut group = ErrorGroup::bounded(2);
    group.extend([1, 2, 3]);
    assert_eq!(group.clone().max(), Some(2));
    assert_eq!(group.take().total(), 3);
    assert_eq!((group.total(), group.max()), (0, Some(2)));
    group.extend([1, 2, 3]);
    group.clear();
    assert_eq!((group.total(), group.max()), (0, Some(2)));
    assert!(group.into_result().is_ok());
    assert_eq!(ErrorGroup::<u8>::bounded(0).max(), Some(1));
    assert_eq!(ErrorGroup::<u8>::new().max(), None);
}

#[test]
fn clear_keeps_the_room() {
    let mut group = ErrorGroup::with_capacity(8);
    group.push(1);
    group.clear();
    assert!(group.capacity() >= 8);
    group.reserve(100);
    assert!(group.capacity() >= 100);
}

#[test]
fn into_result_moves_every_error_out() {
    let mut group = ErrorGroup::new();
    group.push("a".to_owned());
    group.push("b".to_owned());
    assert_eq!(group.into_result().unwrap_err().into_vec(), ["a", "b"]);
    assert_eq!(ErrorGroup::<String>::new().into_result_with(8), Ok(8));
}

#[test]
fn equality_does_not_ask_for_bounds() {
    let mut bounded = ErrorGroup::bounded(8);
    bounded.push(1);
    assert_eq!(bounded, ErrorGroup::from(vec![1]));
    let mut full = ErrorGroup::bounded(1);
    full.extend([1, 1]);
    assert_ne!(bounded, full);
}

#[test]
fn members_can_be_changed_in_place() {
    let mut group = ErrorGroup::from(vec![1, 2]);
    group.iter_mut().for_each(|it| *it += 1);
    for error in &mut group {
        *error *= 10;
    }
    assert_eq!(group.as_slice(), [20, 30]);
}

#[test]
fn a_rejection_is_a_group_of_one() {
    let breaker = CircuitBreaker::new("db", 1, std::time::Duration::from_secs(60));
    breaker.force_open("test");
    let group: ErrorGroup<CircuitOpen> = breaker.try_acquire().unwrap_err().into();
    assert_eq!(group.first().unwrap().state(), State::ForcedOpen);
    let rejected: Result<(), CallError<ErrorGroup<CircuitOpen>>> = breaker.call(|| Ok(()));
    assert!(matches!(rejected, Err(CallError::Rejected(_))));
}

#[test]
fn groups_are_as_mobile_as_their_errors() {
    fn shared<T: Send + Sync>() {}
    fn mobile<T: Send + Sync + UnwindSafe + RefUnwindSafe + Unpin + 'static>() {}
    mobile::<ErrorGroup<String>>();
    mobile::<ErrorGroupPool<String>>();
    mobile::<PooledGroup<'static, String>>();
    mobile::<SharedErrorGroup<String>>();
    mobile::<Partitioned<String, String>>();
    shared::<SharedErrorGroup<std::cell::Cell<u8>>>();
    shared::<ErrorGroupPool<std::cell::Cell<u8>>>();
    assert_eq!(size_of::<ErrorGroup<String>>(), 5 * size_of::<usize>());
    assert_eq!(size_of::<SharedErrorGroup<String>>(), size_of::<usize>());
}
