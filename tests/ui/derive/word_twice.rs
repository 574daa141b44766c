use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(kind = NotFound, http = 404, kind = Timeout)]
    A,
}

fn main() {}
