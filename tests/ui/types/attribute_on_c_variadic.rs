mod ffi {
    #[ewrap::circuit_breaker(name = "db")]
    unsafe extern "C" fn load(_count: u32, _rest: ...) -> Result<u8, ewrap::CircuitOpen> {
//~ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0658 .. C-variadic functions are unstable
//~                                               ^^^ a C-variadic function cannot be guarded
        Ok(1)
    }
}

fn main() {}
