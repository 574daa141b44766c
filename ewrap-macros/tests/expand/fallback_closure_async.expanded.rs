// 224 tokens around the body.
async fn load(id: u64) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::run_or(
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
                body_marker(id).await
            },
            __ewrap::rescued(
                __ewrap::output::<Result<String, DbError>, _, _, _>(),
                __ewrap::Listen::<Result<String, DbError>>::judge,
                move |__ewrap_cause| {
                    use __ewrap::{Refuse as _, Resolve as _};
                    return __ewrap::Fallen(
                            __ewrap::explain(
                                async move |cause: ewrap::Cause<DbError>| {
                                    fallback_marker(cause).await
                                },
                                __ewrap_cause,
                            ),
                        )
                        .__ewrap_resolve();
                },
            ),
        )
        .await;
}
