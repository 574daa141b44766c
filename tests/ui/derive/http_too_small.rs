use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(http = 99)]
    A,
}

fn main() {}
