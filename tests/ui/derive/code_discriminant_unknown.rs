use ewrap::ErrorMeta;

const LAST: isize = 9;

#[derive(ErrorMeta)]
#[meta(code = discriminant)]

enum E {
    A = LAST,
    B,
}

fn main() {}
