//! Words that the table does not know: what was meant, and what to write.
//!
//! Asked when an argument has been found and its word has not. Invariant: a value of the user's is shown only where it
//! will be accepted.

use proc_macro2::{Ident, Span};

use super::Args;
use super::literal::{Sole, sole};
use super::split::{Argument, Given};
use crate::report::Mistake;
use crate::suggest::nearest;
use crate::synonyms::{own_word, word_with_unit};
use crate::words::{WORDS, Word, listed, look_up};

/// The word of an argument, or what to write instead of an unknown one.
pub(crate) fn word_of(argument: &Argument) -> Result<&'static Word, Mistake> {
    let key = argument.key.to_string();
    look_up(&key).ok_or_else(|| Mistake::under(&argument.key, unknown(&key, Some(&argument.given))))
}

/// Our own word for one that may be foreign, or misspelled.
pub(crate) fn meant(key: &str) -> Option<&'static str> {
    look_up(key).map(|word| word.name).or_else(|| word_with_unit(key).map(|(own, _)| own)).or_else(|| foreign(key))
}

/// Our own word for a foreign or misspelled one.
fn foreign(key: &str) -> Option<&'static str> {
    own_word(key).or_else(|| near(key))
}

fn near(key: &str) -> Option<&'static str> {
    nearest(key, WORDS.iter().map(|word| word.name))
}

/// What to say about an unknown word, given this.
pub(crate) fn unknown(key: &str, given: Option<&Given>) -> String {
    if let Some((own, unit)) = word_with_unit(key) {
        return format!(
            "`{key}` is called `{own}` here, with the unit in the value: write `{own} = \"{}{unit}\"`",
            number(given)
        );
    }
    if let Some(word) = own_word(key).and_then(look_up) {
        return format!("`{key}` is called `{}` here: write `{}`", word.name, paste(word, given));
    }
    match near(key) {
        Some(name) => format!("unknown argument `{key}`: did you mean `{name}`?"),
        None => format!("unknown argument `{key}`: there are {}", listed()),
    }
}

/// The number to show for a word with its unit.
fn number(given: Option<&Given>) -> String {
    let number = match given {
        Some(Given::Value(value)) => value.to_string().replace(['"', ' '], ""),
        _ => String::new(),
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    if is_number { number } else { "60".to_owned() }
}

/// The word with the user's own value, if that is one literal or path and will do; else with its example.
fn paste(word: &Word, given: Option<&Given>) -> String {
    let own = given.and_then(|given| {
        let Given::Value(value) = given else { return None };
        let shown = if matches!(sole(value), Sole::Literal(_)) {
            value.to_string()
        } else {
            syn::parse2::<syn::Path>(value.clone()).ok()?;
            value.to_string().replace(' ', "")
        };
        let argument = Argument { key: Ident::new("own", Span::call_site()), given: Given::Value(value.clone()) };
        Args::default().read(word, &argument).ok()?;
        Some(format!("{} = {shown}", word.name))
    });
    own.unwrap_or_else(|| word.example.to_owned())
}
