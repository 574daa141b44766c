use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(kind = .kind)]
    A { kind: ewrap::ErrorKind },
}

fn main() {}
