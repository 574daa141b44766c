use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(safe = "no user {id}")]
enum E {
    A { id: u8 },
    B,
    C(u8),
}

fn main() {}
