struct Opaque;

#[derive(ewrap::ErrorMeta)]
struct E {
    #[meta(key)]
    it: Opaque,
//~     ^^^^^^ E0277 .. `Opaque` cannot be shown as a field of an error .. implement `Display` or `Debug`
}

fn main() {}
