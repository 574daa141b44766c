#[meta(code = "generic", fields = all)]
struct Generic<'a, T: Clone, const N: usize>
where
    T: Copy,
{
    value: T,
    #[meta(debug)]
    list: [T; N],
    #[meta(with = path::to::function)]
    text: &'a str,
    source: Box<dyn Error>,
}
