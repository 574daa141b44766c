// 321 tokens around the body.
fn load(id: u64, name: String) -> Result<String, DbError> {
    #[allow(
        clippy::shadow_reuse,
        clippy::shadow_same,
        clippy::shadow_unrelated,
        reason = "the same argument"
    )]
    let (__ewrap_run, name) = match {
        static __EWRAP_SITE: ::ewrap::__private::Site = ::ewrap::__private::Site::new(
            "db",
            "load",
        );
        ::ewrap::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        ::ewrap::__private::Result::Ok(__ewrap_permit) => {
            let __ewrap_kept = ::ewrap::__private::again(&name);
            (
                ::ewrap::__private::Run::returned(
                    ::ewrap::__private::once::<
                        Result<String, DbError>,
                        _,
                        _,
                    >(
                        &__ewrap_permit,
                        move || {
                            let _ = &name;
                            body_marker(id, name)
                        },
                    ),
                    __ewrap_permit,
                ),
                __ewrap_kept,
            )
        }
        ::ewrap::__private::Result::Err(__ewrap_open) => {
            (::ewrap::__private::Run::rejected(__ewrap_open), name)
        }
    };
    return ::ewrap::__private::rescue(
        __ewrap_run,
        move |__ewrap_cause| {
            use ::ewrap::__private::{Refuse as _, Resolve as _};
            return ::ewrap::__private::Fallen(
                    ::ewrap::__private::explain(
                        move |cause| fallback_marker(cause, name),
                        __ewrap_cause,
                    ),
                )
                .resolve();
        },
    );
}
