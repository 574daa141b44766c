use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(http(404))]
    A,
}

fn main() {}
