const CODE: &str = "a";

#[derive(ewrap::ErrorMeta)]
enum E {
    #[meta(code = CODE)]
//~               ^^^^ E0080 .. two variants have the same code
    A,
    #[meta(code = "a")]
    B,
}

fn main() {}
