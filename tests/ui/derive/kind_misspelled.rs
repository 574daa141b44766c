use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(kind = NotFuond)]
    A,
}

fn main() {}
