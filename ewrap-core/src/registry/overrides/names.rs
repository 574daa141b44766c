//! Whom a section means.
//!
//! In a text a name is exact. In an environment it stands for every name that is written so, and only if that is one.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use super::env::written;
use super::near::nearest;

/// Names that may be meant.
#[derive(Default)]
pub(super) struct Names<'a> {
    exact: BTreeSet<&'a str>,
    /// As environments write them.
    written: BTreeMap<Box<str>, Vec<&'a str>>,
}

pub(super) enum Found<'a> {
    One(&'a str),
    Several(&'a str, &'a str),
    None,
}

impl<'a> Names<'a> {
    pub(super) fn of(names: impl IntoIterator<Item = &'a Box<str>>) -> Self {
        let mut all = Self::default();
        for name in names {
            if all.exact.insert(name) {
                all.written.entry(written(name)).or_default().push(name);
            }
        }
        all
    }

    /// Adds a name of an environment, unless one that is written so is there.
    pub(super) fn add_written(&mut self, name: &'a str) {
        if let Entry::Vacant(vacant) = self.written.entry(written(name)) {
            vacant.insert(vec![name]);
            self.exact.insert(name);
        }
    }

    pub(super) fn find(&self, name: &str, is_environment: bool) -> Found<'a> {
        if let Some(name) = self.exact.get(name).filter(|_| !is_environment) {
            return Found::One(name);
        }
        match self.written.get(&written(name)).map(Vec::as_slice) {
            Some([one]) if is_environment => Found::One(one),
            Some([one, other, ..]) if is_environment => Found::Several(one, other),
            _ => Found::None,
        }
    }

    /// The end of a sentence: what may have been meant.
    pub(super) fn meant(&self, name: &str) -> String {
        let near = |name: &str| nearest(name, self.exact.iter().copied());
        near(name).or_else(|| near(&name.to_lowercase())).map(did_you_mean).unwrap_or_default()
    }
}

pub(super) fn did_you_mean(name: &str) -> String {
    format!(" (did you mean {name:?}?)")
}
