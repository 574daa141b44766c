//! From what was written to what it means: whom each section names, what it inherits, and which config comes out.
//!
//! Pure: text and the known breakers in, patches or mistakes out. Invariant: a patch that comes out makes a valid config
//! of each declaration that is known; and the work is the number of entries times the number of settings, however long
//! the chains of `inherits` are.

use std::collections::{BTreeMap, BTreeSet};

use super::Overrides;
use super::error::{Mistakes, OverrideError, OverrideMistake};
use super::layer::{Entry, Node, Place, Section, Table, cut};
use super::names::{Found, Names, did_you_mean};
use super::near::nearest;
use super::patch::{InForce, Patch};
use super::setting::{self, Set};
use crate::config::{Config, ConfigError};

/// The breakers that an override may name, each with the configs it is, or may come to be, declared with.
pub(super) type Known = BTreeMap<Box<str>, Vec<Config>>;

/// Judges overrides against the breakers there are.
pub(super) fn resolve(overrides: &Overrides, known: &Known) -> Result<InForce, OverrideError> {
    let mut judge = Judge::default();
    let config_names = config_names(overrides);
    let configs = judge.gather(overrides, Table::Configs, &config_names);
    let mut chains = Chains { configs, names: config_names, flat: BTreeMap::new() };
    chains.flatten(&mut judge);
    let mut in_force = InForce::default();
    for (name, said) in judge.gather(overrides, Table::Breakers, &Names::of(known.keys())) {
        let inherited = chains.inherited(&mut judge, name, &said);
        let Some(inherited) = inherited.filter(|_| said.is_sound) else { continue };
        let patch = inherited.under(said.own.iter().map(|(name, (set, _))| (*name, *set)));
        let bases = known.get(name).map(Vec::as_slice).unwrap_or_default();
        if let Some(error) = bases.iter().find_map(|base| patch.over(base).err()) {
            judge.refuse_contradiction(name, &said, error);
        }
        in_force.insert(name, patch);
    }
    for mistake in overrides.layers.iter().flat_map(|layer| &layer.mistakes) {
        judge.mistakes.push(|| mistake.clone());
    }
    judge.mistakes.none_or_error().map(|()| in_force)
}

/// Those of the texts, then those that only environments give.
fn config_names(overrides: &Overrides) -> Names<'_> {
    let of = |is_environment: bool| {
        let layers = overrides.layers.iter().filter(move |layer| layer.is_environment == is_environment);
        let sections = layers.flat_map(|layer| &layer.sections);
        sections.filter(|section| section.table == Table::Configs).map(|section| &section.name)
    };
    let mut names = Names::of(of(false));
    of(true).for_each(|name| names.add_written(name));
    names
}

/// What all layers together say of one name.
struct Said<'a> {
    at: &'a Place,
    own: BTreeMap<&'static str, (Set, &'a Entry)>,
    inherits: Option<Inherits<'a>>,
    is_sound: bool,
}

#[derive(Clone, Copy)]
struct Inherits<'a> {
    config: &'a str,
    at: &'a Place,
    is_environment: bool,
}

/// Where a mistake is.
struct Spot<'a> {
    table: Table,
    name: &'a str,
    at: &'a Place,
}

/// Collects mistakes.
#[derive(Default)]
struct Judge {
    mistakes: Mistakes,
}

impl Judge {
    fn refuse(&mut self, spot: &Spot<'_>, entry: Option<&Entry>, what: impl FnOnce() -> String) {
        self.mistakes.push(|| {
            let mistake = OverrideMistake::new(what()).of(spot.table, spot.name).at(spot.at);
            match entry {
                Some(entry) => mistake.setting_of(&entry.key, Some(&entry.node)).at(&entry.at),
                None => mistake,
            }
        });
    }

    fn refuse_contradiction(&mut self, name: &str, said: &Said<'_>, error: ConfigError) {
        let entry = said.own.get(error.setting()).map(|(_, entry)| *entry);
        let spot = Spot { table: Table::Breakers, name, at: said.at };
        self.refuse(&spot, entry, || error.to_string());
    }

    /// The sections of one table, each under the name that it means.
    fn gather<'a>(&mut self, overrides: &'a Overrides, table: Table, names: &Names<'a>) -> BTreeMap<&'a str, Said<'a>> {
        let mut all = BTreeMap::new();
        for layer in &overrides.layers {
            let mut seen = BTreeSet::new();
            for section in layer.sections.iter().filter(|section| section.table == table) {
                let name = self.find(section, names, layer.is_environment);
                let mut nobody = Said::at(&section.at);
                let said = match name {
                    Some(name) => all.entry(name).or_insert_with(|| Said::at(&section.at)),
                    None => &mut nobody,
                };
                for entry in &section.entries {
                    let is_new = name.is_none_or(|name| seen.insert((name, &*entry.key)));
                    let taken = if is_new { said.take(entry, layer.is_environment) } else { Err(Flaw::Twice) };
                    if let Err(flaw) = taken {
                        said.is_sound = false;
                        let spot = Spot { table, name: name.unwrap_or(&section.name), at: &section.at };
                        self.refuse(&spot, Some(entry), || flaw.text(&entry.key));
                    }
                }
            }
        }
        all
    }

    fn find<'a>(&mut self, section: &Section, names: &Names<'a>, is_environment: bool) -> Option<&'a str> {
        let spot = Spot { table: section.table, name: &section.name, at: &section.at };
        match names.find(&section.name, is_environment) {
            Found::One(name) => return Some(name),
            Found::Several(one, other) => self.refuse(&spot, None, || {
                let (one, other) = (cut(one), cut(other));
                format!("it could mean {one:?} or {other:?}, which environments write alike")
            }),
            Found::None => {
                self.refuse(&spot, None, || format!("there is no such breaker{}", names.meant(&section.name)));
            }
        }
        None
    }
}

