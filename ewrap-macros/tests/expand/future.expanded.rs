// 385 tokens around the body.
fn load(id: u64) -> impl Future<Output = Result<String, DbError>> + Send {
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
                        eager(id);
                        async move { body_marker(id).await }
                    },
                ),
                __ewrap_permit,
            ))
        }
        ::ewrap::__private::Result::Err(__ewrap_open) => {
            ::ewrap::__private::Result::Err(__ewrap_open)
        }
    };
    return async move {
        match __ewrap_run {
            ::ewrap::__private::Result::Ok((__ewrap_future, __ewrap_permit)) => {
                match ::ewrap::__private::begin(__ewrap_permit) {
                    ::ewrap::__private::Result::Ok(__ewrap_permit) => {
                        let __ewrap_out = ::ewrap::__private::inside(
                                &__ewrap_permit,
                                ::ewrap::__private::pin!(__ewrap_future),
                            )
                            .await;
                        return ::ewrap::__private::settle::<
                            Result<String, DbError>,
                            _,
                        >(__ewrap_permit)
                            .of(__ewrap_out);
                    }
                    ::ewrap::__private::Result::Err(__ewrap_open) => {
                        return ::ewrap::__private::rejected::<
                            Result<String, DbError>,
                        >(__ewrap_open);
                    }
                }
            }
            ::ewrap::__private::Result::Err(__ewrap_open) => {
                return ::ewrap::__private::rejected::<
                    Result<String, DbError>,
                >(__ewrap_open);
            }
        }
    };
}
