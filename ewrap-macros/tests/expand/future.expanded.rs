// 197 tokens around the body.
fn load(id: u64) -> impl Future<Output = Result<String, DbError>> + Send {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::deferred(
        __ewrap::ending::<
            Result<String, DbError>,
            _,
            _,
            _,
        >(__ewrap::Listen::<Result<String, DbError>>::judge),
        match {
            static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
            __ewrap::declare!(__EWRAP_SITE);
            __ewrap::Site::acquire(&__EWRAP_SITE)
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
        },
    );
}
