use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(fields = some)]
struct E {
    id: u8,
}

fn main() {}
