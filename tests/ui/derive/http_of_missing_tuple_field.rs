use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(http = .1)]
    A(u16),
}

fn main() {}
