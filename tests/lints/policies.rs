//! Rates, windows, and a circuit for each key.

use core::fmt::Debug;
use core::future::ready;
use core::hash::Hash;
use core::panic::Location;
use core::time::Duration;

use async_trait::async_trait;
use ewrap::{Window, circuit_breaker};

use crate::support::{Fail, seen};

/// Half of all calls.
const HALF: f64 = 0.5_f64;

/// Half a minute.
const WINDOW: Window = Window::time(Duration::from_secs(30));

/// By literals.
#[circuit_breaker(
    name = "lints.policies.literals",
    failure_rate = 0.5,
    slow_rate = 1,
    slow_call = "2s",
    window = 50,
    min_calls = 20
)]
fn literals(number: u8) -> Result<u8, Fail> {
    if number == 0 { Err(Fail::Missing) } else { Ok(number) }
}

/// By constants.
#[circuit_breaker(name = "lints.policies.constants", failure_rate = HALF, window = WINDOW, threshold = 7)]
async fn constants(number: u8) -> Result<u8, Fail> {
    ready(Ok(number)).await
}

/// A key that is an argument, passed by value.
#[circuit_breaker(name = "lints.policies.argument", key = tenant)]
fn argument(tenant: String) -> Result<String, Fail> {
    Ok(tenant)
}

/// A key that is a reference.
#[circuit_breaker(name = "lints.policies.reference", key = tenant)]
fn reference(tenant: &str) -> Result<usize, Fail> {
    tenant.find('a').ok_or(Fail::Missing)
}

/// A key that is a number.
#[circuit_breaker(name = "lints.policies.number", key = id)]
async fn number(id: u64) -> Result<u64, Fail> {
    ready(Ok(id)).await
}

/// A key of several parts, not all of them arguments.
#[circuit_breaker(name = "lints.policies.tuple", key = (tenant, region.len()))]
async fn tuple(tenant: String, region: String) -> Result<String, Fail> {
    let both = [tenant, region].concat();
    ready(Ok(both)).await
}

/// A key that is nothing but a part of it.
#[circuit_breaker(name = "lints.policies.only_key", key = id)]
fn only_key(id: u8) -> Result<u8, Fail> {
    Ok(1)
}

/// The same, from a pattern, where the caller's location gets through.
#[track_caller]
#[circuit_breaker(name = "lints.policies.tracked", key = id)]
fn tracked(Path(id): Path<u64>) -> Result<u32, Fail> {
    Ok(Location::caller().line())
}

/// A generic key.
#[circuit_breaker(name = "lints.policies.generic", key = id)]
fn generic<T: Hash + Debug>(id: T) -> Result<T, Fail> {
    Ok(id)
}

/// A wrapper.
#[derive(Debug, Clone, Copy)]
struct Path<T>(T);

/// A request.
#[derive(Debug)]
struct Request {
    /// Whose it is.
    tenant: String,
    /// What it says.
    body: String,
}

/// A key from patterns.
#[circuit_breaker(name = "lints.policies.patterns", key = (id, tenant))]
fn patterns(Path(id): Path<u64>, Request { tenant, body }: Request, (_, _): (u8, u8)) -> Result<String, Fail> {
    Ok([tenant, body].concat())
}

/// The same, async, and with a fallback.
#[circuit_breaker(name = "lints.policies.async_patterns", key = id, fallback = |_| Ok(0))]
async fn async_patterns(Path(id): Path<u64>) -> Result<u64, Fail> {
    ready(Ok(id)).await
}

/// A future.
#[circuit_breaker(name = "lints.policies.future", key = tenant)]
fn future(tenant: String) -> impl Future<Output = Result<String, Fail>> + Send {
    ready(Ok(tenant))
}

/// One of many.
#[derive(Debug, Clone)]
struct Client {
    /// Whose it is.
    tenant: String,
}

impl Client {
    /// A key that is a field.
    #[circuit_breaker(name = "lints.policies.field", key = self.tenant)]
    async fn field(&self) -> Result<&str, Fail> {
        ready(Ok(self.tenant.as_str())).await
    }

    /// The same of an owner.
    #[circuit_breaker(name = "lints.policies.owner", key = self.tenant)]
    fn owner(self) -> Result<String, Fail> {
        Ok(self.tenant)
    }
}

/// Something that loads.
#[async_trait]
trait Load {
    /// Loads.
    async fn load(&self, id: String) -> Result<String, Fail>;
}

#[async_trait]
impl Load for Client {
    #[circuit_breaker(name = "lints.policies.async_trait", key = (self.tenant, id))]
    async fn load(&self, id: String) -> Result<String, Fail> {
        ready(Ok(id)).await
    }
}

/// Calls them all.
pub(crate) async fn all() -> Result<(), Fail> {
    let text = || String::from("text");
    let client = Client { tenant: text() };
    seen(&[literals(1)?, constants(2).await?, only_key(3)?, generic(4)?]);
    seen(&(tracked(Path(10))?, argument(text())?, reference("a")?, number(5).await?, tuple(text(), text()).await?));
    seen(&patterns(Path(6), Request { tenant: text(), body: text() }, (7, 8))?);
    seen(&(async_patterns(Path(9)).await?, future(text()).await?));
    seen(&(client.field().await?, client.load(text()).await?, client.clone().owner()?));
    Ok(())
}
