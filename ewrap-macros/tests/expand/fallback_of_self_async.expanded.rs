// 334 tokens around the body.
async fn load(&mut self, buffer: Vec<u8>) -> Result<usize, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_kept0 = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            let __ewrap_kept = __ewrap::again(&buffer);
            match __ewrap::tried(
                __ewrap::run_asked(
                        __ewrap::Ok(__ewrap_permit),
                        async {
                            if false {
                                return __ewrap::absurd::<Result<usize, DbError>>();
                            }
                            #[allow(
                                clippy::shadow_reuse,
                                clippy::shadow_same,
                                clippy::shadow_unrelated,
                                reason = "the same argument"
                            )]
                            let mut buffer = buffer;
                            #[allow(
                                unused_braces,
                                reason = "the body is emitted as it was written"
                            )] { body_marker(self, &mut buffer).await }
                        },
                    )
                    .await,
                __ewrap::output::<Result<usize, DbError>, _, _, _>(),
                __ewrap::Listen::<Result<usize, DbError>>::judge,
            ) {
                __ewrap::Ok(__ewrap_out) => return __ewrap_out,
                __ewrap::Err(__ewrap_cause) => __ewrap_kept,
            }
        }
        __ewrap::Err(__ewrap_open) => buffer,
    };
    {
        use __ewrap::{Refuse as _, Resolve as _};
        return __ewrap::Fallen(Self::fallback_marker(self, __ewrap_kept0))
            .__ewrap_resolve()
            .await;
    }
}
