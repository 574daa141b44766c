// 612 tokens.
const _: () = {
    use ::ewrap::__private::meta as __ewrap;
    #[automatically_derived]
    impl __ewrap::ErrorCatalog for Api {
        const VARIANTS: &'static [__ewrap::Facts] = {
            let __ewrap_base = __ewrap::facts!("Api").docs(URL);
            &[
                __ewrap_base.at("Answer").help("wait {wait:?}").computed().0,
                __ewrap_base
                    .at("Teapot")
                    .retryable(false)
                    .http(TEAPOT)
                    .nanos(1000000000)
                    .code(__ewrap::concat!("api.", CODE))
                    .0,
            ]
        };
    }
    #[automatically_derived]
    impl __ewrap::ErrorMeta for Api {
        fn facts(&self) -> &'static __ewrap::Facts {
            &<Self as __ewrap::ErrorCatalog>::VARIANTS[match self {
                Self::Answer { .. } => 0,
                Self::Teapot { .. } => 1,
            }]
        }
        fn retryable(&self) -> __ewrap::Option<__ewrap::bool> {
            match self {
                Self::Answer { status: __ewrap_0, .. } => {
                    __ewrap::retryable(&((*__ewrap_0) >= 500))
                }
                _ => __ewrap::ErrorMeta::facts(self).retryable,
            }
        }
        fn http(&self) -> __ewrap::Option<__ewrap::u16> {
            match self {
                Self::Answer { status: __ewrap_0, .. } => {
                    __ewrap::status(&((*__ewrap_0)))
                }
                _ => __ewrap::ErrorMeta::facts(self).http,
            }
        }
        fn retry_after(&self) -> __ewrap::Option<__ewrap::Duration> {
            match self {
                Self::Answer { wait: __ewrap_1, .. } => __ewrap::delay(__ewrap_1),
                _ => __ewrap::ErrorMeta::facts(self).retry_after,
            }
        }
        fn help_fmt(
            &self,
            __ewrap_f: &mut __ewrap::Formatter<'_>,
        ) -> __ewrap::FmtResult {
            match self {
                Self::Answer { wait: __ewrap_1, .. } => {
                    __ewrap_f.write_fmt(__ewrap::format_args!("wait {__ewrap_1:?}"))
                }
                _ => __ewrap::text(__ewrap::ErrorMeta::facts(self).help, __ewrap_f),
            }
        }
        __ewrap::methods!();
    }
    const _: () = __ewrap::is_status(TEAPOT);
    const _: () = __ewrap::is_code(CODE);
    const _: () = __ewrap::are_distinct(<Api as __ewrap::ErrorCatalog>::VARIANTS);
    __ewrap::declare!(Api);
    #[automatically_derived]
    impl __ewrap::From<Api> for __ewrap::Error
    where
        for<'__ewrap> Api: __ewrap::Convertible<'__ewrap>,
    {
        #[track_caller]
        fn from(__ewrap_it: Api) -> Self {
            __ewrap::Error::from_meta(__ewrap_it)
        }
    }
};
