// 308 tokens around the body.
async fn load(id: u64) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load");
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::rejected::<Result<String, DbError>>(__ewrap_open);
        }
    };
    let __ewrap_out = {
        let __ewrap_run = __ewrap::limited(
                &__ewrap_permit,
                __ewrap::pin!(
                    async move { if false { return __ewrap::absurd:: < Result < String,
                    DbError > > (); }; body_marker(id). await }
                ),
                const { __ewrap::limit(__ewrap::Duration::from_nanos(2000000000)) },
            )
            .await;
        match __ewrap_run {
            __ewrap::Ok(__ewrap_out) => __ewrap_out,
            __ewrap::Err(__ewrap_open) => {
                __ewrap::cut(__ewrap_permit, &__ewrap_open);
                return __ewrap::rejected::<Result<String, DbError>>(__ewrap_open);
            }
        }
    };
    return __ewrap::settle::<
        Result<String, DbError>,
        _,
        _,
        _,
    >(__ewrap_permit, __ewrap::Listen::<Result<String, DbError>>::judge)
        .of(__ewrap_out);
}
