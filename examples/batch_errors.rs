//! How does a batch report everything that went wrong, and try again what may succeed?
//!
//! One bad row does not stop the rest. The group of all failures is one error, which knows what it means; its members are
//! sorted by whether a second attempt makes sense.

use std::cell::Cell;
use std::fmt;

use ewrap::{ErrorGroup, ErrorKind, ErrorMeta, Facts, PartitionResults, meta};

#[derive(Debug, thiserror::Error)]
#[error("row {row}: {problem}")]
struct RowError {
    row: usize,
    text: &'static str,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    NoPrice,
    StoreBusy,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoPrice => "no price",
            Self::StoreBusy => "the store is busy",
        })
    }
}

impl ErrorMeta for RowError {
    fn facts(&self) -> &'static Facts {
        const FACTS: Facts = Facts::none("RowError", None);
        &FACTS
    }

    fn kind(&self) -> Option<ErrorKind> {
        Some(match self.problem {
            Problem::NoPrice => ErrorKind::Validation,
            Problem::StoreBusy => ErrorKind::Unavailable,
        })
    }

    fn retryable(&self) -> Option<bool> {
        Some(matches!(self.problem, Problem::StoreBusy))
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Takes a few rows, and is busy for as many.
struct Store(Cell<usize>);

impl Store {
    fn import(&self, row: usize, text: &'static str) -> Result<u32, RowError> {
        let failed = |problem| RowError { row, text, problem };
        let price = text.split_once(' ').and_then(|(_, price)| price.parse().ok());
        let price = price.ok_or_else(|| failed(Problem::NoPrice))?;
        self.0.set(self.0.get() + 1);
        if (3..=4).contains(&self.0.get()) { Err(failed(Problem::StoreBusy)) } else { Ok(price) }
    }

    /// Every row is tried; what failed comes back as one error, beside what was done.
    fn import_all(
        &self,
        rows: impl IntoIterator<Item = (usize, &'static str)>,
    ) -> (Vec<u32>, Result<(), ErrorGroup<RowError>>) {
        let (prices, errors) = rows.into_iter().map(|(row, text)| self.import(row, text)).partition_results();
        (prices, errors.into_result())
    }
}

fn main() {
    let rows = ["bread 3", "milk", "tea 5", "rice 2", "salt 1", "oil seven", "jam 4"];
    let store = Store(Cell::new(0));

    let (prices, result) = store.import_all((1..).zip(rows));
    println!("imported {prices:?}");
    let Err(errors) = result else { return };
    println!("{errors}");
    println!("the whole batch: retryable {:?}, {:?}", meta::retryable(&errors), meta::verdict(&errors));

    let (again, hopeless): (Vec<_>, Vec<_>) =
        errors.into_iter().partition(|error| meta::retryable(error) == Some(true));

    println!("\nonce more");
    let (prices, result) = store.import_all(again.into_iter().map(|error| (error.row, error.text)));
    println!("imported {prices:?}, {}", if result.is_ok() { "nothing failed" } else { "again in vain" });

    let hopeless = ErrorGroup::from(hopeless);
    println!("\nto be mended by hand, says status {}", meta::http_status(&hopeless));
    println!("{hopeless}");
}
