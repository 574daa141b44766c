use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(key, skip)]
    id: u8,
}

fn main() {}
