use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(code = "")]
    A,
}

fn main() {}
