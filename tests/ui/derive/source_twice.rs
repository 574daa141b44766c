use ewrap::ErrorMeta;

#[derive(ErrorMeta)]
struct E(#[meta(source)] std::fmt::Error, #[meta(source)] std::fmt::Error);

fn main() {}
