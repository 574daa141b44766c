use ewrap::ErrorMeta;

#[derive(Debug, thiserror::Error, ErrorMeta)]
#[meta(strict_pii)]
enum E {
    #[error("no user {}", .0)]
    A(#[meta(pii, name = "email")] String),
}

fn main() {}
