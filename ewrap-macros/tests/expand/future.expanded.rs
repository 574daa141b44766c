// 286 tokens around the body.
fn load(id: u64) -> impl Future<Output = Result<String, DbError>> + Send {
    use ::ewrap::__private::{self as __ewrap};
    let __ewrap_run = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load");
        __ewrap::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        __ewrap::Ok(__ewrap_permit) => {
            __ewrap::Ok((
                __ewrap::once(
                    &__ewrap_permit,
                    move || {
                        eager(id);
                        async move { body_marker(id).await }
                    },
                ),
                __ewrap_permit,
            ))
        }
        __ewrap::Err(__ewrap_open) => __ewrap::Err(__ewrap_open),
    };
    return async move {
        match __ewrap_run {
            __ewrap::Ok((__ewrap_future, __ewrap_permit)) => {
                match __ewrap::begin(__ewrap_permit) {
                    __ewrap::Ok(__ewrap_permit) => {
                        let __ewrap_out = __ewrap::inside(
                                &__ewrap_permit,
                                __ewrap::pin!(__ewrap_future),
                            )
                            .await;
                        return __ewrap::settle::<
                            Result<String, DbError>,
                            _,
                        >(__ewrap_permit)
                            .of(__ewrap_out);
                    }
                    __ewrap::Err(__ewrap_open) => {
                        return __ewrap::rejected::<Result<String, DbError>>(__ewrap_open);
                    }
                }
            }
            __ewrap::Err(__ewrap_open) => {
                return __ewrap::rejected::<Result<String, DbError>>(__ewrap_open);
            }
        }
    };
}
