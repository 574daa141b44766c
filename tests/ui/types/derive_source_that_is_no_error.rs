#[derive(ewrap::ErrorMeta)]
struct E {
    #[meta(source)]
    it: String,
//~     ^^^^^^ E0277 .. `String` cannot be the source of an error .. a source is an error without borrowed data
}

fn main() {}
