use ewrap::circuit_breaker;

fn main() {
    #[circuit_breaker(name = "db")]
//~ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ custom attributes cannot be applied to statements
    let answer = 5;
//~ ^^^ belongs on a function: for a closure or a block use `breaker.call
    drop(answer);
}
