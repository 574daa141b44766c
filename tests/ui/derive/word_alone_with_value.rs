use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(transparent = true)]
    A(std::fmt::Error),
}

fn main() {}
