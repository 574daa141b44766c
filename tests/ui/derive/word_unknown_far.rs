use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E(#[meta(colour)] u8);

fn main() {}
