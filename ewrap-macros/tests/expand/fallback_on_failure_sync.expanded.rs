// 358 tokens around the body.
fn load(id: Id) -> BoxFuture<'static, Result<String, DbError>> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let (__ewrap_run, __ewrap_kept0) = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            let __ewrap_kept = __ewrap::again(&id);
            (
                __ewrap::Ok((
                    __ewrap::once(
                        &__ewrap_permit,
                        move || -> BoxFuture<'static, Result<String, DbError>> {
                            let _ = &id;
                            body_marker(id)
                        },
                    ),
                    __ewrap_permit,
                )),
                __ewrap_kept,
            )
        }
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::rejected::<
                BoxFuture<'static, Result<String, DbError>>,
            >(__ewrap_open);
        }
    };
    return __ewrap::rescue(
        __ewrap_run,
        __ewrap::strict_output::<BoxFuture<'static, Result<String, DbError>>, _, _, _>(),
        |__ewrap_result: &__ewrap::Result<_, _>| {
            return match __ewrap_result {
                __ewrap::Err(DbError::NoUser) => __ewrap::Verdict::Ignore,
                _ => {
                    __ewrap::Listen::<
                        BoxFuture<'static, Result<String, DbError>>,
                    >::judge(__ewrap_result)
                }
            };
        },
        move |_| {
            use __ewrap::{Refuse as _, Resolve as _};
            return __ewrap::Fallen(fallback_marker(__ewrap_kept0)).__ewrap_resolve();
        },
    );
}
