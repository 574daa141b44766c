// 330 tokens around the body.
fn load(id: u64) -> BoxFuture<'static, Result<String, DbError>> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_output = __ewrap::output::<
        BoxFuture<'static, Result<String, DbError>>,
        _,
        _,
        _,
    >();
    __ewrap::timely(&__ewrap_output);
    let __ewrap_run = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            __ewrap::Ok((
                __ewrap::once(
                    &__ewrap_permit,
                    move || -> BoxFuture<'static, Result<String, DbError>> {
                        body_marker(id)
                    },
                ),
                __ewrap_permit,
            ))
        }
        __ewrap::Err(__ewrap_open) => __ewrap::Err(__ewrap_open),
    };
    return __ewrap::rescue_within(
        __ewrap_run,
        __ewrap::output::<BoxFuture<'static, Result<String, DbError>>, _, _, _>(),
        __ewrap::Listen::<BoxFuture<'static, Result<String, DbError>>>::judge,
        const { __ewrap::limit(__ewrap::Duration::from_nanos(50000000)) },
        move |_| {
            use __ewrap::{Refuse as _, Resolve as _};
            let __ewrap_kept0 = id;
            return __ewrap::Fallen(fallback_marker(__ewrap_kept0)).__ewrap_resolve();
        },
    );
}
