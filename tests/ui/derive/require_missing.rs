use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(require(code, kind))]
enum E {
    #[meta(kind = NotFound)]
    A,
}

fn main() {}
