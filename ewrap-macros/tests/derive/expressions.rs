#[meta(retryable = .status >= 500, docs = URL)]
enum Api {
    #[meta(http = .status, help = "wait {wait:?}")]
    Answer {
        status: u16,
        #[meta(retry_after)]
        wait: Option<u64>,
    },
    #[meta(http = TEAPOT, code = CODE, code_prefix = "api.", retryable = false, retry_after = "1s")]
    Teapot { status: u16 },
}
