use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(http = 600)]
    A,
}

fn main() {}
