use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(kind = Forbidden)]
    A,
}

fn main() {}
