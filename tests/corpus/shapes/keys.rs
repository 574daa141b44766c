//! The words of the attribute. A threshold of one opens at the first failure: so these cases also tell that what
//! an attribute declares to be no failure is none, for a twin that opened would answer differently.

use std::future::Future;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use ewrap::Registry;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Foreign, lives, observe, pause, run, send};

const NAME: &str = "corpus.keys.const_name";
const PATIENCE: Duration = Duration::from_secs(7);

mod names {
    pub(super) const DEEP: &str = "corpus.keys.const_path";
}

struct Config;

impl Config {
    const NAME: &'static str = "corpus.keys.associated_name";
    const PATIENCE: Duration = Duration::from_millis(70);
}

#[circuit_breaker(name = NAME)]
fn const_name() -> Result<u8, Fail> {
    Ok(1)
}

#[circuit_breaker(name = self::names::DEEP, threshold = 2)]
fn const_path() -> Result<u8, Fail> {
    Ok(2)
}

#[circuit_breaker(name = Config::NAME, timeout = Config::PATIENCE)]
async fn associated_name() -> Result<u8, Fail> {
    Ok(3)
}

#[circuit_breaker(name = "corpus.keys.numbers", threshold = 3, half_open_calls = 2, success_threshold = 2)]
fn numbers() -> Result<u8, Fail> {
    Ok(4)
}

#[circuit_breaker(name = "corpus.keys.text_timeout", timeout = "1m 30s")]
fn text_timeout() -> Result<u8, Fail> {
    Ok(5)
}

#[circuit_breaker(name = "corpus.keys.expression_timeout", timeout = Duration::from_secs(60 * 2))]
fn expression_timeout() -> Result<u8, Fail> {
    Ok(6)
}

#[circuit_breaker(timeout = PATIENCE, threshold = 1_000, name = "corpus.keys.any_order", success_threshold = 1)]
async fn any_order() -> Result<u8, Fail> {
    pause().await;
    Ok(7)
}

#[circuit_breaker(name = "corpus.keys.ignore_one", threshold = 1, ignore(Fail::Refused))]
fn ignore_one(fails: bool) -> Result<u8, Fail> {
    if fails { Err(Fail::Refused) } else { Ok(1) }
}

#[circuit_breaker(name = "corpus.keys.ignore_several", threshold = 1, ignore(Fail::Refused | Fail::Code(400..=499)))]
fn ignore_several(fail: Option<Fail>) -> Result<u8, Fail> {
    fail.map_or(Ok(2), Err)
}

#[circuit_breaker(name = "corpus.keys.ignore_guarded", threshold = 1, ignore(Fail::Code(code) if *code < 500))]
async fn ignore_guarded(fail: Option<Fail>) -> Result<u8, Fail> {
    pause().await;
    fail.map_or(Ok(3), Err)
}

#[circuit_breaker(name = "corpus.keys.ignore_any", threshold = 1, ignore(_))]
fn ignore_any(fail: Option<Fail>) -> Result<u8, Fail> {
    fail.map_or(Ok(3), Err)
}

#[circuit_breaker(
    name = "corpus.keys.ignore_foreign",
    threshold = 1,
    ignore(Foreign(0..9)),
    fallback = |_| Err(Foreign(9))
)]
fn ignore_foreign(fails: bool) -> Result<u8, Foreign> {
    if fails { Err(Foreign(1)) } else { Ok(4) }
}

#[circuit_breaker(
    name = "corpus.keys.judge_typed",
    threshold = 1,
    failure_if = |result: &Result<u8, Fail>| -> bool { matches!(result, Err(Fail::Open)) }
)]
fn judge_typed(fail: Option<Fail>) -> Result<u8, Fail> {
    fail.map_or(Ok(5), Err)
}

#[circuit_breaker(
    name = "corpus.keys.judge_untyped",
    threshold = 1,
    failure_if = |result| result.as_ref().is_ok_and(|n| *n > 9)
)]
async fn judge_untyped(fail: Option<Fail>) -> Result<u8, Fail> {
    pause().await;
    fail.map_or(Ok(6), Err)
}

fn is_open<T>(result: &Result<T, Fail>) -> bool {
    matches!(result, Err(Fail::Open))
}

#[circuit_breaker(name = "corpus.keys.judge_path", threshold = 1, failure_if = is_open)]
fn judge_path<T: Clone>(value: &T, fails: bool) -> Result<T, Fail> {
    if fails { Err(Fail::Refused) } else { Ok(value.clone()) }
}

#[circuit_breaker(name = "corpus.keys.judge_turbofish", threshold = 1, failure_if = self::is_open::<&str>)]
fn judge_turbofish(fails: bool) -> impl Future<Output = Result<&'static str, Fail>> + Send {
    async move { if fails { Err(Fail::Refused) } else { Ok("fine") } }
}

