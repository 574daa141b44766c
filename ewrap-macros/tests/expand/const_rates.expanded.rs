// 266 tokens around the body.
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
            static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::consistent(
                __ewrap::Site::checked(
                    __ewrap::Site::checked(
                        __ewrap::Site::checked(
                            __ewrap::Site::checked(
                                __ewrap::Site::checked(
                                    __ewrap::Site::new(
                                        "db",
                                        "load",
                                        &[
                                            __ewrap::Setting::FailureRate(1.0 / 3.0),
                                            __ewrap::Setting::SlowCall(__ewrap::nanos(SLOW)),
                                            __ewrap::Setting::SlowRate(RATE),
                                            __ewrap::Setting::Window(Window::tumbling(SPAN)),
                                            __ewrap::Setting::MinCalls(LEAST),
                                        ],
                                    ),
                                    0,
                                ),
                                1,
                            ),
                            2,
                        ),
                        3,
                    ),
                    4,
                ),
            );
            __ewrap::declare!(__EWRAP_SITE);
            &__EWRAP_SITE
        },
        __ewrap::Listen::<Result<String, DbError>>::judge,
        move || -> Result<String, DbError> { body_marker(id) },
    );
}
