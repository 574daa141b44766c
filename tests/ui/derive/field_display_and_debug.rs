use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(key, display, debug)]
    id: u8,
}

fn main() {}
