//! Functions that only `unsafe` code may call, and functions for other languages.
#![allow(
    unsafe_code,
    improper_ctypes_definitions,
    reason = "`unsafe fn`, `extern` and exported names are the cases, not what they pass"
)]

use super::{cases, circuit_breaker, exported};
use crate::support::{Fail, observe, pause, run};

#[circuit_breaker(name = "corpus.unsafety.function")]
unsafe fn function(pointer: *const u8) -> Result<u8, Fail> {
    if pointer.is_null() {
        return Err(Fail::Refused);
    }
    // SAFETY: the caller gives null or a pointer to a value.
    Ok(unsafe { *pointer })
}

#[circuit_breaker(name = "corpus.unsafety.without_block")]
#[allow(unsafe_op_in_unsafe_fn, reason = "a body that is unsafe throughout is the case")]
unsafe fn without_block(text: &[u8], end: *mut u8) -> Result<&str, Fail> {
    *end = text.len() as u8;
    Ok(std::str::from_utf8_unchecked(text))
}

#[circuit_breaker(name = "corpus.unsafety.async_function")]
async unsafe fn async_function(pointer: *mut u8) -> Result<(), Fail> {
    pause().await;
    // SAFETY: the caller keeps the value alive until the future ends.
    unsafe { *pointer += 1 };
    Ok(())
}

#[circuit_breaker(name = "corpus.unsafety.foreign_abi")]
extern "C" fn foreign_abi(number: i32) -> Result<i32, Fail> {
    Ok(number + 1)
}

#[circuit_breaker(name = "corpus.unsafety.everything")]
pub(crate) unsafe extern "C" fn everything(pointer: *const i32) -> Result<i32, Fail> {
    // SAFETY: the caller gives a pointer to a value.
    Ok(unsafe { *pointer })
}

exported! {
    #[circuit_breaker(name = "corpus.unsafety.exported")]
    extern "C" fn corpus_exported(number: u8) -> Result<u8, Fail> {
        Ok(number)
    }
}

struct Raw(*const u8);

trait Peek {
    unsafe fn peek(&self) -> Result<u8, Fail>;

    #[circuit_breaker(name = "corpus.unsafety.default_method")]
    unsafe fn peek_twice(&self) -> Result<(u8, u8), Fail> {
        // SAFETY: the caller promises what `peek` asks for.
        unsafe { Ok((self.peek()?, self.peek()?)) }
    }
}

impl Peek for Raw {
    #[circuit_breaker(name = "corpus.unsafety.method")]
    unsafe fn peek(&self) -> Result<u8, Fail> {
        // SAFETY: the caller promises that the pointer is good.
        Ok(unsafe { self.0.read() })
    }
}

cases! { unsafety:
    fn unsafe_functions() {
        // SAFETY: null is allowed, and so are pointers to live values.
        observe(unsafe { (function(std::ptr::null()), function(&7)) });
        let mut end = 0;
        // SAFETY: the bytes are text, the pointer is to a live value.
        observe(unsafe { without_block(b"text", &mut end) });
        observe(end);
    }

    fn unsafe_async_functions() {
        let mut number = 1;
        // SAFETY: the future ends before the number does.
        observe(run(unsafe { async_function(&mut number) }));
        observe(number);
    }

    fn functions_for_other_languages() {
        let pointer: extern "C" fn(i32) -> Result<i32, Fail> = foreign_abi;
        observe((pointer(1), corpus_exported(2)));
        let pointer: unsafe extern "C" fn(*const i32) -> Result<i32, Fail> = everything;
        // SAFETY: the pointer is to a live value.
        observe(unsafe { pointer(&3) });
    }

    fn unsafe_methods() {
        let raw = Raw(&8);
        // SAFETY: the pointer is to a live value.
        observe(unsafe { (raw.peek(), raw.peek_twice()) });
    }
}
