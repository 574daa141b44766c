//! Random scripts, played on a breaker and on a twin that is nothing but an enum behind a mutex.
//!
//! After each step both must show the same: what was admitted, the snapshot, and the events. The twin is written from
//! the rules. A failure prints the shortest script that shows it, and the seed; `EWRAP_TWIN_SEED` plays it again,
//! `EWRAP_TWIN_CASES` plays more.

mod configs;
mod coverage;
mod half_open;
mod operator;
mod plan;
mod play;
mod reference;
mod results;
mod script;
mod shown;
mod window;
mod words;

use std::env;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use self::coverage::Coverage;

const CASES: u32 = 2000;

#[test]
fn random_scripts_run_alike_on_a_breaker_and_its_twin() {
    let seed = number("EWRAP_TWIN_SEED").unwrap_or_else(|| fastrand::u64(..));
    let cases = number("EWRAP_TWIN_CASES").map_or(CASES, |cases| u32::try_from(cases).unwrap());
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let coverage = Coverage::default();
    let play = |script| play::play(&script, |told| coverage.hear(told));
    let result = TestRunner::new_with_rng(config, rng).run(&script::script(), play);
    if let Err(failure) = result {
        panic!("EWRAP_TWIN_SEED={seed}: {failure}");
    }
    if cases >= CASES {
        coverage.assert_complete(seed);
    }
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok().map(|text| text.parse().expect("a number"))
}
