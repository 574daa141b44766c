//! Rules about what names fields: templates, expressions, and the neighbouring `#[error(..)]`.

use proc_macro2::TokenStream;

use crate::error_meta::ast::{Field, Input, Variant};
use crate::error_meta::dots;
use crate::error_meta::message::Message;
use crate::error_meta::settings::Said;
use crate::error_meta::value::Value;
use crate::error_meta::words::Key;
use crate::report::{Mistake, Mistakes, Spot};
use crate::suggest::nearest;

/// Words whose values name fields.
const NAMING: [Key; 5] = [Key::Safe, Key::Help, Key::Retryable, Key::Http, Key::RetryAfter];

/// What a variant itself says.
pub(crate) fn check(input: &Input, variant: &Variant, mistakes: &mut Mistakes) {
    for said in NAMING.into_iter().filter_map(|key| variant.settings.get(key)) {
        for (name, spot) in fields_of(said) {
            match variant.field(&name) {
                None => mistakes.push(Mistake::at(spot, missing(input, variant, &name))),
                Some(field) if field.is_personal() => mistakes.extend(personal(said, &name, spot)),
                Some(_) => {}
            }
        }
    }
    if input.settings.has(Key::StrictPii) {
        strict(variant, mistakes);
    }
}

/// What the type says of its variants: told once, however many it does not suit.
pub(crate) fn check_defaults(input: &Input, mistakes: &mut Mistakes) {
    for said in NAMING.into_iter().filter_map(|key| input.settings.get(key)).filter(|_| input.is_enum) {
        let applies = |it: &&Variant| !it.settings.mentions(said.key) && !input.is_transparent(it);
        let takers: Vec<&Variant> = input.variants.iter().filter(applies).collect();
        for (name, spot) in fields_of(said) {
            let lacking: Vec<&&Variant> = takers.iter().filter(|it| it.field(&name).is_none()).collect();
            match lacking[..] {
                [] => {}
                [only] => mistakes.push(Mistake::at(spot, missing(input, only, &name))),
                [first, ref more @ ..] => {
                    let (first, more, word) = (&first.ident, more.len(), &said.word);
                    let message =
                        format!("`{first}` and {more} more have no field `{name}`: write `{word}` on those that have");
                    mistakes.push(Mistake::at(spot, message));
                }
            }
            if takers.iter().filter_map(|it| it.field(&name)).any(Field::is_personal) {
                mistakes.extend(personal(said, &name, spot));
            }
        }
    }
}

/// The fields that a value names, each with its place.
fn fields_of(said: &Said) -> Vec<(String, Spot)> {
    let mut found = Vec::new();
    match &said.value {
        Value::Template(literal, template) => {
            found.extend(template.names().into_iter().map(|(name, _)| (name.to_owned(), Spot::of(literal))));
        }
        Value::Expression(tokens) => {
            dots::replace(tokens.clone(), &mut |name, spot| {
                found.push((name.to_owned(), spot));
                TokenStream::new()
            });
        }
        _ => {}
    }
    found
}

/// A personal field in a text for everybody.
fn personal(said: &Said, name: &str, spot: Spot) -> Option<Mistake> {
    let message = format!("`{name}` is personal, and `{}` is for everybody: leave it out", said.word);
    matches!(said.value, Value::Template(..)).then(|| Mistake::at(spot, message))
}

/// Personal fields in the message.
fn strict(variant: &Variant, mistakes: &mut Mistakes) {
    let Message::Template(literal, names) = &variant.message else { return };
    let personal = names.iter().filter_map(|name| variant.field(name)).find(|field| field.is_personal());
    if let Some(field) = personal {
        let message = format!("`{}` is personal, and `strict_pii` keeps it out of messages: leave it out", field.name);
        mistakes.push(Mistake::under(literal, message));
    }
}

fn missing(input: &Input, variant: &Variant, name: &str) -> String {
    let names = || variant.fields.iter().map(|field| field.name.as_str());
    let whose = if input.is_enum { format!("the variant `{}`", variant.ident) } else { format!("`{}`", variant.ident) };
    if variant.fields.is_empty() {
        return format!("{whose} has no field `{name}`: it has no fields");
    }
    if let Some(near) = nearest(name, names()) {
        format!("{whose} has no field `{name}`: did you mean `{near}`?")
    } else {
        let list: Vec<String> = names().map(|name| format!("`{name}`")).collect();
        format!("{whose} has no field `{name}`: it has {}", list.join(", "))
    }
}
