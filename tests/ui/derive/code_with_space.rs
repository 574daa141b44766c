use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(code = "not found")]
    A,
}

fn main() {}
