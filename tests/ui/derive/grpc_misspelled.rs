use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(grpc = NOT_FOUND)]
    A,
}

fn main() {}
