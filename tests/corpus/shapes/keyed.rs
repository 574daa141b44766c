//! One circuit for each value of an expression: it sees the arguments before the body has them, and leaves them as they
//! are.

use std::fmt::Debug;
use std::future::Future;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};

use async_trait::async_trait;
use ewrap::Registry;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, lives, log, observe, pause, run, send};

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Tenant {
    name: String,
    region: Option<u8>,
}

fn tenant() -> Tenant {
    Tenant { name: String::from("a"), region: Some(1) }
}

/// As web frameworks have them.
struct Path<T>(T);

struct Request {
    tenant: Tenant,
    body: Noisy,
}

#[circuit_breaker(name = "corpus.keyed.number", key = id)]
fn number(id: u64) -> Result<u64, Fail> {
    Ok(id)
}

#[circuit_breaker(name = "corpus.keyed.text", key = name)]
fn text(name: &str) -> Result<&str, Fail> {
    name.get(1..).ok_or(Fail::Refused)
}

#[circuit_breaker(name = "corpus.keyed.unsized_text", key = *name)]
fn unsized_text(name: &str) -> Result<usize, Fail> {
    Ok(name.len())
}

#[circuit_breaker(name = "corpus.keyed.moved", key = tenant)]
fn moved(tenant: Tenant, _noisy: Noisy) -> Result<Tenant, Fail> {
    Ok(tenant)
}

#[circuit_breaker(name = "corpus.keyed.of_owner", key = tenant.name)]
fn part(tenant: Tenant) -> Result<String, Fail> {
    Ok(tenant.name)
}

#[circuit_breaker(name = "corpus.keyed.method_call", key = tenant.region.unwrap_or_default() % 16)]
fn computed(tenant: Tenant) -> Result<Tenant, Fail> {
    Ok(tenant)
}

#[circuit_breaker(name = "corpus.keyed.block", key = { let Tenant { name, .. } = &tenant; name.len() })]
fn block(tenant: Tenant) -> Result<Tenant, Fail> {
    Ok(tenant)
}

#[circuit_breaker(name = "corpus.keyed.tuple", key = (tenant, region, 1))]
fn tuple(tenant: Tenant, region: String) -> Result<(Tenant, String), Fail> {
    Ok((tenant, region))
}

#[circuit_breaker(name = "corpus.keyed.nested_tuple", key = ((tenant, region.len() + 1), &region))]
async fn nested_tuple(tenant: Tenant, region: String) -> Result<(Tenant, String), Fail> {
    pause().await;
    Ok((tenant, region))
}

#[circuit_breaker(name = "corpus.keyed.formatted", key = format!("{}/{region}", tenant.name))]
fn formatted(tenant: &Tenant, region: u8) -> Result<usize, Fail> {
    Ok(tenant.name.len() + usize::from(region))
}

#[allow(unused_variables, reason = "the body does not read it")]
#[circuit_breaker(name = "corpus.keyed.not_in_the_body", key = shard)]
fn not_in_the_body(shard: Tenant, kept: Noisy) -> Result<&'static str, Fail> {
    let _local = Noisy("local");
    Ok(kept.0)
}

#[circuit_breaker(name = "corpus.keyed.early", key = region.ok_or(Fail::Refused)?)]
fn early(region: Option<u8>) -> Result<Option<u8>, Fail> {
    Ok(region)
}

#[circuit_breaker(name = "corpus.keyed.mutable", key = values[0])]
fn mutable(mut values: Vec<u8>, counter: &mut u8) -> Result<Vec<u8>, Fail> {
    values[0] += 1;
    *counter += 1;
    Ok(values)
}

#[circuit_breaker(name = "corpus.keyed.exclusive_argument", key = values.len())]
fn exclusive_argument(values: &mut Vec<u8>) -> Result<&mut u8, Fail> {
    values.push(1);
    values.first_mut().ok_or(Fail::Refused)
}

#[circuit_breaker(name = "corpus.keyed.generic", key = id)]
fn generic<T: Hash + Debug, const N: usize>(id: T, values: [u8; N]) -> Result<(T, usize), Fail> {
    Ok((id, values.len()))
}

#[circuit_breaker(name = "corpus.keyed.implied", key = id)]
async fn implied(id: impl Hash + Debug + Send) -> Result<usize, Fail> {
    pause().await;
    Ok(format!("{id:?}").len())
}

#[circuit_breaker(name = "corpus.keyed.object", key = Vec::from(name.as_bytes()))]
fn boxed_object(name: Box<str>) -> Result<Box<str>, Fail> {
    Ok(name)
}

