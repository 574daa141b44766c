//! The message of a derived error, found at compile time: its `Display` where it has one, else the variant's name.

use std::fmt::{self, Display};

use super::Look;
use crate::meta::ErrorMeta;

/// First: the `Display`.
pub trait Says {
    /// Writes the message.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    fn say(self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: Display> Says for &Look<'_, T> {
    fn say(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Else the name of the variant.
pub trait Named {
    /// Writes it.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    fn say(self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: ErrorMeta> Named for Look<'_, T> {
    fn say(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts = self.0.facts();
        f.write_str(facts.variant.unwrap_or(facts.type_name))
    }
}
