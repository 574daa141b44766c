#[derive(ewrap::ErrorMeta)]
#[meta(http = .status)]
//~           ^^^^^^^ E0277 .. `String` is no HTTP status .. `http` is a `u16` or an `Option<u16>`
struct E {
    status: String,
}

fn main() {}
