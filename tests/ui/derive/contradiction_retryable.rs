use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(check_consistency)]
enum E {
    #[meta(kind = Validation, retryable)]
    A,
}

fn main() {}
