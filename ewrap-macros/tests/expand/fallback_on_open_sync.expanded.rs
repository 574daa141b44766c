// 268 tokens around the body.
fn load(id: Id) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::instead(
                __ewrap_open,
                __ewrap::output::<Result<String, DbError>, _, _, _>(),
                move |_| {
                    use __ewrap::{Refuse as _, Resolve as _};
                    let __ewrap_kept0 = id;
                    return __ewrap::Fallen(fallback_marker(__ewrap_kept0))
                        .__ewrap_resolve();
                },
            );
        }
    };
    let __ewrap_out = __ewrap::once(
        &__ewrap_permit,
        move || -> Result<String, DbError> {
            let _ = &id;
            body_marker(id)
        },
    );
    return __ewrap::keep::<
        Result<String, DbError>,
        _,
        _,
        _,
    >(__ewrap_permit, __ewrap::Listen::<Result<String, DbError>>::judge)
        .of(__ewrap_out);
}
