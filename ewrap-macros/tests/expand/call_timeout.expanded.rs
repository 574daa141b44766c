// 186 tokens around the body.
async fn load(id: u64) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::finish::<
        Result<String, DbError>,
        _,
        _,
        _,
    >(
        __ewrap::run_within(
                {
                    static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new(
                        "db",
                        "load",
                        &[],
                    );
                    __ewrap::declare!(__EWRAP_SITE);
                    __ewrap::Site::acquire(&__EWRAP_SITE)
                },
                async move {
                    if false {
                        return __ewrap::absurd::<Result<String, DbError>>();
                    }
                    body_marker(id).await
                },
                const { __ewrap::limit(__ewrap::Duration::from_nanos(2000000000)) },
            )
            .await,
        __ewrap::Listen::<Result<String, DbError>>::judge,
    );
}
