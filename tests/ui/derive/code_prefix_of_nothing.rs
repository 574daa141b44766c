use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(code_prefix = "user.")]
enum E {
    A,
}

fn main() {}
