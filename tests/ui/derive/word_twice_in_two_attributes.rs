use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(kind = NotFound)]
    #[meta(kind = Timeout)]
    A,
}

fn main() {}
