//! The peers, each by what its documentation advises.

use std::error::Error;
use std::hint::black_box;

use super::case::Case;
use super::{DROP, FORMATTED, JSON, LITERAL, METADATA, RETRYABLE, WRAP};

pub(crate) fn all() -> Vec<(&'static str, Vec<Case>)> {
    vec![
        ("thiserror 2", thiserror_enum()),
        ("anyhow 1", anyhow()),
        ("eyre 0.6", eyre()),
        ("snafu 0.9 (Whatever)", snafu()),
        ("error-stack 0.8", error_stack()),
        ("miette 7", miette()),
        ("exn 0.3", exn()),
        ("masterror 0.27", masterror()),
    ]
}

/// A user's own error, which others wrap.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Own {
    #[error("the pool is empty")]
    Empty,
    #[error("no user {0}")]
    NoUser(u64),
    #[error("loading the profile")]
    Loading(#[source] Box<Own>),
    #[error("shard {shard}, attempt {attempt}")]
    Attempt { attempt: u32, shard: &'static str },
}

impl Own {
    fn is_retryable(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::NoUser(_) => false,
            Self::Loading(inner) => inner.is_retryable(),
            Self::Attempt { attempt, shard } => *attempt < 3 && !shard.is_empty(),
        }
    }
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let error = next?;
        next = error.source();
        Some(error)
    })
}

/// JSON as a user writes it who has only the chain's texts.
fn json(error: &(dyn Error + 'static)) -> String {
    let texts: Vec<String> = chain(error).map(ToString::to_string).collect();
    serde_json::to_string(&texts).unwrap_or_default()
}

/// The last error of the chain that is a user's own, asked.
fn retryable(error: &(dyn Error + 'static)) -> bool {
    chain(error).filter_map(|it| it.downcast_ref::<Own>()).last().is_some_and(Own::is_retryable)
}

fn thiserror_enum() -> Vec<Case> {
    let wrap = |own| Own::Loading(Box::new(Own::Loading(Box::new(Own::Loading(Box::new(own))))));
    vec![
        Case::new(LITERAL, || (), |()| Own::Empty),
        Case::new(FORMATTED, || 7, |id| Own::NoUser(id).to_string()),
        Case::new(WRAP, || Own::Empty, wrap),
        Case::new(METADATA, || (3, "eu-1"), |(attempt, shard)| Own::Attempt { attempt, shard }),
        Case::new(RETRYABLE, move || wrap(Own::Empty), |it| (it.is_retryable(), it)),
        Case::new(JSON, move || wrap(Own::Empty), |it| (json(&it), it)),
        Case::new(DROP, move || wrap(Own::Empty), drop),
    ]
}

fn anyhow() -> Vec<Case> {
    use anyhow::{Error, anyhow};
    let wrap =
        |it: Error| it.context("loading the profile").context("handling the request").context("serving the client");
    let own = move || wrap(Error::new(Own::Empty));
    vec![
        Case::new(LITERAL, || (), |()| anyhow!("the pool is empty")),
        Case::new(FORMATTED, || 7, |id| anyhow!("no user {id}", id = black_box(id))),
        Case::new(WRAP, || anyhow!("the pool is empty"), wrap),
        Case::new(
            METADATA,
            || anyhow!("the pool is empty"),
            |it| it.context(format!("attempt = {}", black_box(3))).context("shard = eu-1"),
        ),
        Case::new(RETRYABLE, own, |it| (it.downcast_ref::<Own>().is_some_and(Own::is_retryable), it)),
        Case::new(JSON, own, |it| (json(&*it), it)),
        Case::new(DROP, own, drop),
    ]
}

fn eyre() -> Vec<Case> {
    use eyre::{Report, eyre};
    let wrap =
        |it: Report| it.wrap_err("loading the profile").wrap_err("handling the request").wrap_err("serving the client");
    let own = move || wrap(Report::new(Own::Empty));
    vec![
        Case::new(LITERAL, || (), |()| eyre!("the pool is empty")),
        Case::new(FORMATTED, || 7, |id| eyre!("no user {id}", id = black_box(id))),
        Case::new(WRAP, || eyre!("the pool is empty"), wrap),
        Case::new(
            METADATA,
            || eyre!("the pool is empty"),
            |it| it.wrap_err(format!("attempt = {}", black_box(3))).wrap_err("shard = eu-1"),
        ),
        Case::new(RETRYABLE, own, |it| (it.downcast_ref::<Own>().is_some_and(Own::is_retryable), it)),
        Case::new(JSON, own, |it| (json(&*it), it)),
        Case::new(DROP, own, drop),
    ]
}

fn snafu() -> Vec<Case> {
    use snafu::{FromString, ResultExt, Whatever};
    fn wrap<E: Error + Send + Sync + 'static>(error: E) -> Whatever {
        let first = Err::<(), _>(error).whatever_context::<_, Whatever>("loading the profile");
        let second = first.whatever_context::<_, Whatever>("handling the request");
        match second.whatever_context::<_, Whatever>("serving the client") {
            Err(it) => it,
            Ok(()) => unreachable!("it was an error"),
        }
    }
    let empty = || Whatever::without_source("the pool is empty".to_owned());
    let own = || wrap(Own::Empty);
    vec![
        Case::new(LITERAL, || (), move |()| empty()),
        Case::new(FORMATTED, || 7, |id| Whatever::without_source(format!("no user {id}", id = black_box(id)))),
        Case::new(WRAP, empty, wrap),
        Case::new(METADATA, || (3, "eu-1"), |(attempt, shard)| Own::Attempt { attempt, shard }),
        Case::new(RETRYABLE, own, |it| (retryable(&it), it)),
        Case::new(JSON, own, |it| (json(&it), it)),
        Case::new(DROP, own, drop),
    ]
}

/// A layer of the crates that demand an error for each.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Text(&'static str);

fn error_stack() -> Vec<Case> {
    use error_stack::Report;
    fn wrap<C: Error + Send + Sync + 'static>(report: Report<C>) -> Report<Text> {
        report
            .change_context(Text("loading the profile"))
            .change_context(Text("handling the request"))
            .change_context(Text("serving the client"))
    }
    let own = || wrap(Report::new(Own::Empty));
    vec![
        Case::new(LITERAL, || (), |()| Report::new(Text("the pool is empty"))),
        Case::new(FORMATTED, || 7, |id| Report::new(Own::NoUser(black_box(id))).to_string()),
        Case::new(WRAP, || Report::new(Own::Empty), wrap),
        Case::new(METADATA, || Report::new(Own::Empty), |it| it.attach(3_u32).attach("eu-1")),
        Case::new(RETRYABLE, own, |it| (it.downcast_ref::<Own>().is_some_and(Own::is_retryable), it)),
        Case::new(JSON, own, |it| {
            let texts: Vec<String> =
                it.frames().filter_map(|frame| Some(frame.downcast_ref::<Text>()?.to_string())).collect();
            (serde_json::to_string(&texts).unwrap_or_default(), it)
        }),
        Case::new(DROP, own, drop),
    ]
}

