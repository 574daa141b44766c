use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E(#[meta(kind = NotFound)] u8);

fn main() {}
