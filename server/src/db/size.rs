//! How much a database takes.

use super::{Database, Dialect, Result, sql};

impl Database {
    /// The bytes that the database takes, without what its log holds for the moment.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn bytes(&self) -> Result<u64> {
        let text = match self.dialect() {
            Dialect::Sqlite => "select page_count * page_size from pragma_page_count(), pragma_page_size()",
            Dialect::Postgres => "select pg_database_size(current_database())",
        };
        let (bytes,): (i64,) = self.snapshot().await?.one(sql(text)).await?;
        Ok(bytes.unsigned_abs())
    }
}
