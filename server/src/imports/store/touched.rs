//! The table `import_users`: whom an import created or changed, with what was there before.

use crate::db::{Result, Transaction, sql};
use std::collections::{HashMap, HashSet};

/// A user whom an import created or changed.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub(in crate::imports) struct TouchedRow {
    pub(in crate::imports) user_id: i64,
    /// `created` or `updated`.
    pub(in crate::imports) action: String,
    /// JSON.
    pub(in crate::imports) before: String,
}

/// Those of these users whom the import touched already.
pub(in crate::imports) async fn among(
    transaction: &mut Transaction,
    import_id: i64,
    user_ids: Vec<i64>,
) -> Result<Vec<TouchedRow>> {
    if user_ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = "select user_id, action, before from import_users where user_id = any($1) and import_id = $2";
    transaction.all(sql(text).bind(user_ids).bind(import_id)).await
}

/// Notes users.
pub(in crate::imports) async fn save(
    transaction: &mut Transaction,
    import_id: i64,
    rows: Vec<TouchedRow>,
) -> Result<()> {
    let rows =
        rows.into_iter().map(|row| vec![row.user_id.into(), import_id.into(), row.action.into(), row.before.into()]);
    let tail = "on conflict (user_id, import_id) do update set action = excluded.action, before = excluded.before";
    let insert = "insert into import_users (user_id, import_id, action, before)";
    transaction.insert_many(insert, rows.collect(), tail).await
}

/// The first users whom an import touched.
pub(in crate::imports) async fn first(
    transaction: &mut Transaction,
    import_id: i64,
    most: i64,
) -> Result<Vec<TouchedRow>> {
    let text = "select user_id, action, before from import_users where import_id = $1 order by user_id limit $2";
    transaction.all(sql(text).bind(import_id).bind(most)).await
}

/// Forgets that the import touched these users.
pub(in crate::imports) async fn forget(
    transaction: &mut Transaction,
    import_id: i64,
    user_ids: Vec<i64>,
) -> Result<()> {
    let text = "delete from import_users where user_id = any($1) and import_id = $2";
    transaction.execute(sql(text).bind(user_ids).bind(import_id)).await.map(drop)
}

/// Statements that each find those of the users `$1` of whom something came that no import brought.
const SIGNS: [&str; 5] = [
    "select user_id from events where user_id = any($1) group by user_id",
    "select user_id from interactions where user_id = any($1) group by user_id",
    "select user_id from merged_users where user_id = any($1) group by user_id",
    "select user_id from identities where user_id = any($1) group by user_id having count(*) > 1",
    "select user_id from users where user_id = any($1) and (last_activity is not null or anonymous_id is not null)",
];

/// Those of these users of whom a message, or another import, has come.
pub(in crate::imports) async fn with_signs(
    transaction: &mut Transaction,
    import_id: i64,
    user_ids: &[i64],
) -> Result<HashSet<i64>> {
    let others = "select user_id from import_users where user_id = any($1) and import_id <> $2 group by user_id";
    let others = sql(others).bind(user_ids.to_vec()).bind(import_id);
    let signs = SIGNS.map(|text| sql(text).bind(user_ids.to_vec()));
    let mut found = HashSet::new();
    for statement in signs.into_iter().chain([others]) {
        let rows: Vec<(i64,)> = transaction.all(statement).await?;
        found.extend(rows.into_iter().map(|(user_id,)| user_id));
    }
    Ok(found)
}

/// How many tags these users have, of those who have some.
pub(in crate::imports) async fn tags_of(
    transaction: &mut Transaction,
    user_ids: Vec<i64>,
) -> Result<HashMap<i64, i64>> {
    let text = "select user_id, count(*) from user_tags where user_id = any($1) group by user_id";
    Ok(transaction.all::<(i64, i64)>(sql(text).bind(user_ids)).await?.into_iter().collect())
}
