//! Which errors can this program make, and is any code used twice?
//!
//! Every type whose `ErrorMeta` is derived is in the catalogue, with what it says at compile time. Print it for the
//! handbook, and let a test call `check`.

use ewrap::ErrorMeta;

/// What the shop's stock says.
#[derive(Debug, thiserror::Error, ErrorMeta)]
#[meta(code_prefix = "stock.", require(code, kind))]
pub enum StockError {
    /// An answer, not an outage.
    #[error("no item {0}")]
    #[meta(kind = NotFound, code = "no_item", safe = "there is no item {0}", help = "look at the list of items")]
    NoItem(u32),
    /// The database's own words are for the log only.
    #[error("the database failed")]
    #[meta(kind = Database, code = "down", severity = Critical, retryable, retry_after = "5s")]
    #[meta(steps("look at the dashboard", "call the team"), docs = "https://example.com/stock#down")]
    Down(#[source] std::io::Error),
}

/// What the till says.
#[derive(Debug, thiserror::Error, ErrorMeta)]
#[error("card {card} was refused")]
#[meta(kind = Custom("payment"), code = "till.refused", http = 402, safe = "the card was refused", failure = false)]
pub struct Refused {
    /// Never written as it is.
    #[meta(redact = last4)]
    card: String,
    /// What the bank calls it.
    #[meta(public)]
    reason: &'static str,
}

/// Someone copied the line above.
#[derive(Debug, ErrorMeta)]
#[meta(code = "till.refused")]
pub struct Copied;

fn main() {
    let catalog = ewrap::catalog();
    print!("{}", catalog.to_markdown());

    println!("\nas JSON, the first line of {}:", catalog.iter().count());
    println!("{}", catalog.to_json().lines().nth(1).unwrap_or_default().trim());

    let refused = catalog.find("till.refused").expect("it is derived above");
    println!("\ntill.refused is {}, from line {}", refused.type_name, refused.line);

    match catalog.check() {
        Ok(()) => println!("every code is used once"),
        Err(duplicates) => println!("{duplicates}"),
    }

    let (stock, refused) = (StockError::NoItem(7), Refused { card: "4111111111111111".to_owned(), reason: "limit" });
    println!("\na client reads: {}; {}", ewrap::meta::safe_message(&stock), ewrap::meta::safe_message(&refused));
}
