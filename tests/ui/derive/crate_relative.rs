use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(crate = ewrap)]
struct E;

fn main() {}
