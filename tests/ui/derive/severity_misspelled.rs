use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(severity = Critcal)]
    A,
}

fn main() {}
