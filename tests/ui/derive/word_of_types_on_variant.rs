use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(strict_pii)]
    A,
}

fn main() {}
