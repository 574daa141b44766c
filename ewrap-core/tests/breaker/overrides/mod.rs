//! Operators' overrides: what they may say, whom they mean, and that they are all in force or none.

mod environment;
mod hostile;
mod in_force;
mod inheriting;
mod refusing;
mod settings;
#[cfg(feature = "watch")]
mod watching;

use ewrap_core::{CircuitBreaker, Config, Overrides, Registry};

use crate::support::config;

/// A registry with these breakers, each declared with [`config`].
fn registry(names: &[&'static str]) -> Registry {
    let registry = Registry::new();
    for name in names {
        let _ = registry.get_or_register(*name, declared()).unwrap();
    }
    registry
}

fn declared() -> Config {
    config().build().unwrap()
}

fn breaker(registry: &Registry, name: &str) -> CircuitBreaker {
    registry.get(name).unwrap()
}

fn toml(text: &str) -> Overrides {
    Overrides::from_toml(text).unwrap()
}

/// The mistakes of overrides that are refused.
fn refused(registry: &Registry, overrides: &Overrides) -> Vec<String> {
    let error = registry.apply(overrides).unwrap_err();
    assert_eq!(error.total(), error.mistakes().len());
    error.mistakes().iter().map(ToString::to_string).collect()
}

/// The only mistake of this text about the breaker `db`.
fn mistake(text: &str) -> String {
    let registry = registry(&["db"]);
    let [mistake] = &refused(&registry, &toml(text))[..] else { panic!("one mistake in {text}") };
    assert_eq!(breaker(&registry, "db").config(), declared());
    mistake.clone()
}
