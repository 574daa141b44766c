// 185 tokens around the body.
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
            static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::min_calls(
                __ewrap::Site::window_ns(
                    __ewrap::Site::slow_rate(
                        __ewrap::Site::slow_call_ns(
                            __ewrap::Site::failure_rate(
                                __ewrap::Site::new("db", "load"),
                                0.5,
                            ),
                            250000000,
                        ),
                        1.0,
                    ),
                    10000000000,
                ),
                20,
            );
            __ewrap::declare!(__EWRAP_SITE);
            &__EWRAP_SITE
        },
        __ewrap::Listen::<Result<String, DbError>>::judge,
        move || -> Result<String, DbError> { body_marker(id) },
    );
}
