//! Rates and windows, as literals and as constants. No case fails as often as a rate demands.

use std::future::Future;
use std::time::Duration;

use ewrap::Window;

use super::{cases, circuit_breaker};
use crate::support::{Fail, lives, observe, pause, run, send};

const RATE: f64 = 0.5;
const SPAN: Duration = Duration::from_secs(30);
const WINDOW: Window = Window::tumbling(SPAN);

struct Limits;

impl Limits {
    const LEAST: u32 = 15;
    const SLOW: Duration = Duration::from_millis(1_500);
}

#[circuit_breaker(name = "corpus.policies.failure_rate", failure_rate = 0.5)]
fn failure_rate(fails: bool) -> Result<u8, Fail> {
    if fails { Err(Fail::Refused) } else { Ok(1) }
}

#[circuit_breaker(name = "corpus.policies.calls", failure_rate = 1, window = 20, min_calls = 20)]
fn calls(fails: bool) -> Result<u8, Fail> {
    if fails { Err(Fail::Refused) } else { Ok(2) }
}

#[circuit_breaker(name = "corpus.policies.time", failure_rate = 0.25, window = "1m 30s", min_calls = 8)]
async fn time(fails: bool) -> Result<u8, Fail> {
    pause().await;
    if fails { Err(Fail::Refused) } else { Ok(3) }
}

#[circuit_breaker(name = "corpus.policies.slow", slow_call = "2s", slow_rate = 1.0)]
fn slow(number: u8) -> Result<u8, Fail> {
    Ok(number)
}

#[circuit_breaker(name = "corpus.policies.slow_calls_only", slow_call = "250ms")]
fn slow_calls_only(number: u8) -> Result<u8, Fail> {
    Ok(number)
}

#[circuit_breaker(
    name = "corpus.policies.any_order",
    min_calls = 20,
    window = "10s",
    slow_rate = 0.9,
    failure_rate = 0.5,
    slow_call = "1s",
    threshold = 3
)]
fn any_order(number: u8) -> impl Future<Output = Result<u8, Fail>> + Send {
    async move {
        pause().await;
        Ok(number)
    }
}

#[circuit_breaker(
    name = "corpus.policies.constants",
    failure_rate = RATE,
    slow_rate = 1.0 / 3.0,
    slow_call = Limits::SLOW,
    window = WINDOW,
    min_calls = Limits::LEAST
)]
async fn constants(number: u8) -> Result<u8, Fail> {
    pause().await;
    Ok(number)
}

#[circuit_breaker(name = "corpus.policies.expressions", failure_rate = RATE / 2.0, window = Window::calls(10 * 2))]
fn expressions(number: u8) -> Result<u8, Fail> {
    Ok(number)
}

macro_rules! with_policy {
    ($($name:ident, $text:literal, $rate:expr, $window:expr, $least:literal;)*) => {$(
        #[circuit_breaker(name = $text, failure_rate = $rate, window = $window, min_calls = $least)]
        fn $name(number: u8) -> Result<u8, Fail> {
            Ok(number)
        }
    )*};
}

with_policy! {
    of_macro, "corpus.policies.of_macro", 0.5, 10, 5;
    of_macro_by_time, "corpus.policies.of_macro_by_time", RATE, "10s", 5;
}

cases! { policies:
    fn rates_over_calls_and_time() {
        observe([true, true, false].map(failure_rate));
        observe([true, true, false].map(calls));
        observe([true, false].map(|fails| run(send(time(fails)))));
    }

    fn slow_calls() {
        observe((slow(1), slow_calls_only(2)));
        lives(|| send(any_order(3)));
    }

    fn constants_and_expressions() {
        lives(|| send(constants(4)));
        observe((expressions(5), of_macro(6), of_macro_by_time(7)));
    }
}
