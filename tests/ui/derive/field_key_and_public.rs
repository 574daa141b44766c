use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(key, public)]
    id: u8,
}

fn main() {}
