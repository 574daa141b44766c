use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(check_consistency)]
enum E {
    #[meta(kind = Internal, http = 404)]
    A,
}

fn main() {}
