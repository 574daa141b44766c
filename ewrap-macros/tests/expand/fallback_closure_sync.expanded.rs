// 328 tokens around the body.
fn load(id: u64, name: String) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    #[allow(
        clippy::shadow_reuse,
        clippy::shadow_same,
        clippy::shadow_unrelated,
        reason = "the same argument"
    )]
    let (__ewrap_run, name) = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            let __ewrap_kept = __ewrap::again(&name);
            (
                __ewrap::Ok((
                    __ewrap::once(
                        &__ewrap_permit,
                        move || -> Result<String, DbError> {
                            let _ = &name;
                            body_marker(id, name)
                        },
                    ),
                    __ewrap_permit,
                )),
                __ewrap_kept,
            )
        }
        __ewrap::Err(__ewrap_open) => (__ewrap::Err(__ewrap_open), name),
    };
    return __ewrap::rescue(
        __ewrap_run,
        __ewrap::output::<Result<String, DbError>, _, _, _>(),
        __ewrap::Listen::<Result<String, DbError>>::judge,
        move |__ewrap_cause| {
            use __ewrap::{Refuse as _, Resolve as _};
            return __ewrap::Fallen(
                    __ewrap::explain::<
                        _,
                        Result<String, DbError>,
                        _,
                    >(move |cause| fallback_marker(cause, name), __ewrap_cause),
                )
                .__ewrap_resolve();
        },
    );
}
