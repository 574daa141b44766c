use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(code = "user/not_found")]
    A,
}

fn main() {}
