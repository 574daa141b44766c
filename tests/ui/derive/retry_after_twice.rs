use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(retry_after = "5s")]
    A(#[meta(retry_after)] u64),
}

fn main() {}
