//! The questions, each with what its body must see: a test runs every body once and compares.

use crate::seen::Seen;

/// One question; its cases are the answers of different crates.
#[derive(Debug)]
pub(crate) struct Topic {
    pub(crate) name: &'static str,
    /// What is measured, for the table.
    pub(crate) about: &'static str,
    /// By how much the time of one body is divided.
    pub(crate) per: u32,
    /// What one body sees.
    pub(crate) expects: &'static [Seen],
}

const NOTHING: &[Seen] = &[Seen::new(0, 0, 0)];
const ANSWERED: &[Seen] = &[Seen::new(1, 0, 0)];

pub(crate) const FLOOR: Topic = Topic {
    name: "floor",
    about: "what the machine charges",
    per: 1,
    expects: &[Seen::new(0, 0, 0), Seen::new(1, 0, 0)],
};
pub(crate) const SUCCESS: Topic =
    Topic { name: "closed success", about: "an admitted call that succeeds", per: 1, expects: ANSWERED };
pub(crate) const FAILURE: Topic = Topic {
    name: "closed failure",
    about: "an admitted call, every second one a failure that counts and trips nothing",
    per: 2,
    expects: &[Seen::new(1, 1, 0)],
};
pub(crate) const REJECTED: Topic =
    Topic { name: "rejected", about: "a call that an open circuit rejects", per: 1, expects: &[Seen::new(0, 0, 1)] };
pub(crate) const PROBE: Topic = Topic {
    name: "probe",
    about: "a whole cycle: a failure opens, the timeout passes, a probe closes",
    per: 1,
    // recloser needs two failures and two probes.
    expects: &[Seen::new(1, 1, 0), Seen::new(2, 2, 0)],
};
pub(crate) const POLICY: Topic =
    Topic { name: "policy", about: "an admitted call that succeeds, by policy", per: 1, expects: ANSWERED };
pub(crate) const ASYNC: Topic =
    Topic { name: "async", about: "a closed call of a ready future, polled by hand", per: 1, expects: ANSWERED };
pub(crate) const TOKIO: Topic =
    Topic { name: "tokio", about: "the same in tokio, many calls a block_on", per: 1, expects: ANSWERED };
pub(crate) const KEYED: Topic = Topic {
    name: "keyed",
    about: "a closed call on the circuit of a key, keys at random",
    per: 1,
    expects: &[Seen::new(0, 0, 0), Seen::new(1, 0, 0)],
};
pub(crate) const OBSERVED: Topic =
    Topic { name: "observed", about: "a closed call with observers", per: 1, expects: ANSWERED };
pub(crate) const REGISTRY: Topic = Topic {
    name: "registry",
    about: "by the number of registered breakers, names at random",
    per: 1,
    expects: &[Seen::new(0, 0, 0), Seen::new(1, 0, 0)],
};
pub(crate) const ERRORS: Topic =
    Topic { name: "error", about: "an error is made, or asked what it means", per: 1, expects: NOTHING };
pub(crate) const GROUPS: Topic =
    Topic { name: "group", about: "errors are collected and dropped", per: 1, expects: NOTHING };
/// In the order of the table.
pub(crate) const ALL: [&Topic; 13] = [
    &FLOOR, &SUCCESS, &FAILURE, &REJECTED, &PROBE, &POLICY, &ASYNC, &TOKIO, &KEYED, &OBSERVED, &REGISTRY, &ERRORS,
    &GROUPS,
];
/// Of figures, not of cases.
pub(crate) const MEMORY: &str = "memory";
