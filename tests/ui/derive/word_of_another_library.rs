use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(status = 404)]
    A,
}

fn main() {}
