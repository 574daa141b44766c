#![no_implicit_prelude]
#![deny(warnings, clippy::pedantic)]
#![forbid(unsafe_code)]
#![allow(dead_code)]

#[derive(::std::fmt::Debug, ::thiserror::Error, ::ewrap::ErrorMeta)]
#[meta(code_prefix = "a.", severity = Warning)]
pub enum E<T: ::std::fmt::Debug> {
    #[error("no user {id}")]
    #[meta(kind = NotFound, code = "no_user", safe = "no user {id}", http = .status, retryable = .status > 500)]
    NoUser {
        #[meta(key)]
        id: T,
        #[meta(pii)]
        email: ::std::string::String,
        #[meta(key, name = "answer")]
        status: ::std::primitive::u16,
        #[meta(retry_after)]
        wait: ::std::option::Option<::std::time::Duration>,
    },
    #[error("x")]
    #[meta(code = ::std::concat!("b", "c"), help = "help", steps("a"))]
    Io(#[from] ::std::io::Error),
    #[error(transparent)]
    #[meta(transparent)]
    Open(::ewrap::CircuitOpen),
}

#[derive(::ewrap::ErrorMeta)]
#[meta(code = "unit")]
struct Unit;

fn main() {
    let _ = ::ewrap::meta::kind(&Unit);
}
