// 306 tokens around the body.
/// Documented.
#[cfg(unix)]
#[track_caller]
pub fn load(&self, id: u64) -> Result<u64, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::rejected::<Result<u64, DbError>>(__ewrap_open);
        }
    };
    let __ewrap_out = {
        let __ewrap_entered = __ewrap::enter(&__ewrap_permit);
        Self::__ewrap_body_of_load(self, id)
    };
    return __ewrap::settle::<
        Result<u64, DbError>,
        _,
        _,
        _,
    >(__ewrap_permit, __ewrap::Listen::<Result<u64, DbError>>::judge)
        .of(__ewrap_out);
}
#[cfg(unix)]
#[doc(hidden)]
#[allow(
    clippy::missing_const_for_fn,
    clippy::needless_pass_by_ref_mut,
    clippy::needless_pass_by_value,
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "the signature is that of the guarded function"
)]
#[track_caller]
fn __ewrap_body_of_load(&self, id: u64) -> Result<u64, DbError> {
    body_marker(self, id)
}
