//! A closure as the fallback: it takes the cause, and may use the arguments.

use ewrap::{Cause, circuit_breaker};

use crate::support::{Counted, Fail, Foreign, Noisy, log, pause, record, run, send};

#[circuit_breaker(name = "corpus.closures.untyped", threshold = 1, fallback = |cause| match cause {
    Cause::Rejected(open) => Ok(open.breaker().len()),
    Cause::Failed(error) => Err(error),
})]
fn untyped(fail: Option<Fail>) -> Result<usize, Fail> {
    fail.map_or(Ok(0), Err)
}

#[test]
fn an_untyped_closure_is_told_the_cause() {
    assert_eq!(untyped(Some(Fail::Refused)), Err(Fail::Refused));
    assert_eq!(untyped(None), Ok("corpus.closures.untyped".len()));
}

#[circuit_breaker(
    name = "corpus.closures.typed",
    threshold = 1,
    fallback = |cause: ewrap::Cause<Foreign>| -> Result<String, Foreign> {
        if let Cause::Failed(Foreign(code)) = cause {
            return Err(Foreign(code + 1));
        }
        Ok("typed".into())
    }
)]
fn typed(number: u8) -> Result<String, Foreign> {
    Err(Foreign(number))
}

#[test]
fn a_typed_closure_returns_to_itself() {
    assert_eq!(typed(1), Err(Foreign(2)));
    assert_eq!(typed(1), Ok("typed".into()));
}

#[circuit_breaker(name = "corpus.closures.ignoring", threshold = 1, fallback = |_| Ok(Vec::new()))]
fn ignoring(fails: bool) -> Result<Vec<Foreign>, Fail> {
    if fails { Err(Fail::Refused) } else { Ok(vec![Foreign(1)]) }
}

#[test]
fn a_closure_may_ignore_the_cause() {
    assert_eq!(ignoring(false), Ok(vec![Foreign(1)]));
    assert_eq!(ignoring(true), Ok(vec![]));
    assert_eq!(ignoring(false), Ok(vec![]));
}

#[circuit_breaker(
    name = "corpus.closures.arguments",
    threshold = 1,
    fallback = |_| Ok(format!("{name} {} {number}", &text[1..]))
)]
fn arguments(name: Counted, text: &str, mut number: u8) -> Result<String, Fail> {
    number += 1;
    drop(name);
    Err(Fail::Code((text.len() + usize::from(number)) as u16))
}

impl std::fmt::Display for Counted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

#[test]
fn a_closure_uses_the_arguments_as_they_came() {
    let call = || assert_eq!(arguments(Counted("a"), "text", 1), Ok("a ext 1".into()));
    assert_eq!(record(call), ["clone a"]);
    assert_eq!(record(call), [""; 0]);
}

#[circuit_breaker(
    name = "corpus.closures.exclusive",
    threshold = 1,
    fallback = |_| { values.push(9); Ok(values.len()) }
)]
fn exclusive(values: &mut Vec<u8>) -> Result<usize, Fail> {
    values.push(1);
    Err(Fail::Refused)
}

#[test]
fn a_closure_uses_an_exclusive_reference() {
    let mut values = vec![];
    assert_eq!((exclusive(&mut values), exclusive(&mut values)), (Ok(2), Ok(3)));
    assert_eq!(values, [1, 9, 9]);
}

#[circuit_breaker(name = "corpus.closures.patterns", threshold = 1, fallback = |_| Ok(number))]
fn patterns((a, _): (usize, Noisy), number: usize, [_first, rest @ ..]: [usize; 3]) -> Result<usize, Fail> {
    Err(Fail::Code((a + number + rest[0]) as u16))
}

#[test]
fn a_closure_stands_beside_patterns() {
    let call = |number| patterns((1, Noisy("part")), number, [3, 4, 5]);
    assert_eq!((call(1), call(2)), (Ok(1), Ok(2)));
}

struct Client {
    spare: String,
}

impl Client {
    #[circuit_breaker(name = "corpus.closures.shared", threshold = 1, fallback = |_| self.spare(&key))]
    fn shared(&self, key: String) -> Result<String, Fail> {
        if key.is_empty() { Err(Fail::Refused) } else { Ok(key) }
    }

    fn spare(&self, key: &str) -> Result<String, Fail> {
        Ok(format!("{key}{}", self.spare))
    }

    #[circuit_breaker(
        name = "corpus.closures.exclusive_self",
        threshold = 1,
        fallback = move |_| { self.spare.push('!'); Ok(self.spare.len()) }
    )]
    fn exclusive(&mut self) -> Result<usize, Fail> {
        self.spare.push('?');
        Err(Fail::Refused)
    }

    #[circuit_breaker(
        name = "corpus.closures.owned_self",
        threshold = 1,
        fallback_on = open,
        fallback = |_| Ok(self.spare)
    )]
    fn owned(self) -> Result<String, Fail> {
        Err(Fail::Code(self.spare.len() as u16))
    }

    #[circuit_breaker(
        name = "corpus.closures.async_self",
        threshold = 1,
        fallback = async |_| { pause().await; Ok(&self.spare) }
    )]
    async fn asynchronous(&self) -> Result<&String, Fail> {
        pause().await;
        Err(Fail::Refused)
    }
}

#[test]
fn a_closure_uses_the_receiver() {
    let mut client = Client { spare: "spare".into() };
    assert_eq!((client.shared("".into()), client.shared("b".into())), (Ok("spare".into()), Ok("bspare".into())));
    assert_eq!(run(client.asynchronous()), Ok(&"spare".into()));
    assert_eq!((client.exclusive(), client.exclusive()), (Ok(7), Ok(8)));
    assert_eq!(client.owned(), Err(Fail::Code(8)));
    assert_eq!(Client { spare: "last".into() }.owned(), Ok("last".into()));
}

