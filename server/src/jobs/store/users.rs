//! The users of jobs. Users that a queued job names, those that it is not to touch or those alone that it may, stand
//! under its negative id until its users are found: kept in the table, they go with their user, as everything does.

use crate::db::{Result, Transaction, sql};
use shared::ids::JobId;

/// Notes users that the job names.
pub(in crate::jobs) async fn insert_named(
    transaction: &mut Transaction,
    job_id: JobId,
    user_ids: Vec<i64>,
) -> Result<()> {
    insert(transaction, JobId(-job_id.0), user_ids).await
}

/// Users that the job names, rising.
pub(in crate::jobs) async fn named(transaction: &mut Transaction, job_id: JobId) -> Result<Vec<i64>> {
    up_to(transaction, JobId(-job_id.0), i64::MAX).await
}

/// Notes users of a job, as far as they are still there.
pub(in crate::jobs) async fn insert(transaction: &mut Transaction, job_id: JobId, user_ids: Vec<i64>) -> Result<()> {
    let text = "insert into job_users (user_id, job_id) select user_id, $2 from users where user_id = any($1) \
                on conflict (user_id, job_id) do nothing";
    transaction.execute(sql(text).bind(user_ids).bind(job_id.0)).await.map(|_| ())
}

/// The users of a job up to a place, rising.
pub(in crate::jobs) async fn up_to(transaction: &mut Transaction, job_id: JobId, place: i64) -> Result<Vec<i64>> {
    let mut user_ids = Vec::new();
    let text = "select user_id from job_users where job_id = $1 and user_id <= $2 order by user_id";
    let statement = sql(text).bind(job_id.0).bind(place);
    transaction.for_each(statement, |(user_id,): (i64,)| user_ids.push(user_id)).await?;
    Ok(user_ids)
}

/// The next users of a job behind a place.
pub(in crate::jobs) async fn behind(
    transaction: &mut Transaction,
    job_id: JobId,
    position: i64,
    most: i64,
) -> Result<Vec<i64>> {
    let text = "select user_id from job_users where job_id = $1 and user_id > $2 order by user_id limit $3";
    let rows: Vec<(i64,)> = transaction.all(sql(text).bind(job_id.0).bind(position).bind(most)).await?;
    Ok(rows.into_iter().map(|(user_id,)| user_id).collect())
}

/// Forgets these users of a job.
pub(in crate::jobs) async fn delete(transaction: &mut Transaction, job_id: JobId, user_ids: Vec<i64>) -> Result<()> {
    let text = "delete from job_users where job_id = $1 and user_id = any($2)";
    transaction.execute(sql(text).bind(job_id.0).bind(user_ids)).await.map(|_| ())
}

/// Forgets every user of a job.
pub(in crate::jobs) async fn delete_all(transaction: &mut Transaction, job_id: JobId) -> Result<()> {
    transaction.execute(sql("delete from job_users where job_id = $1").bind(job_id.0)).await.map(|_| ())
}

/// Forgets whom a job names.
pub(in crate::jobs) async fn delete_named(transaction: &mut Transaction, job_id: JobId) -> Result<()> {
    delete_all(transaction, JobId(-job_id.0)).await
}
