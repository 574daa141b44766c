// 345 tokens around the body.
async fn load(&mut self, buffer: Vec<u8>) -> Result<usize, DbError> {
    let __ewrap_kept_buffer = match {
        static __EWRAP_SITE: ::ewrap::__private::Site = ::ewrap::__private::Site::new(
            "db",
            "load",
        );
        ::ewrap::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire()
    } {
        ::ewrap::__private::Result::Ok(__ewrap_permit) => {
            let __ewrap_kept = ::ewrap::__private::again(&buffer);
            match ::ewrap::__private::failed(
                ::ewrap::__private::inside(
                        &__ewrap_permit,
                        ::ewrap::__private::pin!(
                            async { if false { return ::ewrap::__private::absurd:: <
                            Result < usize, DbError > > (); }
                            #[allow(clippy::shadow_reuse, clippy::shadow_same,
                            clippy::shadow_unrelated, reason = "the same argument")] let
                            mut buffer = buffer; #[allow(unused_braces, reason =
                            "the body is emitted as it was written")] { body_marker(self,
                            & mut buffer). await } }
                        ),
                    )
                    .await,
                __ewrap_permit,
            ) {
                ::ewrap::__private::Result::Ok(__ewrap_out) => return __ewrap_out,
                ::ewrap::__private::Result::Err(__ewrap_error) => __ewrap_kept,
            }
        }
        ::ewrap::__private::Result::Err(__ewrap_open) => buffer,
    };
    {
        use ::ewrap::__private::{Refuse as _, Resolve as _};
        return ::ewrap::__private::Fallen(
                Self::fallback_marker(self, __ewrap_kept_buffer),
            )
            .resolve()
            .await;
    }
}
