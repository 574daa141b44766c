//! The seam without the feature `overrides`: what is declared is in force.

use crate::breaker::CircuitBreaker;
use crate::config::Config;

/// None.
#[derive(Debug, Default)]
pub(super) struct InForce;

impl InForce {
    #[expect(clippy::unused_self, reason = "the other side of the seam has something to say")]
    pub(super) fn begin(
        &self,
        _name: &str,
        declared: Config,
        make: impl FnOnce(Config) -> CircuitBreaker,
    ) -> CircuitBreaker {
        make(declared)
    }
}
