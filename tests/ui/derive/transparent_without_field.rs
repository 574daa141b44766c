use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(transparent)]
    A,
}

fn main() {}
