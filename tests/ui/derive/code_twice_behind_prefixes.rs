use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(code = "a.b")]
    A,
    #[meta(code = "b", code_prefix = "a.")]
    B,
}

fn main() {}
