// 297 tokens around the body.
async fn load(id: u64, name: String) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_kept1 = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            let __ewrap_kept = __ewrap::again(&name);
            match __ewrap::tried(
                __ewrap::run_asked(
                        __ewrap::Ok(__ewrap_permit),
                        async move {
                            if false {
                                return __ewrap::absurd::<Result<String, DbError>>();
                            }
                            let _ = &name;
                            body_marker(id, name).await
                        },
                    )
                    .await,
                __ewrap::output::<Result<String, DbError>, _, _, _>(),
                __ewrap::Listen::<Result<String, DbError>>::judge,
            ) {
                __ewrap::Ok(__ewrap_out) => return __ewrap_out,
                __ewrap::Err(__ewrap_cause) => __ewrap_kept,
            }
        }
        __ewrap::Err(__ewrap_open) => name,
    };
    {
        use __ewrap::{Refuse as _, Resolve as _};
        let __ewrap_kept0 = id;
        return __ewrap::Fallen(fallback_marker(__ewrap_kept0, __ewrap_kept1))
            .__ewrap_resolve()
            .await;
    }
}
