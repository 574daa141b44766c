#[derive(ewrap::ErrorMeta)]
struct E {
    #[meta(retry_after)]
    wait: String,
//~       ^^^^^^ E0277 .. `String` is no time to wait .. a number of seconds
}

fn main() {}
