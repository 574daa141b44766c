//! What is wrong with overrides, each mistake with where it stands.
//!
//! Invariant: an error is as large as a person can read. It keeps the first hundred mistakes and counts the others, and
//! cuts what it quotes.

use std::error::Error;
use std::fmt;

use super::layer::{Node, Place, Table, cut};

/// Overrides that were refused. Nothing was changed.
///
/// It names all mistakes, not only the first: unknown breakers and settings, values out of their range, chains of
/// `inherits` that lead nowhere or in a circle, and settings that contradict each other (of each breaker the first
/// contradiction, once its settings are right one by one).
///
/// ```
/// use ewrap::{Config, Overrides, Registry};
///
/// let registry = Registry::new();
/// registry.get_or_register("db", Config::default())?;
/// let overrides = Overrides::from_toml("[breakers.db]\nthreshold = 0\ntimeout = '1 parsec'\n[breakers.dv]")?;
/// let error = registry.apply(&overrides).unwrap_err();
/// let mistakes: Vec<_> = error.mistakes().iter().map(ToString::to_string).collect();
/// assert_eq!(mistakes, [
///     "breakers.db.threshold (line 2, column 1): threshold of 0 is too small (at least 1)",
///     "breakers.db.timeout (line 3, column 1): timeout is \"1 parsec\", not a length of time such as \"1m 30s\"",
///     "breakers.dv (line 4, column 11): there is no such breaker (did you mean \"db\"?)",
/// ]);
/// assert_eq!((error.mistakes()[0].breaker(), error.mistakes()[0].setting()), (Some("db"), Some("threshold")));
/// assert_eq!((error.mistakes()[0].value(), error.mistakes()[0].line()), (Some("0"), Some(2)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverrideError(Mistakes);

impl OverrideError {
    /// The mistakes, at most 100, in the order of their places.
    #[must_use]
    pub fn mistakes(&self) -> &[OverrideMistake] {
        &self.0.kept
    }

    /// How many there are, at least 1: those beyond the 100th are only counted.
    #[must_use]
    pub fn total(&self) -> usize {
        self.0.total
    }
}

impl From<OverrideMistake> for OverrideError {
    fn from(mistake: OverrideMistake) -> Self {
        Self(Mistakes { kept: vec![mistake], total: 1 })
    }
}

impl fmt::Display for OverrideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mistakes { kept, total } = &self.0;
        write!(f, "{total} mistake{} in the overrides", if *total == 1 { "" } else { "s" })?;
        for (index, mistake) in kept.iter().enumerate() {
            write!(f, "{} {mistake}", if index == 0 { ":" } else { ";" })?;
        }
        if *total > kept.len() { write!(f, "; and {} more", total - kept.len()) } else { Ok(()) }
    }
}

impl Error for OverrideError {}

/// Collects mistakes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mistakes {
    kept: Vec<OverrideMistake>,
    total: usize,
}

impl Mistakes {
    const MOST: usize = 100;

    /// One more. It is not made if it is not kept.
    pub(super) fn push(&mut self, mistake: impl FnOnce() -> OverrideMistake) {
        self.total += 1;
        if self.kept.len() < Self::MOST {
            self.kept.push(mistake());
        }
    }

    pub(super) fn none_or_error(mut self) -> Result<(), OverrideError> {
        // Those without a place first: stable, so variables stay in the order of their names.
        self.kept.sort_by_key(|mistake| mistake.place);
        if self.total == 0 { Ok(()) } else { Err(OverrideError(self)) }
    }
}

/// One mistake in overrides.
///
/// Its text says where it is (the table, the setting, line and column; or the variable), what is wrong, and what the
/// limit is. See [`OverrideError`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverrideMistake {
    section: Option<(Table, Box<str>)>,
    setting: Option<Box<str>>,
    value: Option<Box<str>>,
    place: Option<(usize, usize)>,
    variable: Option<Box<str>>,
    what: Box<str>,
}

impl OverrideMistake {
    pub(super) fn new(what: impl Into<Box<str>>) -> Self {
        Self { section: None, setting: None, value: None, place: None, variable: None, what: what.into() }
    }

    pub(super) fn of(self, table: Table, name: &str) -> Self {
        Self { section: Some((table, cut(name))), ..self }
    }

    pub(super) fn setting_of(self, setting: &str, value: Option<&Node>) -> Self {
        let value = value.map(|node| match node {
            Node::Text(text) | Node::Bare(text) => cut(text),
            other => other.to_string().into(),
        });
        Self { setting: Some(cut(setting)), value, ..self }
    }

    pub(super) fn at(self, place: &Place) -> Self {
        let variable = if let Place::Variable(name) = place { Some(cut(name)) } else { None };
        Self { place: place.line_and_column(), variable, ..self }
    }

    pub(super) fn at_line(self, line: usize, column: usize) -> Self {
        Self { place: Some((line, column)), ..self }
    }

    /// The breaker whose override it is. Names, settings and values are cut after 64 characters.
    #[must_use]
    pub fn breaker(&self) -> Option<&str> {
        self.name_in(Table::Breakers)
    }

    /// The config, if it is not an override of a breaker.
    #[must_use]
    pub fn config(&self) -> Option<&str> {
        self.name_in(Table::Configs)
    }

    fn name_in(&self, table: Table) -> Option<&str> {
        self.section.as_ref().filter(|(of, _)| *of == table).map(|(_, name)| &**name)
    }

    /// The setting, if it is a mistake of one; in a contradiction the first of those that contradict each other.
    #[must_use]
    pub fn setting(&self) -> Option<&str> {
        self.setting.as_deref()
    }

    /// What was written for it.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// The line of a text, from 1; of JSON only if the text is not JSON.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        Some(self.place?.0)
    }

    /// The column, from 1: in characters, in JSON in bytes.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        Some(self.place?.1)
    }

    /// The environment variable.
    #[must_use]
    pub fn variable(&self) -> Option<&str> {
        self.variable.as_deref()
    }

    fn fmt_path(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(variable) = &self.variable {
            return write!(f, "{}", variable.escape_debug());
        }
        let Some((table, name)) = &self.section else { return Ok(()) };
        f.write_str(table.name())?;
        for key in [Some(name), self.setting.as_ref()].into_iter().flatten() {
            let is_bare = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-');
            if !key.is_empty() && key.chars().all(is_bare) { write!(f, ".{key}")? } else { write!(f, ".{key:?}")? }
        }
        Ok(())
    }
}

impl fmt::Display for OverrideMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_path(f)?;
        let has_path = self.variable.is_some() || self.section.is_some();
        match self.place {
            Some((line, column)) if has_path => write!(f, " (line {line}, column {column}): ")?,
            Some((line, column)) => write!(f, "line {line}, column {column}: ")?,
            None if has_path => f.write_str(": ")?,
            None => {}
        }
        f.write_str(&self.what)
    }
}
