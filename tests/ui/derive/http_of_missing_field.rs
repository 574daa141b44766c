use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(http = .statsu)]
    A { status: u16 },
}

fn main() {}
