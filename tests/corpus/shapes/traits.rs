//! Traits: implementations, default methods, associated functions, generic traits, trait objects.

use std::fmt::{self, Debug, Display};
use std::future::Future;
use std::io::{self, Read, Write};
use std::str::FromStr;

use super::{cases, circuit_breaker};
use crate::support::{Fail, Foreign, Noisy, lives, observe, pause, run, send};

trait Store {
    const LIMIT: u8 = 9;
    type Item: Debug;

    fn get(&self, key: u8) -> Result<Self::Item, Fail>;

    #[circuit_breaker(name = "corpus.traits.default_method")]
    fn first(&self) -> Result<Self::Item, Fail> {
        self.get(Self::LIMIT)
    }

    #[circuit_breaker(name = "corpus.traits.default_sized")]
    fn both(self) -> Result<(Self::Item, Self), Fail>
    where
        Self: Sized,
    {
        Ok((self.get(1)?, self))
    }

    #[circuit_breaker(name = "corpus.traits.default_associated")]
    fn limit() -> Result<u8, Fail>
    where
        Self: Sized,
    {
        Ok(Self::LIMIT)
    }

    #[circuit_breaker(name = "corpus.traits.default_async")]
    async fn slow(&self, key: u8) -> Result<Self::Item, Fail> {
        pause().await;
        self.get(key)
    }

    #[circuit_breaker(name = "corpus.traits.default_future")]
    fn sendable(&self, key: u8) -> impl Future<Output = Result<Self::Item, Fail>> + Send
    where
        Self: Sync,
    {
        async move {
            pause().await;
            self.get(key)
        }
    }
}

struct Memory;

impl Store for Memory {
    const LIMIT: u8 = 3;
    type Item = String;

    #[circuit_breaker(name = "corpus.traits.implemented")]
    fn get(&self, key: u8) -> Result<Self::Item, Fail> {
        Ok(format!("{key} of {}", Self::LIMIT))
    }
}

impl<T: Store> Store for Vec<T> {
    type Item = Vec<T::Item>;

    #[circuit_breaker(name = "corpus.traits.blanket")]
    fn get(&self, key: u8) -> Result<Self::Item, Fail> {
        self.iter().map(|store| store.get(key)).collect()
    }

    #[circuit_breaker(name = "corpus.traits.overridden_async")]
    async fn slow(&self, key: u8) -> Result<Vec<T::Item>, Fail> {
        let mut items = Vec::new();
        for store in self {
            items.push(store.slow(key).await?);
        }
        Ok(items)
    }
}

trait Convert<T, const N: usize = 1> {
    fn convert<U: Into<T>>(&self, from: [U; N]) -> Result<Vec<T>, Fail>;
}

impl<T> Convert<T, 2> for Memory {
    #[circuit_breaker(name = "corpus.traits.generic")]
    fn convert<U: Into<T>>(&self, from: [U; 2]) -> Result<Vec<T>, Fail> {
        Ok(IntoIterator::into_iter(from).map(Into::into).collect())
    }
}

trait Ask {
    fn ask(&self) -> Result<&str, Fail>;
    fn take(self: Box<Self>) -> Result<String, Fail>;
    fn all(&mut self, each: &mut dyn FnMut(&str)) -> Result<(), Fail>;
}

impl Ask for String {
    #[circuit_breaker(name = "corpus.traits.object_shared")]
    fn ask(&self) -> Result<&str, Fail> {
        Ok(self)
    }

    #[circuit_breaker(name = "corpus.traits.object_boxed")]
    fn take(self: Box<Self>) -> Result<String, Fail> {
        Ok(*self)
    }

    #[circuit_breaker(name = "corpus.traits.object_exclusive")]
    fn all(&mut self, each: &mut dyn FnMut(&str)) -> Result<(), Fail> {
        each(self);
        self.clear();
        Ok(())
    }
}

trait Lend {
    type Lent<'a>: Debug
    where
        Self: 'a;

