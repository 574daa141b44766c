// 231 tokens around the body.
async fn load(id: u64) -> Result<String, DbError> {
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
            return ::ewrap::__private::rejected::<Result<String, DbError>>(__ewrap_open);
        }
    };
    let __ewrap_out = ::ewrap::__private::inside(
            &__ewrap_permit,
            ::ewrap::__private::pin!(
                async move { if false { return ::ewrap::__private::absurd:: < Result <
                String, DbError > > (); } body_marker(id). await }
            ),
        )
        .await;
    return ::ewrap::__private::settle::<Result<String, DbError>, _>(__ewrap_permit)
        .of(__ewrap_out);
}
