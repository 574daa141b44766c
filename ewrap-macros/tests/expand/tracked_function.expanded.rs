// 344 tokens around the body.
#[track_caller]
pub unsafe fn load<T: Clone, const N: usize>(
    __ewrap_arg0: [T; 2],
    by: impl Display,
) -> Result<[T; N], DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    let __ewrap_permit = match {
        static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new("db", "load", &[]);
        __ewrap::declare!(__EWRAP_SITE);
        __ewrap::Site::acquire(&__EWRAP_SITE)
    } {
        __ewrap::Ok(__ewrap_permit) => __ewrap_permit,
        __ewrap::Err(__ewrap_open) => {
            return __ewrap::rejected::<Result<[T; N], DbError>>(__ewrap_open);
        }
    };
    let __ewrap_out = {
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
        unsafe fn __ewrap_body_of_load<T: Clone, const N: usize>(
            [a,
            b,
            ]: [T; 2],
            by: impl Display,
        ) -> Result<[T; N], DbError> {
            body_marker(a, b, by)
        }
        let __ewrap_entered = __ewrap::enter(&__ewrap_permit);
        unsafe { __ewrap_body_of_load::<T, N>(__ewrap_arg0, by) }
    };
    return __ewrap::settle::<
        Result<[T; N], DbError>,
        _,
        _,
        _,
    >(__ewrap_permit, __ewrap::Listen::<Result<[T; N], DbError>>::judge)
        .of(__ewrap_out);
}
