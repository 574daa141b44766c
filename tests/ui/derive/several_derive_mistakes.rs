use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
#[meta(sevrity = Critical, crate = ewrap)]
enum E {
    #[meta(kind = NotFuond, http = 42, code = "a b")]
    A {
        #[meta(pii, public)]
        id: u8,
    },
    #[meta(safe = "{nope}", transparent)]
    B,
}

fn main() {
    let _ = ewrap::meta::kind(&E::B);
}
