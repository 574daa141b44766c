//! Records of errors as YAML: the same members as in JSON.

use super::record::ErrorRecord;
use crate::error::{Error, Result, ResultExt};
use crate::meta::ErrorKind;

/// Wherever they stand: telling those in text from others would take a parser of its own.
const MAX_BRACKETS: usize = 10_000;

impl ErrorRecord {
    /// As YAML.
    ///
    /// ```
    /// use ewrap::{Error, ErrorRecord};
    ///
    /// let yaml = Error::new("no route").with("hops", 3).to_yaml();
    /// assert!(yaml.starts_with("message: no route\ntype: unknown\n"));
    /// assert_eq!(ErrorRecord::from_yaml(&yaml)?.metadata["hops"], 3);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Never: every record has a form in YAML.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        serde_norway::to_string(self).expect("keys are strings")
    }

    /// Reads what [`to_yaml`](Self::to_yaml) wrote, and what is shaped like it.
    ///
    /// # Errors
    ///
    /// If it is no YAML, a member is of another type, it nests deeper than 127 levels, or its aliases repeat too much;
    /// and if it has more than 10 000 of `[` and `{`, for whose nesting the parser takes quadratic time. The error has
    /// the kind [`Validation`](ErrorKind::Validation).
    #[track_caller]
    pub fn from_yaml(text: &str) -> Result<Self> {
        if text.bytes().filter(|it| matches!(it, b'[' | b'{')).count() > MAX_BRACKETS {
            return Err(Error::new("this is no record of an error: too many brackets").with_kind(ErrorKind::Validation));
        }
        serde_norway::from_str(text)
            .wrap("this is no record of an error")
            .map_err(|it| it.with_kind(ErrorKind::Validation))
    }
}

impl Error {
    /// Every layer as YAML, for logs: an [`ErrorRecord`].
    #[must_use]
    pub fn to_yaml(&self) -> String {
        ErrorRecord::of(self).to_yaml()
    }
}
