//! Masking personal values.
//!
//! Invariant: no more of the value is written than its policy says, and never more than half of it.

#[cfg(feature = "pii-hash")]
mod hash;
#[cfg(not(feature = "pii-hash"))]
#[path = "hash_off.rs"]
mod hash;

use std::fmt::{self, Display, Write};

#[cfg(feature = "pii-hash")]
pub use self::hash::{KeyError, set_key};

use crate::meta::Redact;

/// Writes the value under its policy.
pub(crate) fn mask(value: &dyn Display, redact: Redact, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match redact {
        Redact::Full => f.write_str("***"),
        Redact::Hash => hash::write(value, f),
        Redact::Last4 => {
            let mut end = Last::default();
            write!(end, "{value}")?;
            f.write_str("***")?;
            if end.len >= 8 { end.text().try_for_each(|it| f.write_char(it)) } else { Ok(()) }
        }
        Redact::Len => {
            let mut end = Last::default();
            write!(end, "{value}")?;
            write!(f, "*** ({} chars)", end.len)
        }
    }
}

/// The last four characters of what is written to it, and how many there were.
#[derive(Default)]
struct Last {
    ring: [char; 4],
    len: usize,
}

impl Last {
    fn text(&self) -> impl Iterator<Item = char> + '_ {
        (self.len - 4..self.len).map(|at| self.ring[at % 4])
    }
}

impl Write for Last {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for it in text.chars() {
            self.ring[self.len % 4] = it;
            self.len += 1;
        }
        Ok(())
    }
}
