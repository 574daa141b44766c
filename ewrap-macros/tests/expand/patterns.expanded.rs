// 297 tokens around the body.
async fn load(
    __ewrap_arg0: (u64, u64),
    #[cfg(unix)]
    name: String,
    __ewrap_arg2: Guard,
    _held: Guard,
) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::finish::<
        Result<String, DbError>,
        _,
        _,
        _,
    >(
        __ewrap::run(
                {
                    static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new(
                        "db",
                        "load",
                        &[],
                    );
                    __ewrap::declare!(__EWRAP_SITE);
                    &__EWRAP_SITE
                },
                async move {
                    if false {
                        return __ewrap::absurd::<Result<String, DbError>>();
                    }
                    let __ewrap_arg0 = __ewrap_arg0;
                    let (low, high) = __ewrap_arg0;
                    #[cfg(unix)]
                    #[allow(
                        clippy::shadow_reuse,
                        clippy::shadow_same,
                        clippy::shadow_unrelated,
                        reason = "the same argument"
                    )]
                    let mut name = name;
                    let __ewrap_arg2 = __ewrap_arg2;
                    #[allow(
                        clippy::no_effect_underscore_binding,
                        clippy::used_underscore_binding,
                        reason = "held as long as before"
                    )]
                    #[allow(
                        clippy::shadow_reuse,
                        clippy::shadow_same,
                        clippy::shadow_unrelated,
                        reason = "the same argument"
                    )]
                    let _held = _held;
                    #[allow(
                        unused_braces,
                        reason = "the body is emitted as it was written"
                    )]
                    {
                        name.push('x');
                        body_marker(low, high, name).await
                    }
                },
            )
            .await,
        __ewrap::Listen::<Result<String, DbError>>::judge,
    );
}
