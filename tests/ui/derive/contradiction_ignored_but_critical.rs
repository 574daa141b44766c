use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(check_consistency)]
enum E {
    #[meta(failure = ignore, severity = Critical)]
    A,
}

fn main() {}
