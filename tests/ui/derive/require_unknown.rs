use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(require(cod))]
enum E {
    A,
}

fn main() {}
