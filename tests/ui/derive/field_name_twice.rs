use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(key)]
    id: u8,
    #[meta(key, name = "id")]
    other: u8,
}

fn main() {}
