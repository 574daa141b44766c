//! The same without the feature `pii-hash`: nothing of the value is shown.

use std::fmt::{self, Display};

pub(super) fn write(_: &dyn Display, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("***")
}
