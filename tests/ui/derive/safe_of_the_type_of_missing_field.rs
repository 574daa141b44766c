use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(safe = "no user {id}")]
enum E {
    A { id: u8 },
    B,
}

fn main() {}
