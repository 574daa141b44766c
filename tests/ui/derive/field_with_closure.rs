use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E {
    #[meta(key, with = |it| it)]
    id: u8,
}

fn main() {}
