use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(safe = "no user {}")]
    A { id: u8 },
}

fn main() {}
