// 374 tokens around the body.
fn load(id: u64) -> impl Future<Output = Result<String, DbError>> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_run = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            __ewrap::Ok((
                __ewrap::once(&__ewrap_permit, move || { body_marker(id) }),
                __ewrap_permit,
            ))
        }
        __ewrap::Err(__ewrap_open) => __ewrap::Err(__ewrap_open),
    };
    return async move {
        let () = match __ewrap_run {
            __ewrap::Ok((__ewrap_future, __ewrap_permit)) => {
                match __ewrap::begin(__ewrap_permit) {
                    __ewrap::Ok(__ewrap_permit) => {
                        match __ewrap::tried(
                            __ewrap::run_within(
                                    __ewrap::Ok(__ewrap_permit),
                                    __ewrap_future,
                                    const {
                                        __ewrap::limit(__ewrap::Duration::from_nanos(50000000))
                                    },
                                )
                                .await,
                            __ewrap::output::<Result<String, DbError>, _, _, _>(),
                            __ewrap::Listen::<Result<String, DbError>>::judge,
                        ) {
                            __ewrap::Ok(__ewrap_out) => return __ewrap_out,
                            __ewrap::Err(__ewrap_cause) => {}
                        }
                    }
                    __ewrap::Err(__ewrap_open) => {}
                }
            }
            __ewrap::Err(__ewrap_open) => {}
        };
        {
            use __ewrap::{Refuse as _, Resolve as _};
            let __ewrap_kept0 = id;
            return __ewrap::Fallen(fallback_marker(__ewrap_kept0))
                .__ewrap_resolve()
                .await;
        }
    };
}
