// 268 tokens around the body.
fn r#match<'a, T: Clone>(
    &'a mut self,
    __ewrap_arg0: T,
    mut name: String,
) -> Result<&'a mut T, DbError>
where
    T: 'a,
{
    let __ewrap_permit = match {
        static __EWRAP_SITE: ::ewrap::__private::Site = ::ewrap::__private::Site::new(
                "db",
                "match",
            )
            .timeout(Duration::from_secs(60));
        ::ewrap::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        ::ewrap::__private::Result::Ok(__ewrap_permit) => __ewrap_permit,
        ::ewrap::__private::Result::Err(__ewrap_open) => {
            return ::ewrap::__private::rejected::<
                Result<&'a mut T, DbError>,
            >(__ewrap_open);
        }
    };
    let __ewrap_out = ::ewrap::__private::once::<
        Result<&'a mut T, DbError>,
        _,
        _,
    >(
        &__ewrap_permit,
        move || {
            let _ = &name;
            let _ = &__ewrap_arg0;
            body_marker(self, name)
        },
    );
    return ::ewrap::__private::settle::<Result<&'a mut T, DbError>, _>(__ewrap_permit)
        .of(__ewrap_out);
}
