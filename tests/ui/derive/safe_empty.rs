use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(safe = "")]
    A,
}

fn main() {}
