use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(fields = all)]
struct E(u8);

fn main() {}
