use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(knd = NotFound)]
    A,
}

fn main() {}
