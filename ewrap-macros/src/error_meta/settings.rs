//! The words on one item: a type, a variant or a field.
//!
//! Invariant: each word is there once, and is one that may stand there; the rest has been reported.

use proc_macro2::Ident;
use syn::Attribute;

use super::split::{Argument, arguments};
use super::value::{self, Value};
use super::words::{Key, Place, WORDS, Word, look_up, own_word, usable};
use crate::report::{Mistake, Mistakes};
use crate::suggest::nearest;

/// A word, and what was given for it.
#[derive(Clone)]
pub(crate) struct Said {
    pub(crate) key: Key,
    /// The word as it stands there.
    pub(crate) word: Ident,
    pub(crate) value: Value,
}

/// The words on one item.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    said: Vec<Said>,
    /// Words that were given, but badly: they do not count as missing.
    bad: Vec<Key>,
}

impl Settings {
    /// Reads every `#[meta(..)]` among the attributes.
    pub(crate) fn read(attributes: &[Attribute], place: Place, mistakes: &mut Mistakes) -> Self {
        let mut settings = Self::default();
        for argument in arguments(attributes, mistakes) {
            if let Some(word) = mistakes.keep(word_of(&argument, place)) {
                settings.add(word, place, &argument, mistakes);
            }
        }
        settings
    }

    fn add(&mut self, word: &'static Word, place: Place, argument: &Argument, mistakes: &mut Mistakes) {
        if let Some(first) = self.get(word.key) {
            let name = word.name;
            mistakes.push(Mistake::under(&argument.key, format!("`{name}` is given twice: remove one of the two")));
            mistakes.push(Mistake::under(&first.word, format!("`{name}` is given here first")));
            return;
        }
        match mistakes.keep(value::read(word, place, &argument.key, &argument.given)) {
            Some(value) => self.said.push(Said { key: word.key, word: argument.key.clone(), value }),
            None => self.bad.push(word.key),
        }
    }

    pub(crate) fn get(&self, key: Key) -> Option<&Said> {
        self.said.iter().find(|said| said.key == key)
    }

    pub(crate) fn has(&self, key: Key) -> bool {
        self.get(key).is_some()
    }

    /// Whether the word was given, well or badly.
    pub(crate) fn mentions(&self, key: Key) -> bool {
        self.has(key) || self.bad.contains(&key)
    }
}

/// The word of an argument; or what is wrong with it here.
fn word_of(argument: &Argument, place: Place) -> Result<&'static Word, Mistake> {
    let name = argument.key.to_string();
    let Some(word) = look_up(&name) else {
        return Err(Mistake::under(&argument.key, unknown(&name, place)));
    };
    if word.places.hold(place) {
        return Ok(word);
    }
    let message = format!("`{name}` is a word for {}, not for {}{}", word.places.shown(), place.plural(), hint(word));
    Err(Mistake::under(&argument.key, message))
}

/// What to do with a word that stands in the wrong place.
fn hint(word: &Word) -> &'static str {
    if look_up(word.name).is_some_and(|word| word.places.hold(Place::Field)) {
        ": write it on the field"
    } else if word.places.hold(Place::Variant) {
        ": write it above the variant"
    } else {
        ": write it above the type"
    }
}

fn unknown(name: &str, place: Place) -> String {
    if let Some(own) = own_word(name) {
        return format!("`{name}` is called `{}` here: write `{}`", own.name, own.example);
    }
    let here = WORDS.iter().filter(|word| word.places.hold(place)).map(|word| word.name);
    match nearest(name, here).or_else(|| nearest(name, WORDS.iter().map(|word| word.name))) {
        Some(near) => format!("unknown word `{name}`: did you mean `{near}`?"),
        None => format!("unknown word `{name}`: for {} there are {}", place.plural(), usable(place)),
    }
}
