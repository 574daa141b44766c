use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(transparent)]
    A(#[meta(key, name = "a")] std::fmt::Error),
}

fn main() {}
