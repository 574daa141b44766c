//! What does one error enum do for a service, from the failing call to the log, the client and the breaker?
//!
//! An order takes from a stock in `SQLite` and asks a service over HTTP for a rate. Each failure is shown as the log has it,
//! as the client gets it, and with what it did to the breaker. Run it with `cargo run --example shop`.

mod error;
mod rates;
mod stock;

use ewrap::{ErrorRecord, Problem, Registry, meta};

use crate::error::ShopError;
use crate::rates::Rates;
use crate::stock::Stock;

/// The most pieces in one order.
const LIMIT: u32 = 100;

struct Order<'a> {
    mail: &'a str,
    currency: &'a str,
    items: &'a [(u32, u32)],
}

struct Shop {
    stock: Stock,
    rates: Rates,
}

impl Shop {
    fn order(&self, user: Option<&str>, order: &Order<'_>) -> Result<f64, ShopError> {
        user.ok_or(ShopError::NotSignedIn)?;
        if !order.mail.contains('@') {
            return Err(ShopError::Mail { address: order.mail.to_owned() });
        }
        if order.items.is_empty() {
            return Err(ShopError::EmptyOrder);
        }
        let mut sum = 0.0;
        for &(item, quantity) in order.items {
            if !(1..=LIMIT).contains(&quantity) {
                return Err(ShopError::Quantity { item, quantity, limit: LIMIT });
            }
            sum += self.stock.take(item, quantity)?;
        }
        Ok(sum * self.rates.rate(order.currency)?)
    }

    /// The bill of an order, which only its owner may see.
    fn bill(user: &str, order: u64) -> Result<f64, ShopError> {
        if user == "ada" { Ok(12.5) } else { Err(ShopError::NotYours { order }) }
    }
}

fn show(what: &str, result: Result<f64, ShopError>) {
    println!("## {what}");
    let Err(error) = result else {
        println!("ok\n");
        return;
    };
    println!("log     {}", ErrorRecord::of(&error).to_json());
    let problem = Problem::of(&error);
    println!("client  {} {}", problem.status(), problem.to_json());
    for (name, value) in problem.headers() {
        println!("        {name}: {value}");
    }
    println!("verdict {:?}, retryable {:?}\n", meta::verdict(&error), meta::retryable(&error));
}

/// A rejection says when to come back, which no two runs say alike.
fn rejected(what: &str, result: Result<f64, ShopError>) {
    let Err(error @ ShopError::NotAsked(_)) = result else { return show(what, result) };
    println!("## {what}");
    let (status, waits) = (Problem::of(&error).status(), meta::retry_after(&error).is_some());
    println!("client  {status}, told when to come back: {waits}");
    println!("verdict {:?}, retryable {:?}\n", meta::verdict(&error), meta::retryable(&error));
}

fn circuits(when: &str) {
    let state =
        |name| Registry::global().get(name).map_or_else(|| "never called".to_owned(), |it| it.state().to_string());
    println!("=> {when}: stock {}, rates {}\n", state("stock"), state("rates"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop { stock: Stock::open()?, rates: Rates::at(rates::serve()?) };
    let order = |currency, items| shop.order(Some("ada"), &Order { mail: "ada@example.com", currency, items });

    show("an order", order("USD", &[(1, 1)]));
    show("nobody", shop.order(None, &Order { mail: "", currency: "USD", items: &[] }));
    show("a bad address", shop.order(Some("ada"), &Order { mail: "secret-address", currency: "USD", items: &[] }));
    show("no items", order("USD", &[]));
    show("too many", order("USD", &[(1, 1_000)]));
    show("an unknown item", order("USD", &[(7, 1)]));
    show("more than are left", order("USD", &[(1, 50)]));
    show("an unknown currency", order("SEK", &[(1, 1)]));
    show("somebody else's bill", Shop::bill("eve", 4711));
    circuits("after answers that are no outage");

    show("a rate limit", order("GBP", &[(1, 1)]));
    show("a service out of order", order("CHF", &[(1, 1)]));
    circuits("after two failures of the rates");
    rejected("the same once more", order("USD", &[(1, 1)]));

    shop.stock.drop_table()?;
    for _ in 0..2 {
        order("USD", &[(1, 1)]).err();
    }
    show("a broken database", order("USD", &[(1, 1)]));
    circuits("after three failures of the database");
    Ok(())
}
