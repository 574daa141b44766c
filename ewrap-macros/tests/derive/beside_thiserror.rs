#[meta(severity = Warning, code_prefix = "user.")]
enum ProfileError {
    #[error("no user {id}")]
    #[meta(kind = NotFound, code = "not_found", http = 404, safe = "no user {id}")]
    NoUser {
        #[meta(key)]
        id: u64,
        #[meta(redact = last4)]
        phone: String,
    },
    #[error("database failed")]
    #[meta(kind = Database, severity = Critical, retryable)]
    Db(#[from] rusqlite::Error),
    #[error(transparent)]
    #[meta(transparent)]
    Open(#[from] ewrap::CircuitOpen),
}
