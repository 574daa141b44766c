// 373 tokens around the body.
fn load(id: Id) -> BoxFuture<'static, Result<String, DbError>> {
    let (__ewrap_run, __ewrap_kept_id) = match {
        static __EWRAP_SITE: ::ewrap::__private::Site = ::ewrap::__private::Site::new(
            "db",
            "load",
        );
        ::ewrap::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        ::ewrap::__private::Result::Ok(__ewrap_permit) => {
            let __ewrap_kept = ::ewrap::__private::again(&id);
            (
                ::ewrap::__private::Run::strict_by(
                    ::ewrap::__private::once::<
                        BoxFuture<'static, Result<String, DbError>>,
                        _,
                        _,
                    >(
                        &__ewrap_permit,
                        move || {
                            let _ = &id;
                            body_marker(id)
                        },
                    ),
                    __ewrap_permit,
                    |__ewrap_result: &::ewrap::__private::Result<_, _>| {
                        return match __ewrap_result {
                            ::ewrap::__private::Result::Err(DbError::NoUser) => {
                                ::ewrap::__private::Verdict::Ignore
                            }
                            _ => ::ewrap::__private::verdict(__ewrap_result),
                        };
                    },
                ),
                __ewrap_kept,
            )
        }
        ::ewrap::__private::Result::Err(__ewrap_open) => {
            return ::ewrap::__private::rejected::<
                BoxFuture<'static, Result<String, DbError>>,
            >(__ewrap_open);
        }
    };
    return ::ewrap::__private::rescue(
        __ewrap_run,
        move |_| {
            use ::ewrap::__private::{Refuse as _, Resolve as _};
            return ::ewrap::__private::Fallen(fallback_marker(__ewrap_kept_id))
                .resolve();
        },
    );
}
