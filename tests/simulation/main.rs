//! What does each policy cost, and what does it save?
//!
//! Two thousand clients call one dependency that fails, slows, hangs, flaps or is merely noisy, each behind one breaker,
//! in virtual time and from a fixed seed. What came of it is the tables in `docs/policies.md`, which this test holds to
//! what it plays (`EWRAP_BLESS=1` writes them); the advice there is asserted here.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report, in its helpers too")]

mod clients;
mod dependency;
mod policies;
mod report;

use std::path::Path;
use std::sync::OnceLock;
use std::{env, fs};

use clients::play;
use dependency::Trouble;
use ewrap::ConfigBuilder;
use policies::POLICIES;
use report::Seen;

/// Played once.
fn seen(trouble: Trouble) -> &'static [(&'static str, Seen)] {
    static PLAYED: [OnceLock<Vec<(&'static str, Seen)>>; Trouble::ALL.len()] =
        [const { OnceLock::new() }; Trouble::ALL.len()];
    PLAYED[trouble as usize].get_or_init(|| played(trouble))
}

fn played(trouble: Trouble) -> Vec<(&'static str, Seen)> {
    let config = |settings: fn() -> ConfigBuilder| settings().build().unwrap();
    POLICIES.iter().map(|(name, settings)| (*name, play(settings.map(config).as_ref(), trouble))).collect()
}

fn of<'a>(all: &'a [(&'static str, Seen)], name: &str) -> &'a Seen {
    all.iter().find(|(policy, _)| *policy == name).map_or_else(|| panic!("no policy {name}"), |(_, seen)| seen)
}

#[test]
fn the_tables_in_the_documentation_are_what_is_played() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/policies.md");
    let page = fs::read_to_string(&path).unwrap();
    let mut played = page.clone();
    for trouble in Trouble::ALL {
        played = report::replaced(&played, trouble, seen(trouble));
    }
    if env::var_os("EWRAP_BLESS").is_some() {
        fs::write(&path, &played).unwrap();
    } else {
        assert_eq!(page, played, "run the tests with EWRAP_BLESS=1");
    }
}

#[test]
fn a_breaker_wastes_a_fraction_of_what_is_wasted_without_one() {
    for trouble in [Trouble::Outage, Trouble::Hang] {
        let all = seen(trouble);
        let without = of(all, "none").wasted;
        for (name, seen) in &all[1..] {
            assert!(
                seen.openings > 0 && seen.wasted * 2 < without,
                "{name} in {trouble:?}: {} of {without}",
                seen.wasted
            );
        }
    }
}

#[test]
fn a_rate_above_the_share_that_fails_is_blind_to_it() {
    let all = seen(Trouble::Partial);
    assert_eq!(of(all, "failure_rate = 0.5, window = \"10s\"").detected, None);
    assert!(of(all, "failure_rate = 0.3, window = \"10s\"").detected.is_some());
}

#[test]
fn noise_opens_what_counts_runs_and_nothing_that_takes_a_rate() {
    for (name, seen) in seen(Trouble::Noise) {
        assert_eq!(seen.wrong > 0, *name == "threshold = 5", "{name}");
    }
}

#[test]
fn calls_under_way_show_a_hang_before_any_of_them_ends() {
    let all = seen(Trouble::Hang);
    let (blind, seeing) = (of(all, "threshold = 5"), of(all, "slow_rate = 0.5, slow_call = \"1s\""));
    assert!(blind.detected.unwrap() >= 10_000, "not before the clients' own timeout of ten seconds");
    assert!(seeing.detected.unwrap() <= 6_000, "{seeing:?}");
}

#[test]
fn without_a_ramp_the_herd_keeps_a_fragile_dependency_down() {
    let all = seen(Trouble::Fragile);
    let (at_once, ramp) =
        (of(all, "failure_rate = 0.5, window = \"10s\""), of(all, "failure_rate = 0.5, window = \"10s\", ramp"));
    assert!(ramp.herd * 2 < at_once.herd, "{} and {}", ramp.herd, at_once.herd);
    assert!(at_once.recovered.is_none() && ramp.recovered.unwrap() < 10_000);
}

#[test]
fn the_same_seed_plays_the_same() {
    assert_eq!(format!("{:?}", played(Trouble::Flapping)), format!("{:?}", seen(Trouble::Flapping)));
}
