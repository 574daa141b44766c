use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(safe = "no user {ide}")]
    A { id: u8 },
}

fn main() {}
