enum StockError {
    #[meta(kind = Database, code = "stock.0")]
    V0,
    #[meta(kind = Database, code = "stock.1")]
    V1,
    #[meta(kind = Database, code = "stock.2")]
    V2,
    #[meta(kind = Database, code = "stock.3")]
    V3,
    #[meta(kind = Database, code = "stock.4")]
    V4,
    #[meta(kind = Database, code = "stock.5")]
    V5,
    #[meta(kind = Database, code = "stock.6")]
    V6,
    #[meta(kind = Database, code = "stock.7")]
    V7,
    #[meta(kind = Database, code = "stock.8")]
    V8,
    #[meta(kind = Database, code = "stock.9")]
    V9,
    #[meta(kind = Database, code = "stock.10")]
    V10,
    #[meta(kind = Database, code = "stock.11")]
    V11,
    #[meta(kind = Database, code = "stock.12")]
    V12,
    #[meta(kind = Database, code = "stock.13")]
    V13,
    #[meta(kind = Database, code = "stock.14")]
    V14,
    #[meta(kind = Database, code = "stock.15")]
    V15,
    #[meta(kind = Database, code = "stock.16")]
    V16,
    #[meta(kind = Database, code = "stock.17")]
    V17,
    #[meta(kind = Database, code = "stock.18")]
    V18,
    #[meta(kind = Database, code = "stock.19")]
    V19,
}
