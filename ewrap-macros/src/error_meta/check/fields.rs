//! Rules about fields: who sees them, under which key, and which is the source.

use proc_macro2::Ident;

use crate::error_meta::ast::{Field, Input, Variant};
use crate::error_meta::settings::Said;
use crate::error_meta::words::Key;
use crate::report::{Mistake, Mistakes, Spot};

/// Members of what is written out: a field of the same key would hide them.
const RESERVED: &[&str] =
    &["message", "type", "severity", "code", "cause", "status", "title", "detail", "instance", "context", "metadata"];

/// How a field is shown.
const HOW: [Key; 3] = [Key::Display, Key::Debug, Key::With];

pub(crate) fn check(input: &Input, variant: &Variant, mistakes: &mut Mistakes) {
    for field in &variant.fields {
        visibility(field, mistakes);
        if input.is_transparent(variant) {
            no_keys(field, mistakes);
        } else {
            shown(input, variant, field, mistakes);
        }
    }
    keys(input, variant, mistakes);
    at_most_one(variant, Key::Source, "a layer has one source", mistakes);
    at_most_one(variant, Key::RetryAfter, "a variant has one time to wait", mistakes);
    if input.is_transparent(variant) {
        one_field(input, variant, mistakes);
    } else if let (Some(word), Some(field)) = (
        variant.settings.get(Key::RetryAfter).filter(|_| true),
        variant.fields.iter().find_map(|field| field.settings.get(Key::RetryAfter)),
    ) {
        mistakes.push(Mistake::under(&field.word, "`retry_after` is given twice: remove it here, or above"));
        mistakes.push(Mistake::under(&word.word, "`retry_after` is given here first"));
    }
}

/// Words of one field that contradict each other.
fn visibility(field: &Field, mistakes: &mut Mistakes) {
    let get = |key| field.settings.get(key);
    if let (Some(public), true) = (get(Key::Public), field.is_personal()) {
        let message = "a personal field cannot be public: remove `public`, or `pii`";
        mistakes.push(Mistake::under(&public.word, message));
    }
    if let (Some(key), Some(_)) = (get(Key::Shown), get(Key::Public)) {
        mistakes.push(Mistake::under(&key.word, "a `public` field is in the logs, too: remove `key`"));
    }
    let said: Vec<&Said> = HOW.into_iter().filter_map(get).collect();
    if let [first, second, ..] = said[..] {
        let (first, second) = (&first.word, &second.word);
        mistakes.push(Mistake::under(second, format!("a field is shown in one way: remove `{second}`, or `{first}`")));
    }
    let about_showing =
        [Key::Shown, Key::Public, Key::Redact, Key::Name, Key::Display, Key::Debug, Key::With, Key::Location];
    let other = about_showing.into_iter().find_map(get);
    if let (Some(skip), Some(other)) = (get(Key::Skip), other) {
        let message = format!("`skip` and `{}` contradict each other: remove one of the two", other.word);
        mistakes.push(Mistake::under(&skip.word, message));
    }
}

/// Words about showing a field that is not shown; a key that is missing or taken.
fn shown(input: &Input, variant: &Variant, field: &Field, mistakes: &mut Mistakes) {
    let get = |key| field.settings.get(key);
    if !input.is_visited(variant, field) {
        let [display, debug, with] = HOW;
        let idle = [Key::Name, display, debug, with].into_iter().find_map(get);
        if let Some(idle) = idle.filter(|_| !field.settings.has(Key::Skip)) {
            let message = format!("`{}` without `key` or `public`: nothing shows this field, add one", idle.word);
            mistakes.push(Mistake::under(&idle.word, message));
        }
        return;
    }
    let key = field.key();
    let spot = spot(field);
    if field.settings.mentions(Key::Name) && !field.settings.has(Key::Name) {
        return;
    }
    if key.starts_with(|it: char| it.is_ascii_digit()) && !field.settings.has(Key::Name) {
        let words = get(Key::Public).or(get(Key::Pii)).map_or("key".to_owned(), |said| said.word.to_string());
        let message = format!("the field has no name: write `#[meta({words}, name = \"..\")]`, or `skip`");
        mistakes.push(Mistake::at(spot, message));
    } else if RESERVED.contains(&key.as_str()) {
        let message = format!("the key `{key}` is a member of the output: write `name = \"..\"` to give it another");
        mistakes.push(Mistake::at(spot, message));
    }
}

/// Where the key of a field is said.
fn spot(field: &Field) -> Spot {
    let said = [Key::Name, Key::Shown, Key::Public, Key::Pii, Key::Redact, Key::Location];
    let said = said.into_iter().find_map(|key| field.settings.get(key));
    match (said, &field.member) {
        (Some(said), _) => Spot::of(&said.word),
        (None, syn::Member::Named(ident)) => Spot::of(ident),
        (None, syn::Member::Unnamed(_)) => Spot::of(&field.ty),
    }
}

fn no_keys(field: &Field, mistakes: &mut Mistakes) {
    let about = [
        Key::Shown,
        Key::Public,
        Key::Redact,
        Key::Name,
        Key::Display,
        Key::Debug,
        Key::With,
        Key::Location,
        Key::RetryAfter,
    ];
    if let Some(said) = about.into_iter().find_map(|key| field.settings.get(key)) {
        let message = format!("a transparent variant has no fields of its own to show: remove `{}`", said.word);
        mistakes.push(Mistake::under(&said.word, message));
    }
}

fn keys(input: &Input, variant: &Variant, mistakes: &mut Mistakes) {
    let mut seen: Vec<(String, Spot)> = Vec::new();
    for field in variant.fields.iter().filter(|field| input.is_visited(variant, field)) {
        let (key, spot) = (field.key(), spot(field));
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == key) {
            mistakes.push(Mistake::at(spot, format!("two fields have the key `{key}`: write `name = \"..\"` on one")));
            mistakes.push(Mistake::at(*first, format!("the key `{key}` is taken here")));
        } else {
            seen.push((key, spot));
        }
    }
}

fn at_most_one(variant: &Variant, key: Key, rule: &str, mistakes: &mut Mistakes) {
    let mut words = variant.fields.iter().filter_map(|field| field.settings.get(key)).map(|said| &said.word);
    if let (Some(first), Some(second)) = (words.next(), words.next()) {
        let twice = |word: &Ident| format!("{rule}: remove one `{word}`");
        mistakes.push(Mistake::under(second, twice(second)));
        mistakes.push(Mistake::under(first, format!("`{first}` is given here first")));
    }
}

/// A transparent variant stands for one field.
fn one_field(input: &Input, variant: &Variant, mistakes: &mut Mistakes) {
    let number = variant.fields.iter().filter(|field| !field.is_backtrace).count();
    if number == 1 {
        return;
    }
    let said = variant.settings.get(Key::Transparent).or_else(|| input.settings.get(Key::Transparent));
    if let Some(said) = said {
        let message = format!("`{}` is transparent and has {number} fields: it stands for exactly one", variant.ident);
        mistakes.push(Mistake::under(&said.word, message));
    }
}
