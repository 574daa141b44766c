// 427 tokens.
const _: () = {
    use ::ewrap::__private::meta as __ewrap;
    const __EWRAP: &[__ewrap::Facts] = &[
        __ewrap::facts!("Generic")
            .here()
            .code("generic")
            .fields(
                &[
                    __ewrap::Field::key("value"),
                    __ewrap::Field::key("list"),
                    __ewrap::Field::key("text"),
                ],
            )
            .0,
    ];
    #[automatically_derived]
    impl<'a, T: Clone, const N: usize> __ewrap::ErrorCatalog for Generic<'a, T, N>
    where
        T: Copy,
    {
        const VARIANTS: &'static [__ewrap::Facts] = __EWRAP;
    }
    #[automatically_derived]
    impl<'a, T: Clone, const N: usize> __ewrap::ErrorMeta for Generic<'a, T, N>
    where
        T: Copy,
        T: __ewrap::Debug,
        T: __ewrap::Display,
    {
        fn facts(&self) -> &'static __ewrap::Facts {
            &<Self as __ewrap::ErrorCatalog>::VARIANTS[0]
        }
        fn visit<'__ewrap>(
            &'__ewrap self,
            __ewrap_v: &mut dyn __ewrap::Visitor<'__ewrap>,
        ) {
            let __ewrap_d = __ewrap::ErrorMeta::facts(self).fields;
            match self {
                Self { value: __ewrap_0, list: __ewrap_1, text: __ewrap_2, .. } => {
                    __ewrap::put!(__ewrap_v, __ewrap_d[0], __ewrap_0);
                    __ewrap::put!(__ewrap_v, __ewrap_d[1], __ewrap_1, debug);
                    __ewrap::put!(
                        __ewrap_v, __ewrap_d[2], __ewrap_2, with = path::to::function
                    );
                }
            }
        }
        fn link(&self) -> __ewrap::Option<__ewrap::Link<'_>> {
            match self {
                Self { source: __ewrap_3, .. } => __ewrap::below_if!(__ewrap_3),
            }
        }
        __ewrap::methods!();
    }
    __ewrap::list!(__EWRAP);
};
