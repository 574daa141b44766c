// 931 tokens.
const _: () = {
    use ::ewrap::__private::meta as __ewrap;
    #[automatically_derived]
    impl __ewrap::ErrorCatalog for StockError {
        const VARIANTS: &'static [__ewrap::Facts] = {
            let __ewrap_base = __ewrap::facts!("StockError");
            &[
                __ewrap_base
                    .at("V0")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.0")
                    .0,
                __ewrap_base
                    .at("V1")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.1")
                    .0,
                __ewrap_base
                    .at("V2")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.2")
                    .0,
                __ewrap_base
                    .at("V3")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.3")
                    .0,
                __ewrap_base
                    .at("V4")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.4")
                    .0,
                __ewrap_base
                    .at("V5")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.5")
                    .0,
                __ewrap_base
                    .at("V6")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.6")
                    .0,
                __ewrap_base
                    .at("V7")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.7")
                    .0,
                __ewrap_base
                    .at("V8")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.8")
                    .0,
                __ewrap_base
                    .at("V9")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.9")
                    .0,
                __ewrap_base
                    .at("V10")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.10")
                    .0,
                __ewrap_base
                    .at("V11")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.11")
                    .0,
                __ewrap_base
                    .at("V12")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.12")
                    .0,
                __ewrap_base
                    .at("V13")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.13")
                    .0,
                __ewrap_base
                    .at("V14")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.14")
                    .0,
                __ewrap_base
                    .at("V15")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.15")
                    .0,
                __ewrap_base
                    .at("V16")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.16")
                    .0,
                __ewrap_base
                    .at("V17")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.17")
                    .0,
                __ewrap_base
                    .at("V18")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.18")
                    .0,
                __ewrap_base
                    .at("V19")
                    .kind(__ewrap::ErrorKind::Database)
                    .code("stock.19")
                    .0,
            ]
        };
    }
    #[automatically_derived]
    impl __ewrap::ErrorMeta for StockError {
        fn facts(&self) -> &'static __ewrap::Facts {
            &<Self as __ewrap::ErrorCatalog>::VARIANTS[match self {
                Self::V0 { .. } => 0,
                Self::V1 { .. } => 1,
                Self::V2 { .. } => 2,
                Self::V3 { .. } => 3,
                Self::V4 { .. } => 4,
                Self::V5 { .. } => 5,
                Self::V6 { .. } => 6,
                Self::V7 { .. } => 7,
                Self::V8 { .. } => 8,
                Self::V9 { .. } => 9,
                Self::V10 { .. } => 10,
                Self::V11 { .. } => 11,
                Self::V12 { .. } => 12,
                Self::V13 { .. } => 13,
                Self::V14 { .. } => 14,
                Self::V15 { .. } => 15,
                Self::V16 { .. } => 16,
                Self::V17 { .. } => 17,
                Self::V18 { .. } => 18,
                Self::V19 { .. } => 19,
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
