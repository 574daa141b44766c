use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(safe = "no user {id")]
    A { id: u8 },
}

fn main() {}
