// 376 tokens around the body.
fn load(id: u64) -> BoxFuture<'static, Result<String, DbError>> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_output = __ewrap::strict_output::<
        BoxFuture<'static, Result<String, DbError>>,
        _,
        _,
        _,
    >();
    __ewrap::timely(&__ewrap_output);
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::in_registry(
            __ewrap::Site::new("db", "load", &[]),
            "REGISTRY",
        );
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire_in(&__EWRAP_SITE, &(REGISTRY))
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::instead(
                __ewrap_open,
                __ewrap::strict_output::<
                    BoxFuture<'static, Result<String, DbError>>,
                    _,
                    _,
                    _,
                >(),
                move |__ewrap_cause| {
                    use __ewrap::{Refuse as _, Resolve as _};
                    return __ewrap::Fallen(
                            __ewrap::explain(
                                move |cause| fallback_marker(cause),
                                __ewrap_cause,
                            ),
                        )
                        .__ewrap_resolve();
                },
            );
        }
    };
    let __ewrap_out = __ewrap::once(
        &__ewrap_permit,
        move || -> BoxFuture<'static, Result<String, DbError>> { body_marker(id) },
    );
    return __ewrap::keep_within::<
        BoxFuture<'static, Result<String, DbError>>,
        _,
        _,
        _,
    >(
            __ewrap_permit,
            __ewrap::Listen::<BoxFuture<'static, Result<String, DbError>>>::judge,
            const { __ewrap::limit(__ewrap::Duration::from_nanos(50000000)) },
        )
        .of(__ewrap_out);
}