    fn lend<'a>(&'a mut self) -> Result<Self::Lent<'a>, Fail>;
}

impl Lend for [u8; 2] {
    type Lent<'a> = &'a mut [u8];

    #[circuit_breaker(name = "corpus.traits.generic_associated_type")]
    fn lend<'a>(&'a mut self) -> Result<Self::Lent<'a>, Fail> {
        Ok(&mut self[1..])
    }
}

#[derive(Debug)]
struct Shout(String);

impl FromStr for Shout {
    type Err = Fail;

    #[circuit_breaker(name = "corpus.traits.from_str")]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() { Err(Fail::Refused) } else { Ok(Self(text.to_uppercase())) }
    }
}

impl std::convert::TryFrom<u8> for Shout {
    type Error = Foreign;

    #[circuit_breaker(name = "corpus.traits.try_from", fallback = |_| Err(Foreign(0)))]
    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if number == 0 { Err(Foreign(number)) } else { Ok(Self(number.to_string())) }
    }
}

impl Display for Shout {
    #[circuit_breaker(name = "corpus.traits.display", fallback = |_| Err(fmt::Error))]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!", self.0)?;
        f.write_str("!")
    }
}

impl Read for Shout {
    #[circuit_breaker(name = "corpus.traits.read")]
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.as_bytes().read(buffer)?;
        self.0.drain(..read);
        Ok(read)
    }
}

impl Write for Shout {
    #[circuit_breaker(name = "corpus.traits.write")]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += std::str::from_utf8(bytes).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    #[circuit_breaker(name = "corpus.traits.flush")]
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

trait Later {
    async fn later(self, noisy: Noisy) -> Result<u8, Fail>;
    fn soon(&self, noisy: Noisy) -> impl Future<Output = Result<u8, Fail>> + Send;
}

impl Later for u8 {
    #[circuit_breaker(name = "corpus.traits.async_method")]
    async fn later(self, noisy: Noisy) -> Result<u8, Fail> {
        pause().await;
        drop(noisy);
        Ok(self)
    }

    #[circuit_breaker(name = "corpus.traits.async_for_future")]
    async fn soon(&self, _: Noisy) -> Result<u8, Fail> {
        pause().await;
        Ok(*self)
    }
}

cases! { traits:
    fn implementations_and_default_methods() {
        observe(Memory.get(1));
        observe(Memory.first());
        observe(Memory.both().map(|(item, _)| item));
        observe(<Memory as Store>::limit());
    }

    fn blanket_implementations() {
        observe(vec![Memory, Memory].first());
        observe(run(vec![vec![Memory]].slow(4)));
    }

    fn async_and_future_default_methods() {
        observe(run(Memory.slow(5)));
        observe(run(send(Memory.sendable(6))));
    }

    fn generic_traits() {
        let converted: Result<Vec<u32>, Fail> = Memory.convert([1_u8, 2]);
        observe(converted);
    }

    fn trait_objects() {
        let mut asked: Box<dyn Ask> = Box::new(String::from("asked"));
        observe(asked.ask());
        observe(asked.all(&mut |text| observe(text)));
        observe(asked.take());
    }

    fn generic_associated_types() {
        observe([1, 2].lend());
    }

    fn conversions_of_the_standard_library() {
        observe("loud".parse::<Shout>());
        observe("".parse::<Shout>());
        observe(<Shout as std::convert::TryFrom<u8>>::try_from(7));
        observe(<Shout as std::convert::TryFrom<u8>>::try_from(0));
    }

    fn formatting_and_reading_of_the_standard_library() {
        let mut shout = Shout(String::from("he"));
        observe(shout.write_all("llo".as_bytes()).is_ok() && shout.flush().is_ok());
        observe(shout.to_string());
        let mut text = String::new();
        observe(shout.read_to_string(&mut text).ok());
        observe(text);
    }

    fn async_trait_methods() {
        lives(|| 3.later(Noisy("argument")));
        lives(|| send(4.soon(Noisy("argument"))));
    }
}
