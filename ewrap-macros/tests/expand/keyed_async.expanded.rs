// 232 tokens around the body.
async fn load(&self, region: String) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::finish::<
        Result<String, DbError>,
        _,
        _,
        _,
    >(
        __ewrap::run_asked(
                {
                    static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::in_registry(
                        __ewrap::Site::new(
                            "db",
                            "load",
                            &[
                                __ewrap::Setting::FailureRate(0.5),
                                __ewrap::Setting::WindowCalls(50),
                            ],
                        ),
                        "self . registry",
                    );
                    __ewrap::declare!(__EWRAP_SITE);
                    __ewrap::Site::acquire_keyed_in(
                        &__EWRAP_SITE,
                        &(self.registry),
                        &((&(self.tenant), &(region))),
                    )
                },
                async move {
                    if false {
                        return __ewrap::absurd::<Result<String, DbError>>();
                    }
                    let _ = &region;
                    body_marker(region).await
                },
            )
            .await,
        __ewrap::Listen::<Result<String, DbError>>::judge,
    );
}
