use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(check_consistency, retryable)]
enum E {
    #[meta(kind = NotFound)]
    A,
}

fn main() {}
