enum StockError {
    #[meta(kind = NotFound, code = "stock.no_item")]
    NoItem,
    #[meta(kind = Database, retryable)]
    Down,
}
