// 214 tokens around the body.
fn load(tenant: String) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load");
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire_keyed(&__EWRAP_SITE, &(tenant))
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::rejected::<Result<String, DbError>>(__ewrap_open);
        }
    };
    let __ewrap_out = __ewrap::once(
        &__ewrap_permit,
        move || -> Result<String, DbError> {
            let _ = &tenant;
            body_marker(tenant)
        },
    );
    return __ewrap::settle::<
        Result<String, DbError>,
        _,
        _,
        _,
    >(__ewrap_permit, __ewrap::Listen::<Result<String, DbError>>::judge)
        .of(__ewrap_out);
}
