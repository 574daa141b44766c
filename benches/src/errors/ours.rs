//! ewrap: a derived enum, and the error of one word.

use std::hint::black_box;

use ewrap::{Error, ErrorMeta, ErrorRecord, err, meta};

use super::case::Case;
use super::{DROP, FORMATTED, JSON, LITERAL, METADATA, RETRYABLE, WRAP};

pub(crate) fn all() -> Vec<(&'static str, Vec<Case>)> {
    vec![("ewrap: derived", derived()), ("ewrap: Error", error())]
}

/// The peers' `Own`, with what it means.
#[derive(Debug, thiserror::Error, ErrorMeta)]
enum Known {
    #[error("the pool is empty")]
    #[meta(kind = Unavailable, retryable)]
    Empty,
    #[error("no user {0}")]
    #[meta(kind = NotFound)]
    NoUser(#[meta(key, name = "user")] u64),
    #[error("loading the profile")]
    Loading(#[source] Box<Known>),
    #[error("shard {shard}, attempt {attempt}")]
    #[meta(kind = Database)]
    Attempt {
        #[meta(key)]
        attempt: u32,
        #[meta(key)]
        shard: &'static str,
    },
}

fn derived() -> Vec<Case> {
    let wrap = |it| Known::Loading(Box::new(Known::Loading(Box::new(Known::Loading(Box::new(it))))));
    vec![
        Case::new(LITERAL, || (), |()| Known::Empty),
        Case::new(FORMATTED, || 7, |id| Known::NoUser(id).to_string()),
        Case::new(WRAP, || Known::Empty, wrap),
        Case::new(METADATA, || (3, "eu-1"), |(attempt, shard)| Known::Attempt { attempt, shard }),
        Case::new(RETRYABLE, move || wrap(Known::Empty), |it| (meta::retryable(&it), it)),
        Case::new(JSON, move || wrap(Known::Empty), |it| (ErrorRecord::of(&it).to_json(), it)),
        Case::new(DROP, move || wrap(Known::Empty), drop),
    ]
}

fn error() -> Vec<Case> {
    let wrap = |it: Error| it.wrap("loading the profile").wrap("handling the request").wrap("serving the client");
    let own = move || wrap(Error::from(Known::Empty));
    vec![
        Case::new(LITERAL, || (), |()| Error::new("the pool is empty")),
        Case::new(FORMATTED, || 7, |id| err!("no user {id}", id = black_box(id))),
        Case::new(WRAP, || Error::new("the pool is empty"), wrap),
        Case::new(METADATA, || Error::new("the pool is empty"), |it| it.with("attempt", 3_u32).with("shard", "eu-1")),
        Case::new(RETRYABLE, own, |it| (it.retryable(), it)),
        Case::new(JSON, own, |it| (it.to_json(), it)),
        Case::new(DROP, own, drop),
    ]
}
