use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E(#[meta(key)] u8);

fn main() {}
