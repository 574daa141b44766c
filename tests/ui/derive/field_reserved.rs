use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(key)]
    code: u8,
}

fn main() {}
