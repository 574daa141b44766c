use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(debug)]
    id: u8,
}

fn main() {}
