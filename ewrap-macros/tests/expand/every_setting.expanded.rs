// 287 tokens around the body.
pub(crate) async fn load(&self, id: &str) -> io::Result<String> {
    #![allow(dead_code)]
    let __ewrap_permit = match {
        static __EWRAP_SITE: crate::facade::__private::Site = crate::facade::__private::Site::new(
                names::DB,
                "load",
            )
            .threshold(3)
            .timeout_ns(90000000000)
            .half_open_calls(2)
            .success_threshold(LIMIT)
            .in_registry("self . registry");
        crate::facade::__private::declare!(__EWRAP_SITE);
        __EWRAP_SITE.acquire_in(&(self.registry))
    } {
        crate::facade::__private::Result::Ok(__ewrap_permit) => __ewrap_permit,
        crate::facade::__private::Result::Err(__ewrap_open) => {
            return crate::facade::__private::rejected::<io::Result<String>>(__ewrap_open);
        }
    };
    let __ewrap_out = crate::facade::__private::inside(
            &__ewrap_permit,
            crate::facade::__private::pin!(
                async move { if false { return crate ::facade::__private::absurd:: <
                io::Result < String > > (); } body_marker(id). await }
            ),
        )
        .await;
    return crate::facade::__private::settle::<io::Result<String>, _>(__ewrap_permit)
        .of(__ewrap_out);
}
