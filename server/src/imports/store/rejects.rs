//! The table `import_rejects`: rows that could not be taken, with their reasons.

use crate::db::{Result, Transaction, sql};

/// A row that could not be taken.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::imports) struct Reject {
    pub(in crate::imports) row: u64,
    pub(in crate::imports) reason: String,
    /// As they stand in the file; none where nothing of the person may be kept.
    pub(in crate::imports) cells: Vec<String>,
    /// Who the row is about, so that a deletion finds it.
    pub(in crate::imports) identity_key: Option<String>,
    pub(in crate::imports) email_key: Option<String>,
}

/// Notes rejects.
pub(in crate::imports) async fn insert(
    transaction: &mut Transaction,
    import_id: i64,
    rejects: Vec<Reject>,
) -> Result<()> {
    let rows = rejects.into_iter().map(|reject| {
        let cells = serde_json::Value::from(reject.cells).to_string();
        vec![
            import_id.into(),
            reject.row.cast_signed().into(),
            reject.reason.into(),
            cells.into(),
            reject.identity_key.into(),
            reject.email_key.into(),
        ]
    });
    let insert = "insert into import_rejects (import_id, row_number, reason, cells, identity_key, email_key)";
    transaction.insert_many(insert, rows.collect(), "on conflict (import_id, row_number) do nothing").await
}

/// Forgets all rejects of an import: they are to be found anew.
pub(in crate::imports) async fn clear(transaction: &mut Transaction, import_id: i64) -> Result<()> {
    transaction.execute(sql("delete from import_rejects where import_id = $1").bind(import_id)).await.map(drop)
}

/// The next rejects behind a row: row, reason and cells.
pub(in crate::imports) async fn behind(
    snapshot: &mut Transaction,
    import_id: i64,
    row: i64,
    most: i64,
) -> Result<Vec<(i64, String, String)>> {
    let text = "select row_number, reason, cells from import_rejects where import_id = $1 and row_number > $2 \
                order by row_number limit $3";
    snapshot.all(sql(text).bind(import_id).bind(row).bind(most)).await
}
