//! What the command line asks for.

use std::iter::Peekable;
use std::time::Duration;

pub(crate) const USAGE: &str = "usage: ewrap-benches [--quick] [--filter TEXT] [--json [FILE]]
  --quick        about a minute: fewer and shorter rounds
  --filter TEXT  only what has TEXT in its name, `topic: subject`
  --json [FILE]  JSON into FILE beside the table, or instead of it";

/// The options.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) quick: bool,
    pub(crate) filter: String,
    pub(crate) json: Option<Json>,
}

/// Where JSON goes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Json {
    Printed,
    File(String),
}

impl Arguments {
    /// `None` if there is something that it does not know.
    pub(crate) fn parse(words: impl Iterator<Item = String>) -> Option<Self> {
        let mut words = words.peekable();
        let mut arguments = Self::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--quick" => arguments.quick = true,
                "--filter" => arguments.filter = value(&mut words)?,
                "--json" => arguments.json = Some(value(&mut words).map_or(Json::Printed, Json::File)),
                _ => return None,
            }
        }
        Some(arguments)
    }

    pub(crate) fn rounds(&self) -> u32 {
        if self.quick { 101 } else { 401 }
    }

    /// How long one case takes in one round.
    pub(crate) fn round(&self) -> Duration {
        Duration::from_micros(if self.quick { 1_000 } else { 2_000 })
    }
}

fn value(words: &mut Peekable<impl Iterator<Item = String>>) -> Option<String> {
    words.next_if(|it| !it.starts_with("--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Option<Arguments> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_come_in_any_order() {
        let json = Some(Json::File("out.json".to_owned()));
        let expected = Arguments { quick: true, filter: "rejected".to_owned(), json };
        assert_eq!(parse("--json out.json --filter rejected --quick"), Some(expected));
        assert_eq!(parse("--json --quick").and_then(|it| it.json), Some(Json::Printed));
    }

    #[test]
    fn what_it_does_not_know_is_refused() {
        assert_eq!(parse("--fast"), None);
        assert_eq!(parse("--filter"), None);
    }
}
