// 265 tokens.
const _: () = {
    use ::ewrap::__private::meta as __ewrap;
    #[automatically_derived]
    impl __ewrap::ErrorCatalog for StockError {
        const VARIANTS: &'static [__ewrap::Facts] = {
            let __ewrap_base = __ewrap::facts!("StockError");
            &[
                __ewrap_base
                    .at("NoItem")
                    .kind(__ewrap::ErrorKind::NotFound)
                    .code("stock.no_item")
                    .0,
                __ewrap_base
                    .at("Down")
                    .kind(__ewrap::ErrorKind::Database)
                    .retryable(true)
                    .0,
            ]
        };
    }
    #[automatically_derived]
    impl __ewrap::ErrorMeta for StockError {
        fn facts(&self) -> &'static __ewrap::Facts {
            &<Self as __ewrap::ErrorCatalog>::VARIANTS[match self {
                Self::NoItem { .. } => 0,
                Self::Down { .. } => 1,
            }]
        }
        __ewrap::methods!();
    }
    __ewrap::declare!(StockError);
    #[automatically_derived]
    impl __ewrap::From<StockError> for __ewrap::Error
    where
        for<'__ewrap> StockError: __ewrap::Convertible<'__ewrap>,
    {
        #[track_caller]
        fn from(__ewrap_it: StockError) -> Self {
            __ewrap::Error::from_meta(__ewrap_it)
        }
    }
};
