// 634 tokens.
const _: () = {
    use ::ewrap::__private::meta as __ewrap;
    #[automatically_derived]
    impl __ewrap::ErrorCatalog for ProfileError {
        const VARIANTS: &'static [__ewrap::Facts] = {
            let __ewrap_base = __ewrap::facts!("ProfileError")
                .severity(__ewrap::Severity::Warning);
            &[
                __ewrap_base
                    .at("NoUser")
                    .kind(__ewrap::ErrorKind::NotFound)
                    .http(404)
                    .safe("no user {id}")
                    .code("user.not_found")
                    .fields(
                        &[
                            __ewrap::Field::key("id"),
                            __ewrap::Field::pii("phone", __ewrap::Redact::Last4),
                        ],
                    )
                    .0,
                __ewrap_base
                    .at("Db")
                    .kind(__ewrap::ErrorKind::Database)
                    .severity(__ewrap::Severity::Critical)
                    .retryable(true)
                    .safe("database failed")
                    .0,
                __ewrap_base.at("Open").transparent().0,
            ]
        };
    }
    #[automatically_derived]
    impl __ewrap::ErrorMeta for ProfileError {
        fn facts(&self) -> &'static __ewrap::Facts {
            &<Self as __ewrap::ErrorCatalog>::VARIANTS[match self {
                Self::NoUser { .. } => 0,
                Self::Db { .. } => 1,
                Self::Open { .. } => 2,
            }]
        }
        fn visit<'__ewrap>(
            &'__ewrap self,
            __ewrap_v: &mut dyn __ewrap::Visitor<'__ewrap>,
        ) {
            let __ewrap_d = __ewrap::ErrorMeta::facts(self).fields;
            match self {
                Self::NoUser { id: __ewrap_0, phone: __ewrap_1, .. } => {
                    __ewrap::put!(__ewrap_v, __ewrap_d[0], __ewrap_0);
                    __ewrap::put!(__ewrap_v, __ewrap_d[1], __ewrap_1);
                }
                _ => {}
            }
        }
        fn safe_fmt(
            &self,
            __ewrap_f: &mut __ewrap::Formatter<'_>,
        ) -> __ewrap::FmtResult {
            match self {
                Self::NoUser { id: __ewrap_0, .. } => {
                    __ewrap_f.write_fmt(__ewrap::format_args!("no user {__ewrap_0}"))
                }
                _ => __ewrap::text(__ewrap::ErrorMeta::facts(self).safe, __ewrap_f),
            }
        }
        fn link(&self) -> __ewrap::Option<__ewrap::Link<'_>> {
            match self {
                Self::Db { 0: __ewrap_0, .. } => __ewrap::below!(__ewrap_0),
                Self::Open { 0: __ewrap_0, .. } => __ewrap::below!(__ewrap_0),
                _ => __ewrap::None,
            }
        }
        __ewrap::methods!();
    }
    __ewrap::declare!(ProfileError);
    #[automatically_derived]
    impl __ewrap::From<ProfileError> for __ewrap::Error
    where
        for<'__ewrap> ProfileError: __ewrap::Convertible<'__ewrap>,
    {
        #[track_caller]
        fn from(__ewrap_it: ProfileError) -> Self {
            __ewrap::Error::from_meta(__ewrap_it)
        }
    }
};