#[circuit_breaker(
    name = "corpus.keys.judge_and_ignore",
    threshold = 1,
    ignore(Fail::Refused),
    failure_if = |result| matches!(result, Err(Fail::Open))
)]
fn judge_and_ignore(fail: Option<Fail>) -> Result<u8, Fail> {
    fail.map_or(Ok(7), Err)
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::new);

fn registry() -> &'static Registry {
    &REGISTRY
}

#[circuit_breaker(name = "corpus.keys.registry_function", registry = registry())]
fn registry_function() -> Result<u8, Fail> {
    Ok(8)
}

#[circuit_breaker(name = "corpus.keys.registry_static", registry = &*REGISTRY)]
async fn registry_static() -> Result<u8, Fail> {
    pause().await;
    Ok(9)
}

#[circuit_breaker(name = "corpus.keys.registry_argument", registry = registry)]
fn registry_argument(registry: &Registry, number: u8) -> Result<u8, Fail> {
    let _used = registry;
    Ok(number)
}

struct Client {
    registry: Arc<Registry>,
}

impl Client {
    #[circuit_breaker(name = "corpus.keys.registry_field", registry = &self.registry)]
    async fn field(&self) -> Result<u8, Fail> {
        pause().await;
        Ok(10)
    }

    #[circuit_breaker(name = "corpus.keys.registry_of_owner", registry = self.registry.clone())]
    fn owner(self) -> Result<Self, Fail> {
        Ok(self)
    }

    #[circuit_breaker(name = "corpus.keys.registry_for_exclusive", registry = &self.registry)]
    fn exclusive(&mut self) -> Result<&mut Arc<Registry>, Fail> {
        Ok(&mut self.registry)
    }
}

#[circuit_breaker(name = "corpus.keys.facade", threshold = 2, ignore(Fail::Refused), crate = crate::support::facade)]
fn facade(number: u8) -> Result<u8, Fail> {
    Ok(number)
}

fn everything_again(text: String, number: &mut u8) -> Result<usize, Fail> {
    *number = 0;
    Ok(text.len())
}

#[circuit_breaker(
    name = "corpus.keys.everything",
    threshold = 1,
    timeout = "1h",
    half_open_calls = 3,
    success_threshold = 3,
    ignore(Fail::Refused | Fail::Code(1..=9) | Fail::Open if true),
    failure_if = |result: &Result<usize, Fail>| result.is_err(),
    fallback = everything_again,
    fallback_on = any,
    registry = registry(),
    crate = ::ewrap,
)]
async fn everything(text: String, number: &mut u8) -> Result<usize, Fail> {
    pause().await;
    *number += 1;
    Ok(text.len() + usize::from(*number))
}

cases! { keys:
    fn names_may_be_constants() {
        observe((const_name(), const_path(), run(associated_name())));
    }

    fn numbers_and_durations() {
        observe((numbers(), text_timeout(), expression_timeout()));
        lives(|| send(any_order()));
    }

    fn ignored_errors_do_not_open() {
        observe([true, true, false].map(ignore_one));
        observe([Some(Fail::Refused), Some(Fail::Code(404)), None].map(ignore_several));
        observe([Some(Fail::Code(404)), Some(Fail::Code(1)), None].map(|fail| run(send(ignore_guarded(fail)))));
        observe([Some(Fail::Refused), Some(Fail::Open), None].map(ignore_any));
        observe([true, true, false].map(ignore_foreign));
    }

    fn results_that_are_judged_no_failure_do_not_open() {
        observe([Some(Fail::Refused), Some(Fail::Code(1)), None].map(judge_typed));
        observe([Some(Fail::Refused), Some(Fail::Code(1)), None].map(|fail| run(send(judge_untyped(fail)))));
        observe([true, true, false].map(|fails| judge_path(&1, fails)));
        observe([true, true, false].map(|fails| run(send(judge_turbofish(fails)))));
        observe([Some(Fail::Refused), Some(Fail::Code(1)), None].map(judge_and_ignore));
    }

    fn registries_of_ones_own() {
        let registry = Registry::new();
        let mut client = Client { registry: Arc::new(Registry::new()) };
        observe((registry_function(), run(send(registry_static())), registry_argument(&registry, 1)));
        observe((run(send(client.field())), client.exclusive().is_ok(), client.owner().is_ok()));
    }

    fn a_facade_by_another_path() {
        observe(facade(1));
    }

    fn everything_at_once() {
        let mut number = 1;
        observe(run(send(everything("text".into(), &mut number))));
        observe(number);
    }
}
