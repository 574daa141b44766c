//! The stock, in `SQLite`.

use ewrap::circuit_breaker;
use rusqlite::{Connection, OptionalExtension};

use crate::error::ShopError;

pub(crate) struct Stock(Connection);

impl Stock {
    /// Item 1 costs 9.50, and five are left.
    pub(crate) fn open() -> Result<Self, ShopError> {
        let database = Connection::open_in_memory()?;
        database.execute_batch(
            "CREATE TABLE items (id INTEGER PRIMARY KEY, price REAL NOT NULL, pieces INTEGER NOT NULL);
             INSERT INTO items VALUES (1, 9.5, 5);",
        )?;
        Ok(Self(database))
    }

    /// Takes pieces out of the stock, and gives their price.
    #[circuit_breaker(name = "stock", threshold = 3)]
    pub(crate) fn take(&self, item: u32, wanted: u32) -> Result<f64, ShopError> {
        let row = self.0.query_row("SELECT price, pieces FROM items WHERE id = ?1", [item], |row| {
            Ok((row.get::<_, f64>(0)?, row.get::<_, u32>(1)?))
        });
        let (price, left) = row.optional()?.ok_or(ShopError::NoItem { item })?;
        if wanted > left {
            return Err(ShopError::OutOfStock { item, wanted, left });
        }
        self.0.execute("UPDATE items SET pieces = pieces - ?1 WHERE id = ?2", [wanted, item])?;
        Ok(price * f64::from(wanted))
    }

    /// Breaks the database, as an operator's slip would.
    pub(crate) fn drop_table(&self) -> Result<(), ShopError> {
        Ok(self.0.execute_batch("DROP TABLE items")?)
    }
}
