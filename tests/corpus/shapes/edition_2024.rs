//! What only edition 2024 can spell: let-chains, and temporaries of the tail that end before the locals.

use std::sync::Mutex;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, log, observe, pause, run};

struct Token<'a>(&'a Noisy);

impl Drop for Token<'_> {
    fn drop(&mut self) {
        log(format!("drop token of {}", self.0.0));
    }
}

impl Token<'_> {
    fn name(&self) -> Result<&'static str, Fail> {
        Ok(self.0.0)
    }
}

#[circuit_breaker(name = "corpus.edition_2024.tail_of_local")]
fn tail_of_local() -> Result<&'static str, Fail> {
    let local = Noisy("local");
    Token(&local).name()
}

#[circuit_breaker(name = "corpus.edition_2024.lock_of_local")]
fn lock_of_local(number: u8) -> Result<u8, Fail> {
    let mutex = Mutex::new(number);
    mutex.lock().map(|locked| *locked).map_err(|_| Fail::Refused)
}

#[circuit_breaker(name = "corpus.edition_2024.let_chain")]
fn let_chain(text: Option<&str>) -> Result<u8, Fail> {
    if let Some(text) = text
        && let Ok(number) = text.parse::<u8>()
        && number > 1
    {
        return Ok(number);
    }
    Ok(0)
}

#[circuit_breaker(name = "corpus.edition_2024.chain_in_async")]
async fn chain_in_async(number: Option<u8>) -> Result<u8, Fail> {
    let _guard = Noisy("guard");
    if let Some(number) = number
        && let Some(next) = number.checked_add(1)
        && next.is_multiple_of(2)
    {
        pause().await;
        return Ok(next);
    }
    Err(Fail::Refused)
}

#[circuit_breaker(name = "corpus.edition_2024.lock_of_local_in_async")]
async fn lock_of_local_in_async(number: u8) -> Result<u8, Fail> {
    let mutex = Mutex::new(number);
    pause().await;
    mutex.lock().map(|locked| *locked).map_err(|_| Fail::Refused)
}

cases! { edition_2024:
    fn temporaries_at_the_end_borrow_from_locals() {
        observe((tail_of_local(), lock_of_local(2), run(lock_of_local_in_async(3))));
    }

    fn chains_of_lets() {
        observe([None, Some("x"), Some("1"), Some("2")].map(let_chain));
        observe([None, Some(1), Some(2)].map(|number| run(chain_in_async(number))));
    }
}
