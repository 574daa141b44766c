// 360 tokens around the body.
async fn load(id: u64, name: String) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    #[allow(
        clippy::shadow_reuse,
        clippy::shadow_same,
        clippy::shadow_unrelated,
        reason = "the same argument"
    )]
    let (__ewrap_cause, name) = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            let __ewrap_kept = __ewrap::again(&name);
            match __ewrap::tried(
                __ewrap::run_within(
                        __ewrap::Ok(__ewrap_permit),
                        async move {
                            if false {
                                return __ewrap::absurd::<Result<String, DbError>>();
                            }
                            let _ = &name;
                            body_marker(id, name).await
                        },
                        const { __ewrap::limit(LIMIT) },
                    )
                    .await,
                __ewrap::output::<Result<String, DbError>, _, _, _>(),
                __ewrap::Listen::<Result<String, DbError>>::judge,
            ) {
                __ewrap::Ok(__ewrap_out) => return __ewrap_out,
                __ewrap::Err(__ewrap_cause) => (__ewrap_cause, __ewrap_kept),
            }
        }
        __ewrap::Err(__ewrap_open) => (__ewrap::Cause::Rejected(__ewrap_open), name),
    };
    {
        use __ewrap::{Refuse as _, Resolve as _};
        return __ewrap::Fallen(
                __ewrap::explain(
                    move |cause| fallback_marker(cause, name),
                    __ewrap_cause,
                ),
            )
            .__ewrap_resolve()
            .await;
    }
}
