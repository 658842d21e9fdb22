//! The SQL of the catalogue.

use crate::db::{Result, Transaction, sql};

/// A custom attribute's definition: key, name, kind.
pub(super) async fn attributes(snapshot: &mut Transaction) -> Result<Vec<(String, String, String)>> {
    snapshot.all(sql("select key, name, kind from attributes where not hidden order by name, key")).await
}
