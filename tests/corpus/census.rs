//! Counts the corpus, and sees to it that its guards are real: declared by the linker, passed by every call.

use std::collections::{BTreeMap, BTreeSet};

use ewrap::Registry;

use crate::{bare, guarded};

/// How many annotated functions the corpus promises at least.
const PROMISED: usize = 110;

/// How much larger a guarded future may be than a bare one, in bytes.
const GUARD_SIZE: usize = 64;

macro_rules! texts {
    ($folder:literal: $($file:ident)+) => {
        [$(include_str!(concat!($folder, "/", stringify!($file), ".rs"))),+]
    };
}

const SHAPES: [&str; 26] = texts!("shapes":
    async_drops asynchronous attributes control drops edition_2024 frameworks functions futures generics items
    keyed keys macros names panics patterns policies receivers recursion results sizes timeouts traits unsafety
    unused_fallbacks);

const FALLBACKS: [&str; 7] = texts!("fallbacks": asynchronous clones closures futures paths receivers when);

/// The cases of each topic, guarded.
macro_rules! cases {
    ($($topic:ident)+) => {
        [$(guarded::$topic::twins::ALL),+]
    };
}

/// The breakers that a source names, each as often as it does.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split("name = \"").skip(1).filter_map(|rest| rest.split('"').next());
    quoted.filter(|name| name.starts_with("corpus.") && !name.ends_with('.'))
}

#[test]
fn the_corpus_keeps_its_promise() {
    let annotated = |texts: &[&str]| texts.iter().map(|text| text.matches("#[circuit_breaker(").count()).sum::<usize>();
    let (shapes, fallbacks) = (annotated(&SHAPES), annotated(&FALLBACKS));
    println!("{shapes} annotated functions with a bare twin, {fallbacks} with a fallback");
    assert!(shapes + fallbacks >= PROMISED, "{shapes} + {fallbacks} of {PROMISED}");
}

#[test]
fn no_topic_is_left_out() {
    let files = |folder| std::fs::read_dir(format!("{}/corpus/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap().count();
    assert_eq!((files("shapes"), files("fallbacks")), (SHAPES.len(), FALLBACKS.len() + 1), "beside `fallbacks/mod.rs`");
}

#[test]
fn breakers_have_one_function_each() {
    const SHARED: [&str; 2] = ["corpus.recursion.shared", "corpus.when.same_breaker"];
    let mut uses = BTreeMap::<&str, usize>::new();
    SHAPES.iter().chain(&FALLBACKS).flat_map(|text| names(text)).for_each(|name| *uses.entry(name).or_default() += 1);
    uses.retain(|name, count| *count > 1 && !SHARED.contains(name));
    assert_eq!(uses, BTreeMap::new());
}

#[test]
fn every_annotated_function_is_declared() {
    let declared: BTreeSet<&str> = Registry::global().declared().iter().map(|declared| declared.breaker()).collect();
    let missing: Vec<_> =
        SHAPES.iter().chain(&FALLBACKS).flat_map(|text| names(text)).filter(|name| !declared.contains(name)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn no_two_functions_declare_one_breaker_differently() {
    assert_eq!(Registry::global().check().map_err(|error| error.to_string()), Ok(()));
}

#[test]
fn every_case_passes_its_breakers() {
    // Run by the test harness, kept in a registry of their own or by the circuits of their keys, or only measured.
    const ELSEWHERE: [&str; 5] =
        ["_test", "corpus.keyed.", "corpus.keys.registry_", "corpus.keys.everything", "corpus.sizes."];
    let cases = cases!(
        async_drops asynchronous attributes control drops edition_2024 frameworks functions futures generics items
        keyed keys macros names panics patterns policies receivers recursion results timeouts traits unsafety
        unused_fallbacks
    );
    cases.iter().copied().flatten().for_each(|case| drop(crate::support::record(case)));
    let registry = Registry::global();
    let is_passed = |name: &str| registry.get(name).is_some_and(|breaker| breaker.snapshot().counts.total() > 0);
    let expected =
        SHAPES.iter().flat_map(|text| names(text)).filter(|name| !ELSEWHERE.iter().any(|part| name.contains(part)));
    let missed: Vec<_> = expected.filter(|name| !is_passed(name)).collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn guarded_futures_hold_large_values_no_oftener_than_they_must() {
    let sizes = bare::sizes::sizes().into_iter().zip(guarded::sizes::sizes());
    let larger = sizes.filter(|(bare, guarded)| guarded.bytes > bare.bytes + guarded.once_more + GUARD_SIZE);
    let larger: Vec<_> = larger.map(|(bare, guarded)| (guarded.name, bare.bytes, guarded.bytes)).collect();
    assert!(larger.is_empty(), "name, bare and guarded bytes: {larger:?}");
}
