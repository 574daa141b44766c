use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(code = "x")]
enum E {
    A,
    B,
}

fn main() {}
