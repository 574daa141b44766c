//! Rules that the type asks for: `require(..)` and `check_consistency`.
//!
//! The contradictions are few, and listed in the documentation of the derive. Only what is known at compile time can
//! contradict.

use crate::error_meta::ast::{Input, Variant};
use crate::error_meta::message::Message;
use crate::error_meta::settings::Said;
use crate::error_meta::value::Value;
use crate::error_meta::words::Key;
use crate::report::{Mistake, Mistakes};

/// Kinds that say that the same call fails again.
const FOR_GOOD: &[&str] = &["Validation", "NotFound", "Permission", "Unauthenticated"];
/// Kinds that are about the caller: a status of the server contradicts.
const OF_THE_CALLER: &[&str] = &["Validation", "NotFound", "Permission", "Unauthenticated", "Conflict"];
/// Kinds that are about us: a status of the caller contradicts.
const OF_OURS: &[&str] = &["Internal", "Database", "Configuration"];

pub(crate) fn check(input: &Input, variant: &Variant, mistakes: &mut Mistakes) {
    if let Some(Value::Words(words)) = input.settings.get(Key::Require).map(|said| &said.value) {
        for (key, word) in words {
            if !input.is_transparent(variant) && !has(input, variant, *key) {
                let message = format!("`{}` has no `{word}`, which the type requires of its variants", variant.ident);
                mistakes.push(Mistake::under(&variant.ident, message));
            }
        }
    }
    if input.settings.has(Key::CheckConsistency) {
        contradictions(input, variant, mistakes);
    }
}

fn has(input: &Input, variant: &Variant, key: Key) -> bool {
    let by_field = key == Key::RetryAfter && variant.fields.iter().any(|field| field.settings.has(key));
    let by_message = key == Key::Safe && matches!(variant.message, Message::Literal(..));
    variant.settings.mentions(key) || input.settings.mentions(key) || by_field || by_message
}

fn contradictions(input: &Input, variant: &Variant, mistakes: &mut Mistakes) {
    let word = |key| input.word(variant, key);
    let name = |key| word(key).and_then(named);
    let kind = name(Key::Kind).unwrap_or_default();
    let mut refuse = |key, why: String| {
        // A default of the type is shown with the variant that it does not suit.
        match (word(key), variant.settings.get(key)) {
            (Some(_), Some(own)) => mistakes.push(Mistake::under(&own.word, why)),
            (Some(_), None) => mistakes.push(Mistake::under(&variant.ident, why)),
            _ => {}
        }
    };
    let retryable =
        word(Key::Retryable).and_then(|said| if let Value::Flag(it) = said.value { Some(it) } else { None });
    if retryable == Some(true) && FOR_GOOD.contains(&kind) {
        refuse(Key::Retryable, format!("`retryable` contradicts `kind = {kind}`: the same call fails again"));
    }
    let waits = word(Key::RetryAfter).is_some() || variant.fields.iter().any(|it| it.settings.has(Key::RetryAfter));
    if retryable == Some(false) && waits {
        refuse(Key::Retryable, "`retryable = false` contradicts `retry_after`: nobody is to retry".to_owned());
    }
    if name(Key::Failure) == Some("ignore") && name(Key::Severity) == Some("Critical") {
        let why = "`failure = ignore` contradicts `severity = Critical`: what wakes somebody says something";
        refuse(Key::Failure, why.to_owned());
    }
    if name(Key::Grpc) == Some("Ok") {
        refuse(Key::Grpc, "`grpc = Ok` says that there is no error".to_owned());
    }
    let status = word(Key::Http).and_then(|said| if let Value::Number(it, _) = said.value { Some(it) } else { None });
    match status {
        Some(status @ 100..=399) => refuse(Key::Http, format!("`http = {status}` says that there is no error")),
        Some(status @ 400..=499) if OF_OURS.contains(&kind) => {
            refuse(Key::Http, format!("`http = {status}` blames the caller, `kind = {kind}` does not"));
        }
        Some(status @ 500..=599) if OF_THE_CALLER.contains(&kind) => {
            refuse(Key::Http, format!("`http = {status}` blames the server, `kind = {kind}` does not"));
        }
        _ => {}
    }
}

fn named(said: &Said) -> Option<&str> {
    match &said.value {
        Value::Named(name, _) => Some(name),
        _ => None,
    }
}
