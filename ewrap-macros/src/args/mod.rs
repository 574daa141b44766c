//! The arguments of the attribute, parsed and typed.
//!
//! `split` finds the single arguments, `unknown` speaks where it knows the word of none, `value`, `policy`, `backoff`,
//! `fallback`, `judge` and `key` read what each was given; the result goes to `check`, which compares it with the
//! function. Invariant: all mistakes are collected, and a word that was given badly does not also count as missing.

mod backoff;
mod fallback;
mod judge;
mod key;
pub(crate) mod literal;
mod policy;
mod split;
#[cfg(test)]
mod tests;
mod unknown;
pub(crate) mod value;

use proc_macro2::{Ident, TokenStream};

pub(crate) use self::fallback::{Closure, Fallback, FallbackPath, On};
pub(crate) use self::judge::Ignore;
pub(crate) use self::policy::Window;
use self::split::{Argument, Given, Split};
pub(crate) use self::value::Timeout;
use crate::report::{Mistake, Mistakes, Spot};
use crate::words::{Key, Shape, Word};

/// What the user wrote; what is `None` was not written.
#[derive(Default)]
pub(crate) struct Args {
    pub(crate) name: Option<TokenStream>,
    pub(crate) threshold: Option<TokenStream>,
    pub(crate) failure_rate: Option<TokenStream>,
    pub(crate) slow_call: Option<Timeout>,
    pub(crate) slow_rate: Option<TokenStream>,
    pub(crate) window: Option<(Window, Spot)>,
    pub(crate) min_calls: Option<TokenStream>,
    pub(crate) timeout: Option<Timeout>,
    pub(crate) half_open_calls: Option<TokenStream>,
    pub(crate) backoff: Option<TokenStream>,
    pub(crate) success_threshold: Option<TokenStream>,
    pub(crate) fallback: Option<Fallback>,
    pub(crate) fallback_on: Option<(On, Spot)>,
    pub(crate) ignore: Option<Ignore>,
    pub(crate) failure_if: Option<TokenStream>,
    pub(crate) call_timeout: Option<(Timeout, Spot)>,
    pub(crate) key: Option<TokenStream>,
    pub(crate) registry: Option<TokenStream>,
    pub(crate) krate: Option<TokenStream>,
}

impl Args {
    /// What the fallback answers.
    pub(crate) fn on(&self) -> On {
        self.fallback_on.map_or(On::Any, |(on, _)| on)
    }
}

/// Parses the tokens between the parentheses of the attribute.
pub(crate) fn parse(tokens: TokenStream, mistakes: &mut Mistakes) -> Args {
    let mut args = Args::default();
    let mut seen: Vec<(&'static str, Ident)> = Vec::new();
    let Split { arguments, about } = split::split(tokens, mistakes);
    for argument in arguments {
        let Some(word) = mistakes.keep(unknown::word_of(&argument)) else { continue };
        if let Some((_, first)) = seen.iter().find(|(name, _)| *name == word.name) {
            duplicate(word, first, &argument.key, mistakes);
            continue;
        }
        seen.push((word.name, argument.key.clone()));
        mistakes.keep(args.read(word, &argument));
    }
    if !about.contains(&"name") {
        mistakes
            .push(Mistake::at(Spot::attribute(), "the breaker needs a `name`: `#[circuit_breaker(name = \"db\")]`"));
    }
    policy::together(&args, &about, mistakes);
    args
}

fn duplicate(word: &Word, first: &Ident, second: &Ident, mistakes: &mut Mistakes) {
    let name = word.name;
    mistakes.push(Mistake::under(second, format!("`{name}` is given twice: remove one of the two")));
    mistakes.push(Mistake::under(first, format!("`{name}` is given here first")));
}

impl Args {
    fn read(&mut self, word: &Word, argument: &Argument) -> Result<(), Mistake> {
        if word.key == Key::Ignore {
            self.ignore = Some(judge::ignore(argument, word)?);
            return Ok(());
        }
        let value = match &argument.given {
            Given::Value(value) => value.clone(),
            Given::List(list) => {
                let example = word.example;
                return Err(Mistake::under(
                    list,
                    format!("`{}` takes a value, not a list: write `{example}`", word.name),
                ));
            }
        };
        self.read_value(word, value)
    }

    fn read_value(&mut self, word: &Word, value: TokenStream) -> Result<(), Mistake> {
        match word.key {
            Key::Name => self.name = Some(value::name(value)?),
            Key::Threshold => self.threshold = Some(count(word, value)?),
            Key::FailureRate => self.failure_rate = Some(policy::rate(word, value)?),
            Key::SlowRate => self.slow_rate = Some(policy::rate(word, value)?),
            Key::SlowCall => self.slow_call = Some(value::timeout(word, value)?),
            Key::Window => self.window = Some((policy::window(word, value.clone())?, Spot::of(value))),
            Key::MinCalls => self.min_calls = Some(count(word, value)?),
            Key::Timeout => self.timeout = Some(value::timeout(word, value)?),
            Key::Backoff => self.backoff = Some(backoff::backoff(word, value, &crate::expand::private())?),
            Key::HalfOpenCalls => self.half_open_calls = Some(count(word, value)?),
            Key::SuccessThreshold => self.success_threshold = Some(count(word, value)?),
            Key::Fallback => self.fallback = Some(fallback::fallback(value)?),
            Key::FallbackOn => self.fallback_on = Some((fallback::on(word, value.clone())?, Spot::of(value))),
            Key::CallTimeout => {
                self.call_timeout = Some((value::timeout(word, value.clone())?, Spot::of(value)));
            }
            Key::FailureIf => self.failure_if = Some(judge::failure_if(value)?),
            Key::Circuit => self.key = Some(key::key(value)?),
            Key::Registry => self.registry = Some(value::registry(value)?),
            Key::Crate => self.krate = Some(value::krate(value)?),
            Key::Ignore => {}
        }
        Ok(())
    }
}

fn count(word: &Word, value: TokenStream) -> Result<TokenStream, Mistake> {
    let Shape::Count { max } = word.shape else { return Ok(value) };
    value::count(word, max, value)
}
