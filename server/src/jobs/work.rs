//! What a job does to some users, in the transaction that notes how far it is.

use super::store::{self, jobs::Stored};
use crate::{
    changes::{self, Change, Topic},
    db::Transaction,
    deletion,
    error::ApiResult,
};
use shared::{
    api::jobs::{JobAction, JobStatus},
    ids::TagId,
    time::Instant,
};

/// Does it to the next users; after the last of them the job is done.
pub(super) async fn go_on(
    transaction: &mut Transaction,
    mut job: Stored,
    most: usize,
    now: Instant,
) -> ApiResult<Stored> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let user_ids = store::users::behind(transaction, job.job_id, job.position, limit).await?;
    let tag = match job.plan.tag_id {
        Some(tag_id) if !store::tags::exists(transaction, tag_id).await? => {
            job.status = JobStatus::Failed;
            job.problem = Some("The tag does not exist any more.".into());
            job.finished = Some(now);
            return Ok(job);
        }
        tag => tag,
    };
    let changed = match (job.action, tag) {
        (JobAction::Tag, Some(tag_id)) => tag_users(transaction, &job, tag_id, &user_ids, now).await?,
        (JobAction::Untag, Some(tag_id)) => untag_users(transaction, &job, tag_id, &user_ids, now).await?,
        (JobAction::Delete, _) => deletion::erase(transaction, &user_ids, now).await?,
        // Exports are done once their users are noted; the others were refused without a tag.
        (JobAction::Tag | JobAction::Untag, None) | (JobAction::Export, _) => 0,
    };
    job.changed += changed;
    job.done += user_ids.len() as u64;
    job.position = user_ids.last().copied().unwrap_or(job.position);
    if user_ids.len() < most {
        // Users who went away by themselves are through with, too.
        job.done = job.total;
        job.status = JobStatus::Done;
        job.finished = Some(now);
    }
    Ok(job)
}

async fn tag_users(
    transaction: &mut Transaction,
    job: &Stored,
    tag_id: TagId,
    user_ids: &[i64],
    now: Instant,
) -> ApiResult<u64> {
    let having = store::tags::having(transaction, tag_id, user_ids.to_vec()).await?;
    let full = store::tags::full(transaction, user_ids.to_vec()).await?;
    let stays = |user_id: &i64| having.binary_search(user_id).is_ok() || full.binary_search(user_id).is_ok();
    let (unchanged, changed): (Vec<i64>, Vec<i64>) = user_ids.iter().copied().partition(stays);
    store::tags::add(transaction, tag_id, &changed, now).await?;
    leave(transaction, job, unchanged, changed, now).await
}

async fn untag_users(
    transaction: &mut Transaction,
    job: &Stored,
    tag_id: TagId,
    user_ids: &[i64],
    now: Instant,
) -> ApiResult<u64> {
    let having = store::tags::having(transaction, tag_id, user_ids.to_vec()).await?;
    let is_without = |user_id: &i64| having.binary_search(user_id).is_err();
    let (unchanged, changed): (Vec<i64>, Vec<i64>) = user_ids.iter().copied().partition(is_without);
    store::tags::remove(transaction, tag_id, changed.clone()).await?;
    leave(transaction, job, unchanged, changed, now).await
}

/// Keeps those that were changed, for the undo, and tells everybody; gives their number.
async fn leave(
    transaction: &mut Transaction,
    job: &Stored,
    unchanged: Vec<i64>,
    changed: Vec<i64>,
    now: Instant,
) -> ApiResult<u64> {
    if !unchanged.is_empty() {
        store::users::delete(transaction, job.job_id, unchanged).await?;
    }
    for named in changed.chunks(changes::MOST_NAMED) {
        let change = Change { topic: Topic::Users, users_delta: 0, user_ids: Some(named.to_vec()) };
        changes::record(transaction, now, &change).await?;
    }
    Ok(changed.len() as u64)
}
