//! Every way in which an order fails, and what each means.

use std::num::ParseFloatError;
use std::time::Duration;

use ewrap::{CircuitOpen, ErrorMeta};

/// What the shop answers where it cannot answer with an order.
#[derive(Debug, thiserror::Error, ErrorMeta)]
#[meta(code_prefix = "shop.", require(code, kind), strict_pii)]
pub(crate) enum ShopError {
    // The customer's mistakes: answers, not outages.
    #[error("the order has no items")]
    #[meta(kind = Validation, code = "empty_order", help = "add at least one item")]
    EmptyOrder,
    #[error("{quantity} pieces of item {item}")]
    #[meta(kind = Validation, code = "quantity", http = 422, safe = "a quantity is from 1 to {limit}")]
    Quantity {
        #[meta(public)]
        item: u32,
        #[meta(public)]
        quantity: u32,
        #[meta(public)]
        limit: u32,
    },
    #[error("the mail address is not valid")]
    #[meta(kind = Validation, code = "mail")]
    Mail {
        #[meta(pii, redact = len)]
        address: String,
    },
    #[error("nobody is signed in")]
    #[meta(kind = Unauthenticated, code = "not_signed_in")]
    NotSignedIn,
    #[error("order {order} belongs to somebody else")]
    #[meta(kind = Permission, code = "not_yours", severity = Warning)]
    NotYours {
        #[meta(key)]
        order: u64,
    },

    // The database.
    #[error("no item {item}")]
    #[meta(kind = NotFound, code = "no_item", safe = "there is no item {item}")]
    NoItem {
        #[meta(public)]
        item: u32,
    },
    #[error("{left} of item {item} are left, {wanted} were wanted")]
    #[meta(kind = Conflict, code = "out_of_stock", safe = "only {left} are left")]
    OutOfStock {
        #[meta(public)]
        item: u32,
        #[meta(key)]
        wanted: u32,
        #[meta(public)]
        left: u32,
    },
    #[error("the database is locked")]
    #[meta(kind = Unavailable, code = "busy", retryable, retry_after = "1s")]
    Busy(#[source] rusqlite::Error),
    #[error("the database failed")]
    #[meta(kind = Database, code = "database", severity = Critical, docs = "https://example.com/runbooks/shop-db")]
    Database(#[source] rusqlite::Error),

    // The service of exchange rates.
    #[error("no rate for {currency:?}")]
    #[meta(kind = NotFound, code = "no_rate", safe = "this currency is not supported")]
    NoRate {
        #[meta(public)]
        currency: String,
    },
    #[error("the rates service limits us for {after:?}")]
    #[meta(kind = RateLimited, code = "rates_limited", http = 503, retryable)]
    RatesLimited {
        #[meta(retry_after)]
        after: Duration,
    },
    #[error("the rates service answered {status}")]
    #[meta(kind = External, code = "rates_status", retryable = .status >= 500)]
    RatesStatus {
        #[meta(key, name = "upstream_status")]
        status: u16,
    },
    #[error("the rates service cannot be reached")]
    #[meta(kind = Network, code = "rates_unreachable", retryable)]
    RatesUnreachable(#[source] Box<ureq::Error>),
    #[error("the rates service answered {text:?}")]
    #[meta(kind = External, code = "rates_garbled", severity = Critical)]
    RatesGarbled {
        #[meta(key)]
        text: String,
        source: ParseFloatError,
    },

    #[error(transparent)]
    #[meta(transparent)]
    NotAsked(#[from] CircuitOpen),
}

/// A locked database is no broken one.
impl From<rusqlite::Error> for ShopError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Busy(error),
            _ => Self::Database(error),
        }
    }
}
