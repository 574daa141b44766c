// 328 tokens around the body.
async fn load(id: u64) -> Result<String, DbError> {
    let __ewrap_cause = match {
        static __EWRAP_SITE: ::ewrap::__private::Site = ::ewrap::__private::Site::new(
            "db",
            "load",
        );
        ::ewrap::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        ::ewrap::__private::Result::Ok(__ewrap_permit) => {
            match ::ewrap::__private::failed(
                ::ewrap::__private::inside(
                        &__ewrap_permit,
                        ::ewrap::__private::pin!(
                            async move { if false { return ::ewrap::__private::absurd:: <
                            Result < String, DbError > > (); } body_marker(id). await }
                        ),
                    )
                    .await,
                __ewrap_permit,
            ) {
                ::ewrap::__private::Result::Ok(__ewrap_out) => return __ewrap_out,
                ::ewrap::__private::Result::Err(__ewrap_error) => {
                    ::ewrap::__private::Cause::Failed(__ewrap_error)
                }
            }
        }
        ::ewrap::__private::Result::Err(__ewrap_open) => {
            ::ewrap::__private::Cause::Rejected(__ewrap_open)
        }
    };
    {
        use ::ewrap::__private::{Refuse as _, Resolve as _};
        return ::ewrap::__private::Fallen(
                ::ewrap::__private::explain(
                    async move |cause: ewrap::Cause<DbError>| {
                        fallback_marker(cause).await
                    },
                    __ewrap_cause,
                ),
            )
            .resolve()
            .await;
    }
}
