use ewrap::circuit_breaker;

fn main() {
    let load = #[circuit_breaker(name = "db")]
//~            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ custom attributes cannot be applied to expressions
//~            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ attributes on expressions are experimental
    || Ok::<u8, u8>(5);
//~ ^ macro expansion ignores
    drop(load());
}
