use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(code = "x")]
    A,
    #[meta(code = "x")]
    B,
}

fn main() {}
