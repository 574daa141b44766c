use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(http =)]
    A,
}

fn main() {}
