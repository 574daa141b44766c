// 407 tokens around the body.
fn load(id: Id) -> impl Future<Output = Result<String, DbError>> {
    let __ewrap_run = match {
        static __EWRAP_SITE: ::ewrap::__private::Site = ::ewrap::__private::Site::new(
            "db",
            "load",
        );
        ::ewrap::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        ::ewrap::__private::Result::Ok(__ewrap_permit) => {
            ::ewrap::__private::Result::Ok((
                ::ewrap::__private::once(
                    &__ewrap_permit,
                    move || {
                        let _ = &id;
                        async move { body_marker(id).await }
                    },
                ),
                __ewrap_permit,
            ))
        }
        ::ewrap::__private::Result::Err(__ewrap_open) => {
            ::ewrap::__private::Result::Err((__ewrap_open, id))
        }
    };
    return async move {
        #[allow(
            clippy::shadow_reuse,
            clippy::shadow_same,
            clippy::shadow_unrelated,
            reason = "the same argument"
        )]
        let (__ewrap_open, id) = match __ewrap_run {
            ::ewrap::__private::Result::Ok((__ewrap_future, __ewrap_permit)) => {
                return ::ewrap::__private::keep(
                    ::ewrap::__private::inside(
                            &__ewrap_permit,
                            ::ewrap::__private::pin!(__ewrap_future),
                        )
                        .await,
                    __ewrap_permit,
                );
            }
            ::ewrap::__private::Result::Err(__ewrap_open) => __ewrap_open,
        };
        {
            use ::ewrap::__private::{Refuse as _, Resolve as _};
            return ::ewrap::__private::Fallen(
                    ::ewrap::__private::explain(
                        move |cause| fallback_marker(cause, id),
                        ::ewrap::__private::Cause::<
                            <Result<
                                String,
                                DbError,
                            > as ::ewrap::__private::Returned>::Err,
                        >::Rejected(__ewrap_open),
                    ),
                )
                .resolve()
                .await;
        }
    };
}
