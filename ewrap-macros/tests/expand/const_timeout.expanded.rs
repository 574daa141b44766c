// 220 tokens around the body.
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
    return __ewrap::call::<
        Result<&'a mut T, DbError>,
        _,
        _,
        _,
    >(
        {
            static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::checked(
                __ewrap::Site::new(
                    "db",
                    "match",
                    &[__ewrap::Setting::Timeout(__ewrap::nanos(Duration::from_secs(60)))],
                ),
                0,
            );
            __ewrap::declare!(__EWRAP_SITE);
            &__EWRAP_SITE
        },
        __ewrap::Listen::<Result<&'a mut T, DbError>>::judge,
        move || -> Result<&'a mut T, DbError> {
            let _ = &name;
            let _ = &__ewrap_arg0;
            body_marker(self, name)
        },
    );
}
