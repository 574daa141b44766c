use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(help = "ask {email}")]
    A {
        #[meta(redact = last4)]
        email: String,
    },
}

fn main() {}
