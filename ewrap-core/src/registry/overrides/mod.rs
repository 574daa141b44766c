//! Settings that operators put over the declared ones: read from TOML, JSON or the environment, judged against a
//! registry, and put in force all at once or not at all.
//!
//! In the order of their way: [`from_toml`], [`from_json`] and [`env`] read text into a [`layer`]; [`resolve`] finds out
//! whom it means and, with [`setting`] and [`value`], what it says; [`apply`] puts it in force; [`watch`] does so again
//! whenever a file changes. Invariant: reading judges nothing and judging changes nothing, so one mistake leaves every
//! breaker as it was.

mod env;
mod from_json;
mod from_toml;
mod layer;

mod names;
mod near;
mod patch;
mod resolve;
mod setting;
mod value;

mod apply;
mod error;
#[cfg(feature = "watch")]
mod watch;

pub use self::apply::Applied;
pub use self::error::{OverrideError, OverrideMistake};
use self::layer::Layer;
pub(super) use self::patch::InForce;
#[cfg(feature = "watch")]
pub use self::watch::{Watch, WatchError};

/// Settings of breakers from outside of the program, for [`Registry::apply`](crate::Registry::apply).
///
/// Whatever the source, there are two tables. `breakers` names breakers, `configs` names bundles of settings which others
/// inherit; what an entry gives itself goes before what it inherits, and that before what the breaker was declared with.
///
/// ```toml
/// [configs.http]
/// timeout = "30s"
///
/// [configs.slow-http]
/// inherits = "http"
/// slow_call = "2s"
///
/// [breakers.db]
/// inherits = "http"
/// threshold = 10
/// ```
///
/// The settings have the names of the setters of [`ConfigBuilder`](crate::ConfigBuilder), and their ranges:
///
/// | a setting that takes | is written |
/// | --- | --- |
/// | a number of calls, failures, probes, keys | `10` |
/// | a share | `0.5` |
/// | a length of time | `"250ms"`, `"60s"`, `"1m 30s"` |
/// | yes or no | `true`, `false` |
/// | `window` | `100` (calls), `"10s"`, or `"tumbling 10s"` |
/// | `backoff` | `"fixed"`, `{ exponential = { factor = 2.0, max = "10m" } }`, or `{ linear = { max = "10m" } }`; beside any of the tables, or alone, `jitter = 0.1` |
///
/// A list of delays and a function of the number of the opening are given in code only. An override changes a setting; it
/// cannot unset one that the breaker is declared with.
///
/// In JSON it is the same: `{"breakers": {"db": {"threshold": 10}}}`. In the environment a setting is a variable:
///
/// ```text
/// EWRAP_CONFIGS__HTTP__TIMEOUT=30s
/// EWRAP_BREAKERS__DB__INHERITS=http
/// EWRAP_BREAKERS__DB__THRESHOLD=10
/// EWRAP_BREAKERS__DB__BACKOFF={ linear = { max = "10m" } }
/// ```
///
/// There a name is compared as environments allow it to be written: case does not count, and each character that is not
/// an ASCII letter or digit is a `_`. A variable that could mean two breakers is refused.
///
/// What was read is not judged before it is applied, because only the registry knows the breakers, and because an operator
/// wants to hear of all mistakes at once.
///
/// ```
/// use ewrap::{Config, Overrides, Registry};
///
/// let registry = Registry::new();
/// let db = registry.get_or_register("db", Config::default())?;
///
/// let file = Overrides::from_toml("breakers.db = { threshold = 10, timeout = '5s' }")?;
/// let environment = Overrides::from_vars([("EWRAP_BREAKERS__DB__THRESHOLD", "20")]);
/// registry.apply(&file.and(environment))?;
/// assert_eq!(db.config().to_string(), "threshold = 20, timeout = 5s, half_open_calls = 1, success_threshold = 1, probe_lease = 5s");
///
/// let error = registry.apply(&Overrides::from_toml("breakers.db.treshold = 0")?).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "1 mistake in the overrides: breakers.db.treshold (line 1, column 13): \
///      there is no such setting (did you mean \"threshold\"?)"
/// );
/// assert_eq!(db.config().threshold(), Some(20), "as it was");
///
/// registry.apply(&Overrides::default())?;
/// assert_eq!(db.config(), Config::default(), "as declared");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    layers: Vec<Layer>,
}

impl Overrides {
    /// Reads TOML (version 1.1).
    ///
    /// # Errors
    ///
    /// If the text is not TOML: each mistake with its line and column. Everything else is told when the overrides are
    /// [applied](crate::Registry::apply).
    pub fn from_toml(text: &str) -> Result<Self, OverrideError> {
        from_toml::read(text).map(Self::of)
    }

    /// Reads JSON.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, or gives one key twice: the first mistake, with its line and column. Everything else is
    /// told when the overrides are [applied](crate::Registry::apply).
    ///
    /// ```
    /// let error = ewrap::Overrides::from_json("{\"breakers\":\n  nil}").unwrap_err();
    /// assert_eq!((error.mistakes()[0].line(), error.mistakes()[0].column()), (Some(2), Some(4)));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, OverrideError> {
        from_json::read(text).map(Self::of)
    }

    /// Reads the environment of the process: the variables that begin with `EWRAP_BREAKERS__` or `EWRAP_CONFIGS__`.
    ///
    /// A variable that begins nearly so, such as `EWRAP_BREAKER_DB`, is a mistake that
    /// [`apply`](crate::Registry::apply) tells; so is one that is no Unicode. All others are somebody else's.
    #[must_use]
    pub fn from_env() -> Self {
        Self::of(env::read(std::env::vars_os()))
    }

    /// The same from these variables and their values.
    #[must_use]
    pub fn from_vars<N, V>(variables: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<String>,
        V: Into<String>,
    {
        let variables = variables.into_iter().map(|(name, value)| (name.into().into(), value.into().into()));
        Self::of(env::read(variables))
    }

    /// These, and above them `above`: where both give a setting, `above` wins. So the environment can go before a file.
    #[must_use]
    pub fn and(mut self, above: Self) -> Self {
        self.layers.extend(above.layers);
        self
    }

    fn of(layer: Layer) -> Self {
        Self { layers: vec![layer] }
    }
}
