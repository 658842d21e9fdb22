//! The SQL of exports.

use crate::db::{Result, Transaction, sql};

/// A filter that was kept, as JSON.
pub(in crate::export) async fn filter(snapshot: &mut Transaction, filter_id: &str) -> Result<Option<String>> {
    let statement = sql("select filter from filters where filter_id = $1").bind(filter_id);
    Ok(snapshot.optional::<(String,)>(statement).await?.map(|(filter,)| filter))
}

/// Whether there is such a job, and it is an export that is done.
pub(in crate::export) async fn is_done(snapshot: &mut Transaction, job_id: i64) -> Result<bool> {
    let text = "select job_id from jobs where job_id = $1 and action = 'export' and status = 'done'";
    Ok(snapshot.optional::<(i64,)>(sql(text).bind(job_id)).await?.is_some())
}

/// The users that a job noted, rising.
pub(in crate::export) async fn users_of_job(snapshot: &mut Transaction, job_id: i64) -> Result<Vec<i64>> {
    let mut user_ids = Vec::new();
    let statement = sql("select user_id from job_users where job_id = $1 order by user_id").bind(job_id);
    snapshot.for_each(statement, |(user_id,): (i64,)| user_ids.push(user_id)).await?;
    Ok(user_ids)
}

/// Keys of attributes that are shown, by name.
pub(in crate::export) async fn keys(snapshot: &mut Transaction) -> Result<Vec<String>> {
    // Booleans are written alike in both databases.
    let rows: Vec<(String, bool)> = snapshot.all(sql("select key, hidden from attributes order by name, key")).await?;
    Ok(rows.into_iter().filter(|(_, hidden)| !hidden).map(|(key, _)| key).collect())
}
