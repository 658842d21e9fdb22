//! The smallest question that needs all of the database.

use crate::db::{Result, Transaction, sql};

/// Fails unless the schema can be read.
pub(super) async fn ask(transaction: &mut Transaction) -> Result<()> {
    transaction.optional::<(String,)>(sql("select key from settings limit 1")).await.map(drop)
}
