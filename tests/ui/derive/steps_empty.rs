use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(steps())]
    A,
}

fn main() {}
