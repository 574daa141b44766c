// 195 tokens around the body.
fn load(id: u64, name: &str) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::call_or(
        {
            static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
            __ewrap::declare!(__EWRAP_SITE);
            &__EWRAP_SITE
        },
        __ewrap::output::<Result<String, DbError>, _, _, _>(),
        __ewrap::Listen::<Result<String, DbError>>::judge,
        move || -> Result<String, DbError> { body_marker(id, name) },
        move |_| {
            use __ewrap::{Refuse as _, Resolve as _};
            let __ewrap_kept0 = id;
            let __ewrap_kept1 = name;
            return __ewrap::Fallen(fallback_marker(__ewrap_kept0, __ewrap_kept1))
                .__ewrap_resolve();
        },
    );
}
