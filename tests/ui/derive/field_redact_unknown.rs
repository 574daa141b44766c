use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(pii, redact = some)]
    email: String,
}

fn main() {}
