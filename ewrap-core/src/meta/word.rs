//! A word that names no kind, or no severity.

use std::error::Error;
use std::fmt;

/// A text that names none of the values a word can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    what: &'static str,
    word: Box<str>,
}

impl UnknownWord {
    pub(super) fn new(what: &'static str, word: &str) -> Self {
        Self { what, word: word.into() }
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no {}", self.word, self.what)
    }
}

impl Error for UnknownWord {}
