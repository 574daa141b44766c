use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta]
    A,
}

fn main() {}
