use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(failure = 1)]
    A,
}

fn main() {}
