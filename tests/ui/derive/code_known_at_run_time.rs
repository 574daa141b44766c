use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
enum E {
    #[meta(code = format!("a") + "b")]
    A,
}

fn main() {}
