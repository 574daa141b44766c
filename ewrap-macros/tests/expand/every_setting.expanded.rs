// 260 tokens around the body.
pub(crate) async fn load(&self, id: &str) -> io::Result<String> {
    #![allow(dead_code)]
    use crate::facade::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::finish::<
        io::Result<String>,
        _,
        _,
        _,
    >(
        __ewrap::run_asked(
                {
                    static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::checked(
                        __ewrap::Site::in_registry(
                            __ewrap::Site::new(
                                __ewrap::checked_name(names::DB),
                                "load",
                                &[
                                    __ewrap::Setting::Threshold(3),
                                    __ewrap::Setting::Timeout(90000000000),
                                    __ewrap::Setting::HalfOpenCalls(2),
                                    __ewrap::Setting::SuccessThreshold(LIMIT),
                                ],
                            ),
                            "self . registry",
                        ),
                        3,
                    );
                    __ewrap::declare!(__EWRAP_SITE);
                    __ewrap::Site::acquire_in(&__EWRAP_SITE, &(self.registry))
                },
                async move {
                    if false {
                        return __ewrap::absurd::<io::Result<String>>();
                    }
                    body_marker(id).await
                },
            )
            .await,
        __ewrap::Listen::<io::Result<String>>::judge,
    );
}
