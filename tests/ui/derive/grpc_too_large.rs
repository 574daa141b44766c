use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(grpc = 17)]
    A,
}

fn main() {}
