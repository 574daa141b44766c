#[derive(ewrap::ErrorMeta)]
#[meta(safe = "no {it}")]
//~           ^^^^^^^^^ E0277 .. `Vec<u8>` doesn't implement `std::fmt::Display`
struct E {
    it: Vec<u8>,
}

fn main() {}