#[circuit_breaker(
    name = "corpus.closures.sync_in_async",
    threshold = 1,
    fallback = |cause| Ok(matches!(cause, Cause::Rejected(_)))
)]
async fn sync_in_async() -> Result<bool, Fail> {
    pause().await;
    Err(Fail::Refused)
}

#[test]
fn a_sync_closure_answers_an_async_call() {
    assert_eq!((run(send(sync_in_async())), run(sync_in_async())), (Ok(false), Ok(true)));
}

#[circuit_breaker(name = "corpus.closures.async_block", threshold = 1, fallback = |cause| async move {
    pause().await;
    match cause {
        Cause::Rejected(_) => Ok(number),
        Cause::Failed(error) => Err(error),
    }
})]
async fn async_block(number: u8) -> Result<u8, Fail> {
    Err(Fail::Code(number.into()))
}

#[circuit_breaker(name = "corpus.closures.async_closure", threshold = 1, fallback = async |cause: Cause<Fail>| {
    pause().await;
    log(text.clone());
    if let Cause::Failed(error) = cause { Err(error) } else { Ok(text) }
})]
async fn async_closure(text: String) -> Result<String, Fail> {
    drop(text);
    pause().await;
    Err(Fail::Refused)
}

#[test]
fn async_closures_and_blocks_answer_async_calls() {
    assert_eq!((run(send(async_block(1))), run(async_block(2))), (Err(Fail::Code(1)), Ok(2)));
    let call = || run(async_closure("text".into()));
    let log = record(|| assert_eq!((call(), call()), (Err(Fail::Refused), Ok("text".into()))));
    assert_eq!(log, ["text", "text"]);
}

#[circuit_breaker(name = "corpus.closures.generic", threshold = 1, fallback = |_| Ok(T::default()))]
fn generic<T: Default, F: FnOnce() -> Option<T>>(make: F) -> Result<T, Fail> {
    make().ok_or(Fail::Refused)
}

#[test]
fn a_closure_in_a_generic_function_asks_nothing_of_the_types() {
    assert_eq!(generic(|| Some(7)), Ok(7));
    assert_eq!(generic(|| None::<String>), Ok(String::new()));
    assert_eq!(generic(|| Some(Foreign(1)).map(|foreign| foreign.0)), Ok(0));
}

#[circuit_breaker(name = "corpus.closures.any_error", threshold = 1, fallback = |cause| match cause {
    Cause::Failed(error) => Err(error),
    Cause::Rejected(open) => panic!("{}", open),
})]
async fn any_error<T, E>(result: Result<T, E>) -> Result<T, E> {
    pause().await;
    result
}

#[circuit_breaker(name = "corpus.closures.no_error", threshold = 1, fallback = |cause| match cause {
    Cause::Failed(never) => match never {},
    Cause::Rejected(_) => Ok(number),
})]
fn no_error(number: u8) -> Result<u8, std::convert::Infallible> {
    Ok(number + 1)
}

#[test]
fn a_closure_serves_errors_nothing_is_known_of() {
    assert_eq!((run(any_error::<_, ()>(Ok(1))), run(any_error::<u8, _>(Err("2")))), (Ok(1), Err("2")));
    assert_eq!(no_error(1), Ok(2));
}

#[circuit_breaker(
    name = "corpus.closures.inferred",
    threshold = 1,
    fallback = |_| Ok(text.split(' ').map(str::len).collect())
)]
fn inferred(text: &str) -> Result<Vec<usize>, Box<dyn std::error::Error>> {
    Err(text)?
}

#[test]
fn the_return_type_decides_what_a_closure_makes() {
    assert_eq!(inferred("one three").ok(), Some(vec![3, 5]));
    assert_eq!(inferred("two").ok(), Some(vec![3]));
}

#[circuit_breaker(name = "corpus.closures.question_mark", threshold = 1, fallback = |_| Ok(text.parse::<u8>()? + 1))]
fn question_mark(text: &str) -> Result<u8, Fail> {
    log(text);
    Err(Fail::Open)
}

#[test]
fn a_question_mark_in_a_closure_leaves_the_closure() {
    assert_eq!((question_mark("x"), question_mark("7")), (Err(Fail::Refused), Ok(8)));
}

#[circuit_breaker(name = "corpus.closures.impl_result", threshold = 1, fallback = |_| Ok((0..2).rev()))]
fn impl_result(up_to: u8) -> Result<impl Iterator<Item = u8>, Fail> {
    if up_to == 0 { Err(Fail::Refused) } else { Ok((0..up_to).rev()) }
}

#[test]
fn a_closure_gives_an_impl_type() {
    let values = |up_to| impl_result(up_to).map(Iterator::collect::<Vec<_>>);
    assert_eq!((values(3), values(0), values(3)), (Ok(vec![2, 1, 0]), Ok(vec![1, 0]), Ok(vec![1, 0])));
}

#[circuit_breaker(
    name = "corpus.closures.diverging",
    threshold = 1,
    fallback = |cause| panic!("no answer: {:?}", cause),
    fallback_on = open
)]
fn diverging() -> Result<u8, Fail> {
    Err(Fail::Refused)
}

#[test]
fn a_closure_may_panic_instead() {
    assert_eq!(diverging(), Err(Fail::Refused));
    let log = record(|| crate::support::caught(diverging));
    assert!(log[0].contains("no answer: Rejected"), "{:?}", log);
}
