const CODE: &str = "a b";

#[derive(ewrap::ErrorMeta)]
#[meta(code = CODE)]
//~           ^^^^ E0080 .. a code has letters, digits, `.`, `_` and `-` only
struct E;

fn main() {}
