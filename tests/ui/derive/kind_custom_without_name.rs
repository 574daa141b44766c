use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(kind = Custom)]
    A,
}

fn main() {}
