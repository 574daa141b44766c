// 294 tokens around the body.
async fn load(&self, region: String) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::in_registry(
            __ewrap::Site::window_calls(
                __ewrap::Site::failure_rate(__ewrap::Site::new("db", "load"), 0.5),
                50,
            ),
            "self . registry",
        );
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire_keyed_in(
            &__EWRAP_SITE,
            &(self.registry),
            &((&(self.tenant), &(region))),
        )
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::rejected::<Result<String, DbError>>(__ewrap_open);
        }
    };
    let __ewrap_out = __ewrap::inside(
            &__ewrap_permit,
            __ewrap::pin!(
                async move { if false { return __ewrap::absurd:: < Result < String,
                DbError > > (); }; let _ = & region; body_marker(region). await }
            ),
        )
        .await;
    return __ewrap::settle::<
        Result<String, DbError>,
        _,
        _,
        _,
    >(__ewrap_permit, __ewrap::Listen::<Result<String, DbError>>::judge)
        .of(__ewrap_out);
}
