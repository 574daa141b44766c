const STATUS: u16 = 42;

#[derive(ewrap::ErrorMeta)]
#[meta(http = STATUS)]
//~           ^^^^^^ E0080 .. the HTTP status is out of range: it must be from 100 to 599
struct E;

fn main() {}
