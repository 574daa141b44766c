use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(transparent)]
    A(std::fmt::Error, u8),
}

fn main() {}
