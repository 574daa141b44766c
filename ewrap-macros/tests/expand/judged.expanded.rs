// 293 tokens around the body.
fn load(id: &u64) -> Result<u8, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load");
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::rejected::<Result<u8, DbError>>(__ewrap_open);
        }
    };
    let __ewrap_out = __ewrap::once(
        &__ewrap_permit,
        move || -> Result<u8, DbError> { body_marker(id) },
    );
    return __ewrap::settle::<
        Result<u8, DbError>,
        _,
        _,
        _,
    >(
            __ewrap_permit,
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
        )
        .of(__ewrap_out);
}
