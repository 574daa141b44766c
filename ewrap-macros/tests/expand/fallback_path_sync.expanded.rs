// 275 tokens around the body.
fn load(id: u64, name: &str) -> Result<String, DbError> {
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
                ::ewrap::__private::Run::returned(
                    ::ewrap::__private::once::<
                        Result<String, DbError>,
                        _,
                        _,
                    >(&__ewrap_permit, move || { body_marker(id, name) }),
                    __ewrap_permit,
                ),
                __ewrap_kept,
            )
        }
        ::ewrap::__private::Result::Err(__ewrap_open) => {
            (::ewrap::__private::Run::rejected(__ewrap_open), id)
        }
    };
    return ::ewrap::__private::rescue(
        __ewrap_run,
        move |_| {
            use ::ewrap::__private::{Refuse as _, Resolve as _};
            return ::ewrap::__private::Fallen(fallback_marker(__ewrap_kept_id, name))
                .resolve();
        },
    );
}
