//! Hashes of personal values, equal for equal values, so that a log can be searched for one person.
//!
//! A plain hash of an address is found by hashing all addresses. So the hash is keyed (HMAC-SHA-256, RFC 2104), and
//! there is none until the application has set its key. Invariant: the key is never written anywhere.

use std::error::Error;
use std::fmt::{self, Display, Write};
use std::sync::OnceLock;

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The state of the hash after its key, so that each value begins from there.
static KEYED: OnceLock<Hmac<Sha256>> = OnceLock::new();

/// The shortest key: 128 bits.
const MIN_BYTES: usize = 16;

/// Sets the key of the hashes, for good: at least 16 bytes, random, the same in all processes whose logs are searched
/// together.
///
/// Until then, values with [`Redact::Hash`](crate::Redact::Hash) are written as `***`.
///
/// ```
/// use ewrap::{Error, Redact, pii};
///
/// let error = || Error::new("no mail").with_redacted("email", "ann@example.com", Redact::Hash);
/// assert!(format!("{:?}", error()).contains("email: ***"));
///
/// pii::set_key(b"0123456789abcdef, but random")?;
/// assert!(format!("{:?}", error()).contains("email: hash:"));
/// assert!(!format!("{:?}", error()).contains("ann"));
/// # Ok::<(), pii::KeyError>(())
/// ```
///
/// # Errors
///
/// If the key is too short, or there is one.
pub fn set_key(key: &[u8]) -> Result<(), KeyError> {
    if key.len() < MIN_BYTES {
        return Err(KeyError::TooShort { bytes: key.len() });
    }
    let keyed = Hmac::new_from_slice(key).map_err(|_| KeyError::TooShort { bytes: key.len() })?;
    KEYED.set(keyed).map_err(|_| KeyError::AlreadySet)
}

/// Why a key is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// Less than 16 bytes are guessed.
    TooShort {
        /// How many it has.
        bytes: usize,
    },
    /// There is one, and it stays.
    AlreadySet,
}

impl Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { bytes } => write!(f, "key of {bytes} bytes is too short (at least {MIN_BYTES} bytes)"),
            Self::AlreadySet => f.write_str("the key of the process is set already"),
        }
    }
}

impl Error for KeyError {}

/// Writes the first 64 bits of the hash.
pub(super) fn write(value: &dyn Display, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(keyed) = KEYED.get() else { return f.write_str("***") };
    let mut hashed = Hashed(keyed.clone());
    write!(hashed, "{value}")?;
    f.write_str("hash:")?;
    hashed.0.finalize().into_bytes().iter().take(8).try_for_each(|byte| write!(f, "{byte:02x}"))
}

struct Hashed(Hmac<Sha256>);

impl Write for Hashed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_of_the_standard() {
        // RFC 4231, test case 2.
        let mut hashed = Hashed(Hmac::new_from_slice(b"Jefe").unwrap());
        hashed.write_str("what do ya want for nothing?").unwrap();
        assert_eq!(hashed.0.finalize().into_bytes()[..4], [0x5b, 0xdc, 0xc1, 0x46]);
    }
}
