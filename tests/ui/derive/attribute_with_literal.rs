use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta("not found")]
    A,
}

fn main() {}