fn miette() -> Vec<Case> {
    use miette::{Report, miette};
    let wrap =
        |it: Report| it.wrap_err("loading the profile").wrap_err("handling the request").wrap_err("serving the client");
    let own = move || {
        wrap(miette::IntoDiagnostic::into_diagnostic(Err::<(), _>(Own::Empty)).map_or_else(|it| it, |()| miette!("")))
    };
    vec![
        Case::new(LITERAL, || (), |()| miette!("the pool is empty")),
        Case::new(FORMATTED, || 7, |id| miette!("no user {id}", id = black_box(id))),
        Case::new(WRAP, || miette!("the pool is empty"), wrap),
        Case::new(METADATA, || (), |()| miette!(code = "attempt::3", help = "shard eu-1", "the pool is empty")),
        Case::new(RETRYABLE, own, |it| (retryable(it.as_ref()), it)),
        Case::new(JSON, own, |it| (json(it.as_ref()), it)),
        Case::new(DROP, own, drop),
    ]
}

fn exn() -> Vec<Case> {
    use exn::Exn;
    fn wrap<E: Error + Send + Sync + 'static>(error: Exn<E>) -> Exn<Text> {
        error.raise(Text("loading the profile")).raise(Text("handling the request")).raise(Text("serving the client"))
    }
    fn texts(frame: &exn::Frame, into: &mut Vec<String>) {
        into.push(frame.error().to_string());
        frame.children().iter().for_each(|it| texts(it, into));
    }
    fn asked(frame: &exn::Frame) -> bool {
        frame.error().downcast_ref::<Own>().is_some_and(Own::is_retryable) || frame.children().iter().any(asked)
    }
    let own = || wrap(Exn::new(Own::Empty));
    vec![
        Case::new(LITERAL, || (), |()| Exn::new(Text("the pool is empty"))),
        Case::new(FORMATTED, || 7, |id| Exn::new(Own::NoUser(black_box(id))).to_string()),
        Case::new(WRAP, || Exn::new(Own::Empty), wrap),
        Case::new(METADATA, || Exn::new(Own::Empty), |it| it.raise(Own::Attempt { attempt: 3, shard: "eu-1" })),
        Case::new(RETRYABLE, own, |it| (asked(it.frame()), it)),
        Case::new(JSON, own, |it| {
            let mut all = Vec::new();
            texts(it.frame(), &mut all);
            (serde_json::to_string(&all).unwrap_or_default(), it)
        }),
        Case::new(DROP, own, drop),
    ]
}

fn masterror() -> Vec<Case> {
    use masterror::{AppError, ProblemJson, field};
    fn wrap(error: AppError) -> AppError {
        let first = AppError::internal("loading the profile").with_context(error);
        let second = AppError::internal("handling the request").with_context(first);
        AppError::internal("serving the client").with_context(second)
    }
    let empty = || AppError::service("the pool is empty");
    let own = || wrap(AppError::service("the pool is empty").with_context(Own::Empty));
    vec![
        Case::new(LITERAL, || (), move |()| empty()),
        Case::new(FORMATTED, || 7, |id| AppError::service(format!("no user {id}", id = black_box(id)))),
        Case::new(WRAP, empty, wrap),
        Case::new(METADATA, empty, |it| {
            it.with_field(field::u64("attempt", 3)).with_field(field::str("shard", "eu-1"))
        }),
        Case::new(RETRYABLE, own, |it| (retryable(&it), it)),
        Case::new(JSON, own, |it| serde_json::to_string(&ProblemJson::from_app_error(it)).unwrap_or_default()),
        Case::new(DROP, own, drop),
    ]
}
