// 294 tokens around the body.
async fn load(
    mut state: State,
    __ewrap_arg1: Path<u64>,
    __ewrap_arg2: Request,
) -> Result<String, DbError> {
    use ::ewrap::__private::{self as __ewrap};
    use __ewrap::Unheard as _;
    return __ewrap::finish::<
        Result<String, DbError>,
        _,
        _,
        _,
    >(
        __ewrap::run_asked(
                {
                    static __EWRAP_SITE: __ewrap::Site = __ewrap::Site::new(
                        "db",
                        "load",
                        &[],
                    );
                    __ewrap::declare!(__EWRAP_SITE);
                    #[allow(
                        clippy::pattern_type_mismatch,
                        reason = "the pattern is the user's, the reference is not"
                    )]
                    let Path(id) = &__ewrap_arg1;
                    #[allow(
                        clippy::pattern_type_mismatch,
                        reason = "the pattern is the user's, the reference is not"
                    )]
                    let Request { tenant, .. } = &__ewrap_arg2;
                    __ewrap::Site::acquire_keyed(&__EWRAP_SITE, &((&(id), &(tenant))))
                },
                async move {
                    if false {
                        return __ewrap::absurd::<Result<String, DbError>>();
                    }
                    let _ = &state;
                    let __ewrap_arg1 = __ewrap_arg1;
                    let Path(mut id) = __ewrap_arg1;
                    let __ewrap_arg2 = __ewrap_arg2;
                    let Request { tenant, body, .. } = __ewrap_arg2;
                    #[allow(
                        unused_braces,
                        reason = "the body is emitted as it was written"
                    )] { body_marker(state, id, tenant, body).await }
                },
            )
            .await,
        __ewrap::Listen::<Result<String, DbError>>::judge,
    );
}
