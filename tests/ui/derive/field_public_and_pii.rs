use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(public, pii)]
    email: String,
}

fn main() {}
