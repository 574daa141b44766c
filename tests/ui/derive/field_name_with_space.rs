use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(key, name = "user id")]
    id: u8,
}

fn main() {}
