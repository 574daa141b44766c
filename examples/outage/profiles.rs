//! What the service does, and the one line that guards it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ewrap::circuit_breaker;

use crate::database::Database;
use crate::probes::Probes;

/// A user, as the service shows it.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    /// The degraded answer has an invented one.
    pub(crate) name: String,
    /// `None`: not known at the moment.
    pub(crate) plan: Option<String>,
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, plan {}", self.name, self.plan.as_deref().unwrap_or("not known at the moment"))
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ProfileError {
    #[error("database failed")]
    Db(#[from] rusqlite::Error),
    #[error("the reading thread died")]
    Thread(#[from] tokio::task::JoinError),
}

/// What one caller wants, and how far it came.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) id: u32,
    probes: Option<Probes>,
    reached: AtomicBool,
}

impl Request {
    pub(crate) fn new(id: u32, probes: Option<Probes>) -> Self {
        Self { id, probes, reached: AtomicBool::new(false) }
    }

    /// Whether the database was asked, or the breaker answered at once.
    pub(crate) fn reached_the_database(&self) -> bool {
        // Relaxed: the caller reads it after the call, on the same task.
        self.reached.load(Ordering::Relaxed)
    }
}

/// The profile from the database; a minimal one while the database is down.
#[circuit_breaker(name = "db", threshold = 5, timeout = "500ms", fallback = minimal)]
pub(crate) async fn profile(db: &Arc<Database>, request: &Request) -> Result<Profile, ProfileError> {
    let _counted = request.probes.as_ref().and_then(Probes::enter);
    bare_profile(db, request).await
}

/// What every page can live with for a minute.
#[expect(clippy::unnecessary_wraps, reason = "a fallback returns what its function returns")]
fn minimal(_db: &Arc<Database>, request: &Request) -> Result<Profile, ProfileError> {
    Ok(Profile { name: format!("user {}", request.id), plan: None })
}

/// The same without a breaker.
pub(crate) async fn bare_profile(db: &Arc<Database>, request: &Request) -> Result<Profile, ProfileError> {
    // Relaxed: as in `reached_the_database`.
    request.reached.store(true, Ordering::Relaxed);
    db.read(request.id).await
}
