// 202 tokens around the body.
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
            static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new(
                "db",
                "load",
                __ewrap::consistent(
                    &[
                        __ewrap::Setting::failure_rate(1.0 / 3.0),
                        __ewrap::Setting::slow_call(SLOW),
                        __ewrap::Setting::slow_rate(RATE),
                        __ewrap::Setting::window(Window::tumbling(SPAN)),
                        __ewrap::Setting::min_calls(LEAST),
                    ],
                ),
            );
            __ewrap::declare!(__EWRAP_SITE);
            &__EWRAP_SITE
        },
        __ewrap::Listen::<Result<String, DbError>>::judge,
        move || -> Result<String, DbError> { body_marker(id) },
    );
}
