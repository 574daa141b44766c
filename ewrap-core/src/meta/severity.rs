//! How bad an error is, for those who are woken by it.

use std::fmt;
use std::str::FromStr;

use super::UnknownWord;

/// How bad an error is. Ordered: `Info < Warning < Error < Critical`.
///
/// ```
/// use ewrap::Severity;
///
/// assert!(Severity::Critical > Severity::Warning);
/// assert_eq!("critical".parse(), Ok(Severity::Critical));
/// assert_eq!(Severity::default(), Severity::Error);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Severity {
    /// Worth a line in the log.
    Info,
    /// Something to look at some day.
    Warning,
    /// Something failed. Where nobody says otherwise.
    #[default]
    Error,
    /// Somebody must act now.
    Critical,
}

impl Severity {
    /// Every severity, the mildest first.
    pub const ALL: [Self; 4] = [Self::Info, Self::Warning, Self::Error, Self::Critical];

    /// The name in the spelling of logs, such as `critical`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Critical => "critical",
        }
    }
}

/// The same text as [`Severity::as_str`].
impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Reads what [`Severity::as_str`] gives.
impl FromStr for Severity {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL.into_iter().find(|it| it.as_str() == text).ok_or_else(|| UnknownWord::new("severity", text))
    }
}
