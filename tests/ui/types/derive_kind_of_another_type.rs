const KIND: u8 = 1;

#[derive(ewrap::ErrorMeta)]
#[meta(kind = KIND)]
//~           ^^^^ E0308 .. expected `ErrorKind`, found `u8`
struct E;

fn main() {}
