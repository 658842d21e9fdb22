//! Deleting users.

use crate::db::{Result, Transaction, sql};

/// Deletes users with all that hangs on them, and tells how many there were.
///
/// # Errors
/// When the database fails.
pub(crate) async fn delete_users(transaction: &mut Transaction, user_ids: &[i64]) -> Result<u64> {
    // On SQLite events have no foreign key to go by, and those of one user go faster than those of a list.
    let events = match user_ids {
        [user_id] => sql("delete from events where user_id = $1").bind(*user_id),
        many => sql("delete from events where user_id = any($1)").bind(many.to_vec()),
    };
    transaction.execute(events).await?;
    // Nor have identities on a cluster, where every node has them and users are elsewhere (docs/cluster.sql).
    let identities = sql("delete from identities where user_id = any($1)").bind(user_ids.to_vec());
    transaction.execute(identities).await?;
    transaction.execute(sql("delete from users where user_id = any($1)").bind(user_ids.to_vec())).await
}

/// Whether there are events whose user is not there.
///
/// # Errors
/// When the database fails.
pub(crate) async fn has_events_of_nobody(transaction: &mut Transaction) -> Result<bool> {
    let text =
        "select user_id from events e where not exists (select 1 from users u where u.user_id = e.user_id) limit 1";
    Ok(transaction.optional::<(i64,)>(sql(text)).await?.is_some())
}