#[circuit_breaker(name = "corpus.keyed.pattern", key = id)]
fn pattern(Path(id): Path<u64>, (left, _): (u8, Noisy)) -> Result<u64, Fail> {
    Ok(id + u64::from(left))
}

#[circuit_breaker(name = "corpus.keyed.patterns", key = (id, tenant, last))]
async fn patterns(
    Path(mut id): Path<u64>,
    Request { tenant, body }: Request,
    [first, .., last]: [u8; 3],
    &(ref name, _): &(String, u8),
) -> Result<(u64, Tenant, usize), Fail> {
    pause().await;
    id += u64::from(first) + u64::from(last);
    log(body.0);
    Ok((id, tenant, name.len()))
}

#[circuit_breaker(name = "corpus.keyed.patterns_by_reference", key = (name, whole, x, *number))]
fn patterns_by_reference(
    &(ref name, _): &(String, u8),
    whole @ (_, _): (u8, u8),
    Path(Request { tenant: Tenant { name: x, .. }, .. }): &mut Path<Request>,
    &mut number: &mut u8,
) -> Result<usize, Fail> {
    x.push('!');
    Ok(name.len() + x.len() + usize::from(whole.0 + number))
}

#[circuit_breaker(name = "corpus.keyed.configured", key = (here, id))]
fn configured(
    #[cfg(any())] here: String,
    #[cfg(not(any()))] here: u8,
    #[cfg(not(any()))] Path(id): Path<u8>,
) -> Result<u8, Fail> {
    Ok(here + id)
}

#[circuit_breaker(name = "corpus.keyed.later", key = tenant)]
async fn later(tenant: Tenant, noisy: Noisy) -> Result<Tenant, Fail> {
    let _local = Noisy("local");
    pause().await;
    log(noisy.0);
    Ok(tenant)
}

#[circuit_breaker(name = "corpus.keyed.of_one_thread", key = std::rc::Rc::<str>::from(name))]
async fn of_one_thread(name: &str) -> Result<usize, Fail> {
    pause().await;
    Ok(name.len())
}

#[circuit_breaker(name = "corpus.keyed.future", key = tenant)]
fn future(tenant: Tenant) -> impl Future<Output = Result<Tenant, Fail>> + Send {
    log("eager");
    async move {
        pause().await;
        Ok(tenant)
    }
}

#[circuit_breaker(name = "corpus.keyed.boxed", key = name)]
fn boxed<'a>(name: &'a str) -> Pin<Box<dyn Future<Output = Result<&'a str, Fail>> + Send + 'a>> {
    Box::pin(async move {
        pause().await;
        Ok(name)
    })
}

#[circuit_breaker(name = "corpus.keyed.fallback", key = tenant, fallback = again)]
async fn with_fallback(tenant: Tenant) -> Result<Tenant, Fail> {
    pause().await;
    Ok(tenant)
}

async fn again(tenant: Tenant) -> Result<Tenant, Fail> {
    Ok(tenant)
}

#[circuit_breaker(name = "corpus.keyed.fallback_closure", key = id, fallback = |_| Ok(id))]
fn with_closure(id: u8) -> Result<u8, Fail> {
    Ok(id)
}

#[track_caller]
#[circuit_breaker(name = "corpus.keyed.tracked", key = id)]
fn tracked(id: u8) -> Result<u32, Fail> {
    Ok(std::panic::Location::caller().line() - std::panic::Location::caller().line() + u32::from(id))
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::new);

struct Client {
    tenant: Tenant,
    registry: Arc<Registry>,
}

impl Client {
    fn new() -> Self {
        Self { tenant: tenant(), registry: Arc::new(Registry::new()) }
    }

    fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    #[circuit_breaker(name = "corpus.keyed.shared", key = self.tenant)]
    fn shared(&self) -> Result<&Tenant, Fail> {
        Ok(&self.tenant)
    }

    #[circuit_breaker(name = "corpus.keyed.exclusive", key = self.tenant())]
    async fn exclusive(&mut self, add: &str) -> Result<&mut Tenant, Fail> {
        pause().await;
        self.tenant.name.push_str(add);
        Ok(&mut self.tenant)
    }

    #[circuit_breaker(name = "corpus.keyed.owned", key = (self.tenant, by))]
    fn owned(mut self, by: u8) -> Result<Tenant, Fail> {
        self.tenant.region = Some(by);
        Ok(self.tenant)
    }

    #[circuit_breaker(name = "corpus.keyed.counted", key = self.tenant.name.as_str())]
    async fn counted(self: Arc<Self>, by: usize) -> Result<usize, Fail> {
        pause().await;
        Ok(self.tenant.name.len() + by)
    }

