use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(key, name = "message")]
    text: u8,
}

fn main() {}
