//! Two places that declare one breaker differently.

use std::error::Error;
use std::fmt;
use std::panic::Location;

use crate::config::Config;

/// Where a breaker is declared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    location: &'static Location<'static>,
    function: Option<&'static str>,
}

impl Origin {
    pub(crate) const fn code(location: &'static Location<'static>) -> Self {
        Self { location, function: None }
    }

    pub(crate) const fn function(location: &'static Location<'static>, function: &'static str) -> Self {
        Self { location, function: Some(function) }
    }

    /// The source file, as the compiler was given it.
    #[must_use]
    pub const fn file(&self) -> &'static str {
        self.location.file()
    }

    /// The line, from 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.location.line()
    }

    /// The annotated function; `None` for a breaker made in code.
    #[must_use]
    pub const fn annotated_function(&self) -> Option<&'static str> {
        self.function
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(function) = self.function {
            write!(f, "`{function}` at ")?;
        }
        write!(f, "{}:{}", self.file(), self.line())
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// One name is declared with two configs. The first declaration is in force.
///
/// ```
/// use std::time::Duration;
/// use ewrap::{Config, Registry};
///
/// let registry = Registry::new();
/// let strict = Config::builder().threshold(1).build()?;
/// registry.get_or_register("db", Config::default())?;
/// let conflict = registry.get_or_register("db", strict).unwrap_err();
/// assert_eq!((conflict.first().0.threshold(), conflict.second().0.threshold()), (Some(5), Some(1)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigConflict(Box<Declarations>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Declarations {
    name: Box<str>,
    first: (Config, Origin),
    second: (Config, Origin),
}

impl ConfigConflict {
    pub(crate) fn new(name: &str, first: (Config, Origin), second: (Config, Origin)) -> Self {
        Self(Box::new(Declarations { name: name.into(), first, second }))
    }

    /// The name that is declared twice.
    #[must_use]
    pub fn breaker(&self) -> &str {
        &self.0.name
    }

    /// The declaration in force, and where it stands.
    #[must_use]
    pub fn first(&self) -> (Config, Origin) {
        self.0.first
    }

    /// The other one.
    #[must_use]
    pub fn second(&self) -> (Config, Origin) {
        self.0.second
    }
}

impl fmt::Display for ConfigConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Declarations { name, first, second } = &*self.0;
        write!(f, "circuit breaker {name:?} has two configs: {} ({}) and {} ({})", first.0, first.1, second.0, second.1)
    }
}

impl Error for ConfigConflict {}
