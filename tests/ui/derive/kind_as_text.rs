use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(kind = "NotFound")]
    A,
}

fn main() {}
