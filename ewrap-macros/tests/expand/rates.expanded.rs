// 204 tokens around the body.
fn load(id: u64) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::call::<
        Result<String, DbError>,
        _,
        _,
        _,
    >(
        {
            static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::with(
                __ewrap::Site::new("db", "load"),
                __ewrap::Settings::min_calls(
                    __ewrap::Settings::window_ns(
                        __ewrap::Settings::slow_rate(
                            __ewrap::Settings::slow_call_ns(
                                __ewrap::Settings::failure_rate(
                                    __ewrap::Settings::new(),
                                    0.5,
                                ),
                                250000000,
                            ),
                            1.0,
                        ),
                        10000000000,
                    ),
                    20,
                ),
            );
            __ewrap::declare!(__EWRAP_SITE);
            &__EWRAP_SITE
        },
        __ewrap::Listen::<Result<String, DbError>>::judge,
        move || -> Result<String, DbError> { body_marker(id) },
    );
}
