use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
union E {
    a: u8,
    b: i8,
}

fn main() {}
