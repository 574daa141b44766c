use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(retry_after = 5)]
    A,
}

fn main() {}