impl<'a> Said<'a> {
    fn at(at: &'a Place) -> Self {
        Self { at, own: BTreeMap::new(), inherits: None, is_sound: true }
    }

    /// One setting, or what is inherited.
    fn take(&mut self, entry: &'a Entry, is_environment: bool) -> Result<(), Flaw> {
        if &*entry.key == "inherits" {
            let (Node::Text(config) | Node::Bare(config)) = &entry.node else {
                return Err(Flaw::Value(format!("inherits is {}, not the name of a config", entry.node)));
            };
            self.inherits = Some(Inherits { config, at: &entry.at, is_environment });
            return Ok(());
        }
        let read = setting::read(&entry.key, &entry.node);
        let (name, set) = read.map_err(|what| what.map_or(Flaw::Unknown, Flaw::Value))?;
        self.own.insert(name, (set, entry));
        Ok(())
    }
}

/// What is wrong with one setting.
enum Flaw {
    Unknown,
    Twice,
    Value(String),
}

impl Flaw {
    /// Made for those that are told: to guess what was meant takes its time.
    fn text(self, key: &str) -> String {
        match self {
            Self::Value(what) => what,
            Self::Twice => "it is given twice".into(),
            Self::Unknown => {
                let names = setting::names().chain(["inherits"]);
                format!("there is no such setting{}", nearest(key, names).map(did_you_mean).unwrap_or_default())
            }
        }
    }
}

/// The configs, and what each is with all that it inherits: none if it, or one of those, has a mistake.
struct Chains<'a> {
    configs: BTreeMap<&'a str, Said<'a>>,
    names: Names<'a>,
    flat: BTreeMap<&'a str, Option<Patch>>,
}

impl<'a> Chains<'a> {
    fn flatten(&mut self, judge: &mut Judge) {
        let names: Vec<&str> = self.configs.keys().copied().collect();
        for name in names {
            let (path, mut base) = self.climb(judge, name);
            for name in path.into_iter().rev() {
                let said = &self.configs[name];
                let own = said.own.iter().map(|(name, (set, _))| (*name, *set));
                base = base.filter(|_| said.is_sound).map(|base| base.under(own));
                self.flat.insert(name, base.clone());
            }
        }
    }

    /// From this config up to one that is flat or inherits nothing: the configs on the way, and what is at its end.
    fn climb(&self, judge: &mut Judge, mut name: &'a str) -> (Vec<&'a str>, Option<Patch>) {
        let (mut path, mut passed) = (Vec::new(), BTreeSet::new());
        loop {
            if let Some(flat) = self.flat.get(name) {
                return (path, flat.clone());
            }
            let said = &self.configs[name];
            if !passed.insert(name) {
                let spot = Spot { table: Table::Configs, name, at: said.inherits.map_or(said.at, |it| it.at) };
                let circle = path.iter().skip_while(|passed| **passed != name).copied();
                judge.refuse(&spot, None, || format!("it inherits itself: {}", shown(circle, name)));
                return (path, None);
            }
            path.push(name);
            match said.inherits.map(|inherits| self.parent(judge, Table::Configs, name, inherits)) {
                None => return (path, Some(Patch::default())),
                Some(None) => return (path, None),
                Some(Some(parent)) => name = parent,
            }
        }
    }

    fn parent(&self, judge: &mut Judge, table: Table, name: &str, inherits: Inherits<'_>) -> Option<&'a str> {
        let Inherits { config, at, is_environment } = inherits;
        // A variable's value can be written as it is, so only if it is not is it taken for a variable's name.
        let exact = self.names.find(config, false);
        let found = if matches!(exact, Found::None) { self.names.find(config, is_environment) } else { exact };
        let spot = Spot { table, name, at };
        let config = cut(config);
        match found {
            Found::One(parent) => return Some(parent),
            Found::Several(one, other) => judge.refuse(&spot, None, || {
                let (one, other) = (cut(one), cut(other));
                format!("to inherit {config:?} could mean {one:?} or {other:?}, which environments write alike")
            }),
            Found::None => judge.refuse(&spot, None, || {
                format!("there is no config {config:?} to inherit{}", self.names.meant(&config))
            }),
        }
        None
    }

    /// What a breaker inherits.
    fn inherited(&self, judge: &mut Judge, name: &str, said: &Said<'_>) -> Option<Patch> {
        let Some(inherits) = said.inherits else { return Some(Patch::default()) };
        let parent = self.parent(judge, Table::Breakers, name, inherits)?;
        self.flat.get(parent).cloned().flatten()
    }
}

/// The beginning of a circle.
fn shown<'a>(circle: impl Iterator<Item = &'a str>, name: &str) -> String {
    const MOST: usize = 5;
    let mut circle: Vec<_> = circle.map(cut).collect();
    if circle.len() > MOST {
        circle.truncate(MOST);
        circle.push("..".into());
    }
    circle.push(cut(name));
    circle.join(" -> ")
}
