// 284 tokens around the body.
fn load(&mut self, buffer: &mut Vec<u8>) -> Result<usize, DbError> {
    let __ewrap_run = match {
        static __EWRAP_SITE: ::ewrap::__private::Site = ::ewrap::__private::Site::new(
            "db",
            "load",
        );
        ::ewrap::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        ::ewrap::__private::Result::Ok(__ewrap_permit) => {
            ::ewrap::__private::Run::returned(
                {
                    #[allow(
                        clippy::shadow_reuse,
                        clippy::shadow_same,
                        clippy::shadow_unrelated,
                        reason = "the same argument"
                    )]
                    let buffer = &mut *buffer;
                    ::ewrap::__private::once::<
                        Result<usize, DbError>,
                        _,
                        _,
                    >(&__ewrap_permit, || { body_marker(self, buffer) })
                },
                __ewrap_permit,
            )
        }
        ::ewrap::__private::Result::Err(__ewrap_open) => {
            ::ewrap::__private::Run::rejected(__ewrap_open)
        }
    };
    return ::ewrap::__private::rescue(
        __ewrap_run,
        move |_| {
            use ::ewrap::__private::{Refuse as _, Resolve as _};
            return ::ewrap::__private::Fallen(Self::fallback_marker(self, buffer))
                .resolve();
        },
    );
}
