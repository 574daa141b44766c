use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(safe = "no user {email}")]
    A {
        #[meta(pii)]
        email: String,
    },
}

fn main() {}
