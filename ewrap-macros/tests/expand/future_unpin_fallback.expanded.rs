// 456 tokens around the body.
fn load(id: u64) -> impl Future<Output = Result<String, DbError>> + Unpin {
    let (__ewrap_run, __ewrap_kept_id) = match {
        static __EWRAP_SITE: ::ewrap::__private::Site = ::ewrap::__private::Site::new(
            "db",
            "load",
        );
        ::ewrap::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        ::ewrap::__private::Result::Ok(__ewrap_permit) => {
            let __ewrap_kept = ::ewrap::__private::again(&id);
            (
                ::ewrap::__private::Result::Ok((
                    ::ewrap::__private::once(
                        &__ewrap_permit,
                        move || { Box::pin(async move { body_marker(id).await }) },
                    ),
                    __ewrap_permit,
                )),
                __ewrap_kept,
            )
        }
        ::ewrap::__private::Result::Err(__ewrap_open) => {
            (::ewrap::__private::Result::Err(__ewrap_open), id)
        }
    };
    return ::ewrap::__private::Box::pin(async move {
        let () = match __ewrap_run {
            ::ewrap::__private::Result::Ok((__ewrap_future, __ewrap_permit)) => {
                match ::ewrap::__private::begin(__ewrap_permit) {
                    ::ewrap::__private::Result::Ok(__ewrap_permit) => {
                        match ::ewrap::__private::failed(
                            ::ewrap::__private::inside(
                                    &__ewrap_permit,
                                    ::ewrap::__private::pin!(__ewrap_future),
                                )
                                .await,
                            __ewrap_permit,
                        ) {
                            ::ewrap::__private::Result::Ok(__ewrap_out) => {
                                return __ewrap_out;
                            }
                            ::ewrap::__private::Result::Err(__ewrap_error) => {}
                        }
                    }
                    ::ewrap::__private::Result::Err(__ewrap_open) => {}
                }
            }
            ::ewrap::__private::Result::Err(__ewrap_open) => {}
        };
        {
            use ::ewrap::__private::{Refuse as _, Resolve as _};
            return ::ewrap::__private::Fallen(fallback_marker(__ewrap_kept_id))
                .resolve()
                .await;
        }
    });
}
