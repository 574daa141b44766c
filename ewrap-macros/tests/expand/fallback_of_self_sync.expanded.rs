// 292 tokens around the body.
fn load(&mut self, buffer: &mut Vec<u8>) -> Result<usize, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_run = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            __ewrap::Ok((
                {
                    #[allow(
                        clippy::shadow_reuse,
                        clippy::shadow_same,
                        clippy::shadow_unrelated,
                        reason = "the same argument"
                    )]
                    let buffer = &mut *buffer;
                    __ewrap::once(
                        &__ewrap_permit,
                        || -> Result<usize, DbError> { body_marker(self, buffer) },
                    )
                },
                __ewrap_permit,
            ))
        }
        __ewrap::Err(__ewrap_open) => __ewrap::Err(__ewrap_open),
    };
    return __ewrap::rescue(
        __ewrap_run,
        __ewrap::output::<Result<usize, DbError>, _, _, _>(),
        __ewrap::Listen::<Result<usize, DbError>>::judge,
        move |_| {
            use __ewrap::{Refuse as _, Resolve as _};
            let __ewrap_kept0 = buffer;
            return __ewrap::Fallen(Self::fallback_marker(self, __ewrap_kept0))
                .__ewrap_resolve();
        },
    );
}
