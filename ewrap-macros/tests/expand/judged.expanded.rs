// 224 tokens around the body.
fn load(id: &u64) -> Result<u8, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::call::<
        Result<u8, DbError>,
        _,
        _,
        _,
    >(
        {
            static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
            __ewrap::declare!(__EWRAP_SITE);
            &__EWRAP_SITE
        },
        |__ewrap_result: &__ewrap::Result<_, _>| {
            return if __ewrap::ask(
                |result: &Result<u8, DbError>| result.is_err(),
                __ewrap_result,
            ) {
                __ewrap::Verdict::Failure
            } else {
                match __ewrap_result {
                    __ewrap::Err(
                        DbError::NoUser { .. } | DbError::Bad(_),
                    ) if careful() => __ewrap::Verdict::Ignore,
                    _ => __ewrap::Verdict::Success,
                }
            };
        },
        move || -> Result<u8, DbError> { body_marker(id) },
    );
}
