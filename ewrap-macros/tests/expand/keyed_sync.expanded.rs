// 156 tokens around the body.
fn load(tenant: String) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::call_asked::<
        Result<String, DbError>,
        _,
        _,
        _,
        _,
    >(
        {
            static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
            __ewrap::declare!(__EWRAP_SITE);
            __ewrap::Site::acquire_keyed(&__EWRAP_SITE, &(tenant))
        },
        __ewrap::Listen::<Result<String, DbError>>::judge,
        move || -> Result<String, DbError> {
            let _ = &tenant;
            body_marker(tenant)
        },
    );
}
