use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(steps = "call the team")]
    A,
}

fn main() {}
