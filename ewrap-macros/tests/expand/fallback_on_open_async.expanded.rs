// 301 tokens around the body.
async fn load(id: Id) -> Result<impl Display, DbError> {
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
            use ::ewrap::__private::{Refuse as _, Resolve as _};
            return ::ewrap::__private::Fallen(
                    ::ewrap::__private::explain(
                        move |cause| fallback_marker(cause),
                        ::ewrap::__private::Cause::<
                            <Result<(), DbError> as ::ewrap::__private::Returned>::Err,
                        >::Rejected(__ewrap_open),
                    ),
                )
                .resolve()
                .await;
        }
    };
    let __ewrap_out = ::ewrap::__private::inside(
            &__ewrap_permit,
            ::ewrap::__private::pin!(
                async move { if false { return ::ewrap::__private::absurd:: < Result < _,
                DbError > > (); } let _ = & id; body_marker(id). await }
            ),
        )
        .await;
    return ::ewrap::__private::keep(__ewrap_out, __ewrap_permit);
}
