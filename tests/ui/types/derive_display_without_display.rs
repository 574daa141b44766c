#[derive(ewrap::ErrorMeta)]
struct E {
    #[meta(key, display)]
    it: Vec<u8>,
//~     ^^^ E0277 .. `Vec<u8>` doesn't implement `std::fmt::Display`
}

fn main() {}