    #[circuit_breaker(name = "corpus.keyed.registry_field", registry = self.registry, key = self.tenant)]
    async fn registry_field(&self) -> Result<u8, Fail> {
        pause().await;
        Ok(1)
    }

    #[circuit_breaker(name = "corpus.keyed.registry_static", key = id, registry = &*REGISTRY, failure_rate = 0.5)]
    fn registry_static(id: u8) -> Result<u8, Fail> {
        Ok(id)
    }
}

#[async_trait]
trait Store: Sync {
    fn region(&self) -> u8;

    #[circuit_breaker(name = "corpus.keyed.default_method", key = (self.region(), tenant))]
    async fn default_method(&self, tenant: Tenant) -> Result<Tenant, Fail> {
        pause().await;
        Ok(tenant)
    }

    async fn below(&mut self, tenant: Tenant, noisy: Noisy) -> Result<Tenant, Fail>;
}

#[async_trait]
impl Store for Client {
    fn region(&self) -> u8 {
        self.tenant.region.unwrap_or_default()
    }

    #[circuit_breaker(name = "corpus.keyed.async_trait", key = (self.tenant.name, tenant.region))]
    async fn below(&mut self, tenant: Tenant, noisy: Noisy) -> Result<Tenant, Fail> {
        pause().await;
        log(noisy.0);
        Ok(tenant)
    }
}

trait Above {
    fn above<'a>(&'a self, id: u8) -> Pin<Box<dyn Future<Output = Result<u8, Fail>> + Send + 'a>>;
}

impl Above for Client {
    #[circuit_breaker(name = "corpus.keyed.spelled_out", key = (self.tenant, id))]
    fn above<'a>(&'a self, id: u8) -> Pin<Box<dyn Future<Output = Result<u8, Fail>> + Send + 'a>> {
        Box::pin(async move { Ok(id + self.region()) })
    }
}

macro_rules! keyed_by {
    ($name:ident, $text:literal, $key:expr, ($($arg:ident: $ty:ty),*)) => {
        #[circuit_breaker(name = $text, key = $key)]
        fn $name($($arg: $ty),*) -> Result<u8, Fail> {
            Ok($($arg +)* 0)
        }
    };
}

keyed_by!(of_macro, "corpus.keyed.of_macro", (a, b), (a: u8, b: u8));

cases! { keyed:
    fn arguments_are_borrowed() {
        observe((number(1), text("ab"), text(""), unsized_text("abc"), moved(tenant(), Noisy("argument"))));
        observe((part(tenant()), computed(tenant()), block(tenant()), tuple(tenant(), "eu".into())));
        observe((formatted(&tenant(), 2), boxed_object("boxed".into()), of_macro(1, 2)));
        lives(|| send(nested_tuple(tenant(), "eu".into())));
    }

    fn drops_stay_in_order() {
        observe(not_in_the_body(tenant(), Noisy("kept")));
        lives(|| send(later(tenant(), Noisy("argument"))));
    }

    fn what_the_key_may_do() {
        observe(early(Some(1)));
    }

    fn exclusive_arguments_stay_exclusive() {
        let (mut counter, mut values) = (1, vec![5]);
        observe(mutable(vec![1, 2], &mut counter));
        observe(exclusive_argument(&mut values).map(|first| *first));
        observe((counter, values));
    }

    fn generics() {
        observe((generic("a", [1, 2]), generic(Some(1), [0; 3])));
        lives(|| send(implied(tenant())));
    }

    fn names_from_patterns() {
        let mut request = Path(Request { tenant: tenant(), body: Noisy("body") });
        observe(pattern(Path(1), (2, Noisy("ignored"))));
        observe(patterns_by_reference(&(String::from("name"), 1), (2, 3), &mut request, &mut 4));
        observe(configured(1, Path(2)));
        let name = (String::from("name"), 1);
        lives(|| send(patterns(Path(1), Request { tenant: tenant(), body: Noisy("body") }, [1, 2, 3], &name)));
    }

    fn futures() {
        lives(|| send(of_one_thread("name")));
        lives(|| future(tenant()));
        lives(|| boxed("name"));
        lives(|| with_fallback(tenant()));
        observe((with_closure(1), tracked(2)));
    }

    fn methods() {
        let mut client = Client::new();
        observe(client.shared());
        observe(run(send(client.exclusive("b"))));
        observe(run(send(client.registry_field())));
        observe((Client::registry_static(1), client.owned(3)));
        lives(|| send(Arc::new(Client::new()).counted(1)));
    }

    fn traits() {
        let mut client = Client::new();
        observe(run(client.default_method(tenant())));
        observe(run(client.below(tenant(), Noisy("argument"))));
        observe(run(client.above(4)));
    }
}
