use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(pii)]
    A,
}

fn main() {}
