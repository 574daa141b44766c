//! Ways through a body: `?`, early returns, labels, `let else`, let-chains, loops with values.

use super::{cases, circuit_breaker};
use crate::support::{Fail, Noisy, log, observe, pause, run};

#[circuit_breaker(name = "corpus.control.question_mark")]
fn question_mark(text: &str) -> Result<u8, Fail> {
    let _guard = Noisy("guard");
    let number: u8 = text.parse()?;
    log("parsed");
    number.checked_mul(2).ok_or(Fail::Refused)
}

#[circuit_breaker(name = "corpus.control.early_return")]
fn early_return(number: u8) -> Result<&'static str, Fail> {
    let _guard = Noisy("guard");
    if number == 0 {
        return Err(Fail::Refused);
    }
    if number > 9 {
        return Ok("large");
    }
    Ok("small")
}

#[circuit_breaker(name = "corpus.control.labels")]
fn labels(rows: &[[u8; 3]]) -> Result<(usize, usize), Fail> {
    let found = 'search: {
        'rows: for (y, row) in rows.iter().enumerate() {
            for (x, &cell) in row.iter().enumerate() {
                match cell {
                    0 => continue 'rows,
                    9 => break 'search Some((x, y)),
                    7 => break 'rows,
                    6 => return Err(Fail::Code(6)),
                    _ => {}
                }
            }
        }
        None
    };
    found.ok_or(Fail::Refused)
}

#[circuit_breaker(name = "corpus.control.let_else")]
fn let_else(pair: Option<(u8, Option<u8>)>) -> Result<u8, Fail> {
    let Some((left, Some(right))) = pair else {
        log("no pair");
        return Err(Fail::Refused);
    };
    Ok(left + right)
}

#[circuit_breaker(name = "corpus.control.loop_value")]
fn loop_value(start: u32) -> Result<u32, Fail> {
    let mut number = start;
    let steps = loop {
        number = if number % 2 == 0 { number / 2 } else { number * 3 + 1 };
        if number == 1 {
            break number + start;
        }
    };
    Ok(steps)
}

#[circuit_breaker(name = "corpus.control.closures_return_to_themselves")]
fn closures_return_to_themselves(numbers: &[u8]) -> Result<Vec<u8>, Fail> {
    numbers
        .iter()
        .map(|&number| {
            if number == 0 {
                return Err(Fail::Refused);
            }
            Ok(number - 1)
        })
        .collect()
}

#[circuit_breaker(name = "corpus.control.match_tail")]
fn match_tail(number: i8) -> Result<i8, Fail> {
    match number {
        i8::MIN..0 => Err(Fail::Code(1))?,
        0 => Ok(0),
        positive @ 1.. => {
            let doubled = positive.checked_mul(2);
            doubled.ok_or(Fail::Code(2))
        }
    }
}

#[circuit_breaker(name = "corpus.control.conversion")]
fn conversion(text: &str) -> Result<u8, Box<dyn std::error::Error>> {
    let number = text.parse::<i16>()?;
    let number: u8 = std::convert::TryFrom::try_from(number)?;
    if number == 7 { Err("seven")? } else { Ok(number) }
}

#[circuit_breaker(name = "corpus.control.question_mark_tail")]
fn question_mark_tail(inner: Result<Result<u8, Fail>, Fail>) -> Result<u8, Fail> {
    inner?
}

#[circuit_breaker(name = "corpus.control.macros_return")]
fn macros_return(number: u8) -> Result<u8, Fail> {
    macro_rules! bail {
        ($($fail:tt)+) => { return Err($($fail)+) };
    }
    if number == 0 {
        bail!(Fail::Code(0));
    }
    Ok(number)
}

#[circuit_breaker(name = "corpus.control.labels_in_async")]
async fn labels_in_async(stop: u8) -> Result<u8, Fail> {
    let mut round = 0;
    'outer: loop {
        round += 1;
        for step in 0..3 {
            pause().await;
            if step == stop {
                break 'outer;
            }
            if round == 3 {
                return Err(Fail::Code(3));
            }
        }
    }
    Ok(round)
}

#[circuit_breaker(name = "corpus.control.let_else_in_async")]
async fn let_else_in_async(number: Option<u8>) -> Result<u8, Fail> {
    let _guard = Noisy("guard");
    let Some(number) = number else {
        return Err(Fail::Refused);
    };
    pause().await;
    number.checked_add(1).ok_or(Fail::Code(4))
}

cases! { control:
    fn question_marks_leave_the_function() {
        observe(["x", "200", "7"].map(question_mark));
        observe([conversion("300").is_ok(), conversion("7").is_ok(), conversion("8").is_ok()]);
    }

    fn question_marks_at_the_end() {
        observe([Err(Fail::Refused), Ok(Err(Fail::Open)), Ok(Ok(1))].map(question_mark_tail));
    }

    fn early_returns_leave_the_function() {
        observe([0, 10, 1].map(early_return));
    }

    fn labels_and_breaks() {
        observe(labels(&[[1, 2, 7], [9, 9, 9]]));
        observe(labels(&[[1, 0, 9], [6, 9, 9]]));
        observe(labels(&[[1, 0, 9], [1, 9, 9]]));
    }

    fn values_that_are_not_there() {
        observe([None, Some((1, Some(2)))].map(let_else));
    }

    fn loops_have_values() {
        observe(loop_value(6));
    }

    fn closures_inside_return_to_themselves() {
        observe((closures_return_to_themselves(&[1, 0]), closures_return_to_themselves(&[1, 2])));
    }

    fn a_match_may_be_the_end() {
        observe([-1, 100, 2].map(match_tail));
    }

    fn a_return_may_hide_in_a_macro() {
        observe([0, 1].map(macros_return));
    }

    fn async_bodies_too() {
        observe([7, 1].map(|stop| run(labels_in_async(stop))));
        observe([None, Some(1), Some(2)].map(|number| run(let_else_in_async(number))));
    }
}
