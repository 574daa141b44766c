// 330 tokens around the body.
fn load(id: &u64) -> Result<u8, DbError> {
    let __ewrap_permit = match {
        static __EWRAP_SITE: ::ewrap::__private::Site = ::ewrap::__private::Site::new(
            "db",
            "load",
        );
        ::ewrap::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        ::ewrap::__private::Result::Ok(__ewrap_permit) => __ewrap_permit,
        ::ewrap::__private::Result::Err(__ewrap_open) => {
            return ::ewrap::__private::rejected::<Result<u8, DbError>>(__ewrap_open);
        }
    };
    let __ewrap_out = ::ewrap::__private::once::<
        Result<u8, DbError>,
        _,
        _,
    >(&__ewrap_permit, move || { body_marker(id) });
    return ::ewrap::__private::settle_by(
        __ewrap_out,
        __ewrap_permit,
        |__ewrap_result: &::ewrap::__private::Result<_, _>| {
            return if ::ewrap::__private::ask(
                |result: &Result<u8, DbError>| result.is_err(),
                __ewrap_result,
            ) {
                ::ewrap::__private::Verdict::Failure
            } else {
                match __ewrap_result {
                    ::ewrap::__private::Result::Err(
                        DbError::NoUser { .. } | DbError::Bad(_),
                    ) if careful() => ::ewrap::__private::Verdict::Ignore,
                    _ => ::ewrap::__private::Verdict::Success,
                }
            };
        },
    );
}
