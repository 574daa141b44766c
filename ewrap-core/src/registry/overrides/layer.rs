//! One source of overrides, as it was written: tables, names, values, and where each stands.
//!
//! What TOML, JSON and the environment have in common. Invariant: nothing is dropped. What does not have the shape of
//! overrides is kept as a mistake, to be told with all the others.

use std::fmt;
use std::sync::Arc;

use super::error::OverrideMistake;
use super::near::nearest;

/// A text, a file or an environment.
#[derive(Debug, Clone, Default)]
pub(super) struct Layer {
    /// Whether names are written as environments write them.
    pub(super) is_environment: bool,
    pub(super) sections: Vec<Section>,
    pub(super) mistakes: Vec<OverrideMistake>,
}

/// Whose settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    Configs,
    Breakers,
}

impl Table {
    const ALL: [Self; 2] = [Self::Breakers, Self::Configs];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Configs => "configs",
            Self::Breakers => "breakers",
        }
    }
}

/// What is said of one config or breaker.
#[derive(Debug, Clone)]
pub(super) struct Section {
    pub(super) table: Table,
    pub(super) name: Box<str>,
    pub(super) at: Place,
    pub(super) entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: Box<str>,
    pub(super) node: Node,
    pub(super) at: Place,
}

/// Where something is written.
#[derive(Debug, Clone, Default)]
pub(super) enum Place {
    /// JSON keeps no places.
    #[default]
    Unknown,
    /// A text, and the number of bytes before it.
    Text(Arc<str>, usize),
    Variable(Box<str>),
}

impl Place {
    /// From 1, the column in characters. Counted when somebody asks, which is only for a mistake.
    pub(super) fn line_and_column(&self) -> Option<(usize, usize)> {
        let Self::Text(text, offset) = self else { return None };
        let before = text.get(..*offset)?;
        let line = before.rsplit('\n').next().unwrap_or_default();
        Some((before.matches('\n').count() + 1, line.chars().count() + 1))
    }
}

/// A value as it was written. Which kind a setting takes is for the setting to say.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Text(Box<str>),
    /// Its digits, so that nothing is rounded before it is judged.
    Number(Box<str>),
    Bool(bool),
    /// Of a variable: a text, a number or a boolean.
    Bare(Box<str>),
    Table(Vec<Entry>),
    /// What no setting takes: "a list".
    Other(&'static str),
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Bare(text) => write!(f, "{:?}", cut(text)),
            Self::Number(digits) => f.write_str(&cut(digits)),
            Self::Bool(yes) => yes.fmt(f),
            Self::Table(_) => f.write_str("a table"),
            Self::Other(what) => f.write_str(what),
        }
    }
}

/// So much of it as an error can show.
pub(super) fn cut(text: &str) -> Box<str> {
    const LONGEST: usize = 64;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}..", &text[..at]).into(),
        None => text.into(),
    }
}

impl Layer {
    /// Takes the tables of a document apart.
    pub(super) fn of_document(entries: Vec<Entry>) -> Self {
        let mut layer = Self::default();
        for entry in entries {
            match Table::ALL.into_iter().find(|table| table.name() == &*entry.key) {
                Some(table) => layer.add_table(table, entry),
                None => layer.refuse_table(&entry),
            }
        }
        layer
    }

    fn add_table(&mut self, table: Table, entry: Entry) {
        let Node::Table(entries) = entry.node else {
            let what = format!("{} is {}, not a table of tables", table.name(), entry.node);
            return self.mistakes.push(OverrideMistake::new(what).at(&entry.at));
        };
        for Entry { key: name, node, at } in entries {
            match node {
                Node::Table(entries) => self.sections.push(Section { table, name, at, entries }),
                other => {
                    let what = format!("it is {other}, not a table of settings");
                    self.mistakes.push(OverrideMistake::new(what).of(table, &name).at(&at));
                }
            }
        }
    }

    fn refuse_table(&mut self, entry: &Entry) {
        let names = Table::ALL.map(Table::name);
        let meant = nearest(&entry.key, names).map(|name| format!(" (did you mean {name:?}?)")).unwrap_or_default();
        let what = format!("there is no table {:?}, only \"configs\" and \"breakers\"{meant}", cut(&entry.key));
        self.mistakes.push(OverrideMistake::new(what).at(&entry.at));
    }
}
