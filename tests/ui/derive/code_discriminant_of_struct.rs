use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(code = discriminant)]
struct E;

fn main() {}
