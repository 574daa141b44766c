use ewrap::ErrorMeta;

#[derive(Debug, thiserror::Error, ErrorMeta)]
#[meta(strict_pii)]
enum E {
    #[error("no user {email}")]
    A {
        #[meta(pii)]
        email: String,
    },
}

fn main() {}
