//! Codes that two variants of the binary have.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use super::Catalog;
use crate::meta::Facts;

/// A code that two variants have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DuplicateCode {
    /// The code.
    pub code: &'static str,
    /// The first variant that has it.
    pub first: &'static Facts,
    /// Another one.
    pub second: &'static Facts,
}

impl fmt::Display for DuplicateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "code {:?} is used twice: by ", self.code)?;
        place(self.first, f)?;
        f.write_str(" and by ")?;
        place(self.second, f)
    }
}

fn place(facts: &Facts, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}::{}", facts.module, facts.type_name)?;
    if let Some(variant) = facts.variant {
        write!(f, "::{variant}")?;
    }
    write!(f, " ({}:{})", facts.file, facts.line)
}

/// What [`Catalog::check`] found: at least one code that is used twice.
#[derive(Debug, Clone, PartialEq)]
pub struct DuplicateCodes(Vec<DuplicateCode>);

impl DuplicateCodes {
    /// The codes, each with both places.
    #[must_use]
    pub fn duplicates(&self) -> &[DuplicateCode] {
        &self.0
    }
}

impl fmt::Display for DuplicateCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, duplicate) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{duplicate}")?;
        }
        Ok(())
    }
}

impl Error for DuplicateCodes {}

pub(super) fn check(catalog: &Catalog) -> Result<(), DuplicateCodes> {
    let mut firsts: BTreeMap<&'static str, &'static Facts> = BTreeMap::new();
    let mut found = Vec::new();
    for second in catalog.iter() {
        let Some(code) = second.code else { continue };
        match firsts.get(code) {
            Some(first) => found.push(DuplicateCode { code, first, second }),
            None => drop(firsts.insert(code, second)),
        }
    }
    if found.is_empty() { Ok(()) } else { Err(DuplicateCodes(found)) }
}
