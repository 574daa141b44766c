// 289 tokens around the body.
fn load(self: Arc<Self>, id: u64) -> Result<usize, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let (__ewrap_run, __ewrap_self) = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => {
            let __ewrap_kept = __ewrap::again(&self);
            (
                __ewrap::Ok((
                    __ewrap::once(
                        &__ewrap_permit,
                        move || -> Result<usize, DbError> {
                            let _ = &self;
                            body_marker(self, id)
                        },
                    ),
                    __ewrap_permit,
                )),
                __ewrap_kept,
            )
        }
        __ewrap::Err(__ewrap_open) => (__ewrap::Err(__ewrap_open), self),
    };
    return __ewrap::rescue(
        __ewrap_run,
        __ewrap::output::<Result<usize, DbError>, _, _, _>(),
        __ewrap::Listen::<Result<usize, DbError>>::judge,
        move |_| {
            use __ewrap::{Refuse as _, Resolve as _};
            let __ewrap_kept0 = id;
            return __ewrap::Fallen(Self::fallback_marker(__ewrap_self, __ewrap_kept0))
                .__ewrap_resolve();
        },
    );
}
