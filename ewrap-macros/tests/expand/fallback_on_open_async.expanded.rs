// 285 tokens around the body.
async fn load(id: Id) -> Result<impl Display, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            use __ewrap::{Refuse as _, Resolve as _};
            return __ewrap::Fallen(
                    __ewrap::explain(
                        move |cause| fallback_marker(cause),
                        __ewrap::refused(
                            __ewrap::output::<Result<(), DbError>, _, _, _>(),
                            __ewrap_open,
                        ),
                    ),
                )
                .__ewrap_resolve()
                .await;
        }
    };
    return __ewrap::finish_admitted::<
        Result<_, DbError>,
        _,
        _,
        _,
    >(
        __ewrap::run_asked(
                __ewrap::Ok(__ewrap_permit),
                async move {
                    if false {
                        return __ewrap::absurd::<Result<_, DbError>>();
                    }
                    let _ = &id;
                    body_marker(id).await
                },
            )
            .await,
        __ewrap::Listen::<Result<(), DbError>>::judge,
    );
}
