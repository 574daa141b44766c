// 298 tokens around the body.
async fn load(id: u64) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_cause = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            match __ewrap::tried(
                __ewrap::run_asked(
                        __ewrap::Ok(__ewrap_permit),
                        async move {
                            if false {
                                return __ewrap::absurd::<Result<String, DbError>>();
                            }
                            body_marker(id).await
                        },
                    )
                    .await,
                __ewrap::output::<Result<String, DbError>, _, _, _>(),
                __ewrap::Listen::<Result<String, DbError>>::judge,
            ) {
                __ewrap::Ok(__ewrap_out) => return __ewrap_out,
                __ewrap::Err(__ewrap_cause) => __ewrap_cause,
            }
        }
        __ewrap::Err(__ewrap_open) => __ewrap::Cause::Rejected(__ewrap_open),
    };
    {
        use __ewrap::{Refuse as _, Resolve as _};
        return __ewrap::Fallen(
                __ewrap::explain(
                    async move |cause: ewrap::Cause<DbError>| {
                        fallback_marker(cause).await
                    },
                    __ewrap_cause,
                ),
            )
            .__ewrap_resolve()
            .await;
    }
}
