// 327 tokens around the body.
async fn load(id: u64, name: String) -> Result<String, DbError> {
    let (__ewrap_kept_id, __ewrap_kept_name) = match {
        static __EWRAP_SITE: ::ewrap::__private::Site = ::ewrap::__private::Site::new(
            "db",
            "load",
        );
        ::ewrap::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        ::ewrap::__private::Result::Ok(__ewrap_permit) => {
            let __ewrap_kept = (
                ::ewrap::__private::again(&id),
                ::ewrap::__private::again(&name),
            );
            match ::ewrap::__private::failed(
                ::ewrap::__private::inside(
                        &__ewrap_permit,
                        ::ewrap::__private::pin!(
                            async move { if false { return ::ewrap::__private::absurd:: <
                            Result < String, DbError > > (); } let _ = & name;
                            body_marker(id, name). await }
                        ),
                    )
                    .await,
                __ewrap_permit,
            ) {
                ::ewrap::__private::Result::Ok(__ewrap_out) => return __ewrap_out,
                ::ewrap::__private::Result::Err(__ewrap_error) => __ewrap_kept,
            }
        }
        ::ewrap::__private::Result::Err(__ewrap_open) => (id, name),
    };
    {
        use ::ewrap::__private::{Refuse as _, Resolve as _};
        return ::ewrap::__private::Fallen(
                fallback_marker(__ewrap_kept_id, __ewrap_kept_name),
            )
            .resolve()
            .await;
    }
}
