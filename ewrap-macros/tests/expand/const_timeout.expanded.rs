// 277 tokens around the body.
fn r#match<'a, T: Clone>(
    &'a mut self,
    __ewrap_arg0: T,
    mut name: String,
) -> Result<&'a mut T, DbError>
where
    T: 'a,
{
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::timeout(
            __ewrap::Site::new("db", "match"),
            Duration::from_secs(60),
        );
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::rejected::<Result<&'a mut T, DbError>>(__ewrap_open);
        }
    };
    let __ewrap_out = __ewrap::once(
        &__ewrap_permit,
        move || -> Result<&'a mut T, DbError> {
            let _ = &name;
            let _ = &__ewrap_arg0;
            body_marker(self, name)
        },
    );
    return __ewrap::settle::<
        Result<&'a mut T, DbError>,
        _,
        _,
        _,
    >(__ewrap_permit, __ewrap::Listen::<Result<&'a mut T, DbError>>::judge)
        .of(__ewrap_out);
}
