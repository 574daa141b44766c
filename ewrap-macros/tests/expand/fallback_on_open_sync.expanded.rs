// 244 tokens around the body.
fn load(id: Id) -> Result<String, DbError> {
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
            return ::ewrap::__private::instead::<
                Result<String, DbError>,
                _,
            >(
                __ewrap_open,
                move |_| {
                    use ::ewrap::__private::{Refuse as _, Resolve as _};
                    return ::ewrap::__private::Fallen(fallback_marker(id)).resolve();
                },
            );
        }
    };
    let __ewrap_out = ::ewrap::__private::once::<
        Result<String, DbError>,
        _,
        _,
    >(
        &__ewrap_permit,
        move || {
            let _ = &id;
            body_marker(id)
        },
    );
    return ::ewrap::__private::keep(__ewrap_out, __ewrap_permit);
}
