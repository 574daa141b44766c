// 266 tokens around the body.
fn load(id: u64) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::min_calls(
            __ewrap::Site::window(
                __ewrap::Site::slow_rate(
                    __ewrap::Site::slow_call(
                        __ewrap::Site::failure_rate(
                            __ewrap::Site::new("db", "load"),
                            1.0 / 3.0,
                        ),
                        SLOW,
                    ),
                    RATE,
                ),
                Window::tumbling(SPAN),
            ),
            LEAST,
        );
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::rejected::<Result<String, DbError>>(__ewrap_open);
        }
    };
    let __ewrap_out = __ewrap::once(
        &__ewrap_permit,
        move || -> Result<String, DbError> { body_marker(id) },
    );
    return __ewrap::settle::<
        Result<String, DbError>,
        _,
        _,
        _,
    >(__ewrap_permit, __ewrap::Listen::<Result<String, DbError>>::judge)
        .of(__ewrap_out);
}
