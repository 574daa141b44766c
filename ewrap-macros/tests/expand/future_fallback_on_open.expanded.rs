// 375 tokens around the body.
fn load(id: Id) -> impl Future<Output = Result<String, DbError>> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_run = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            __ewrap::Ok((
                __ewrap::once(
                    &__ewrap_permit,
                    move || {
                        let _ = &id;
                        #[allow(
                            unused_braces,
                            reason = "the body is emitted as it was written"
                        )] { async move { body_marker(id).await } }
                    },
                ),
                __ewrap_permit,
            ))
        }
        __ewrap::Err(__ewrap_open) => __ewrap::Err((__ewrap_open, id)),
    };
    return async move {
        #[allow(
            clippy::shadow_reuse,
            clippy::shadow_same,
            clippy::shadow_unrelated,
            reason = "the same argument"
        )]
        let (__ewrap_open, id) = match __ewrap_run {
            __ewrap::Ok((__ewrap_future, __ewrap_permit)) => {
                return __ewrap::finish_admitted::<
                    Result<String, DbError>,
                    _,
                    _,
                    _,
                >(
                    __ewrap::run_asked(__ewrap::Ok(__ewrap_permit), __ewrap_future)
                        .await,
                    __ewrap::Listen::<Result<String, DbError>>::judge,
                );
            }
            __ewrap::Err(__ewrap_open) => __ewrap_open,
        };
        {
            use __ewrap::{Refuse as _, Resolve as _};
            return __ewrap::Fallen(
                    __ewrap::explain(
                        move |cause| fallback_marker(cause, id),
                        __ewrap::refused(
                            __ewrap::output::<Result<String, DbError>, _, _, _>(),
                            __ewrap_open,
                        ),
                    ),
                )
                .__ewrap_resolve()
                .await;
        }
    };
}
