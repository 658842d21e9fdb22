//! Whom a job is about: found in one reading, and noted some at a time.

use super::{
    plan::{Selection, is_agreed},
    store::{self, jobs::Stored},
};
use crate::{
    db::Transaction,
    error::{ApiError, ApiResult},
    index::Reading,
    users,
};
use shared::{
    api::jobs::{JobAction, JobStatus},
    time::Instant,
};
use std::time::Duration;

const UNREAD: &str = "The filter cannot be read any more.";
/// How long finding them may take.
pub(super) const LONGEST: Duration = Duration::from_secs(60);

/// Finds the users of a job, as of the moment when it was asked for; or why it cannot go on, in a sentence.
pub(super) async fn found(mut reading: Reading, job: &Stored) -> ApiResult<Result<Vec<i64>, String>> {
    let (users, is_undo) = match &job.plan.selection {
        // Found already.
        None => return Ok(Ok(Vec::new())),
        Some(Selection::ChangedBy(other)) => {
            // Those behind its place it never came to.
            let place = store::jobs::one(&mut reading.snapshot, *other).await?.map_or(i64::MIN, |other| other.position);
            (store::users::up_to(&mut reading.snapshot, *other, place).await?, true)
        }
        Some(Selection::Filter { filter, text }) => {
            let Ok(filter) = filter.read("") else { return Ok(Err(UNREAD.into())) };
            let except = store::users::named(&mut reading.snapshot, job.job_id).await?;
            match users::all_matching(&mut reading, &filter, text.as_deref(), job.created).await {
                Ok(found) => (without(found, &except), false),
                Err(error) => return vanished(error),
            }
        }
        Some(Selection::Among { filter }) => {
            let Ok(filter) = filter.read("") else { return Ok(Err(UNREAD.into())) };
            let named = store::users::named(&mut reading.snapshot, job.job_id).await?;
            match users::matching_among(&mut reading, &filter, &named, job.created).await {
                Ok(found) => (found, false),
                Err(error) => return vanished(error),
            }
        }
    };
    // Of those that another job changed some may be gone; nobody else comes in their place.
    let is_agreed = is_undo || is_agreed(job.action, job.plan.expected, users.len() as u64);
    Ok(if is_agreed {
        Ok(users)
    } else {
        Err(format!("The number of users has changed: it is {} now. Nobody was changed.", users.len()))
    })
}

/// Why a job cannot go on whose filter was in order when it was asked for.
fn vanished(error: ApiError) -> ApiResult<Result<Vec<i64>, String>> {
    match error {
        ApiError::Invalid(_) => Ok(Err("What the filter names does not exist any more.".into())),
        other => Err(other),
    }
}

/// The ids that are not among `except`; both rise.
pub(super) fn without(mut user_ids: Vec<i64>, except: &[i64]) -> Vec<i64> {
    user_ids.retain(|user_id| except.binary_search(user_id).is_err());
    user_ids
}

/// Some users of a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step<'a> {
    /// Rising.
    pub(super) user_ids: &'a [i64],
    /// Whether none were before them.
    pub(super) is_first: bool,
    /// Whether there are no others.
    pub(super) is_last: bool,
    /// Users in all.
    pub(super) total: u64,
}

/// Notes some of the users of a job. After the last of them the job is under way.
pub(super) async fn note(
    transaction: &mut Transaction,
    mut job: Stored,
    step: Step<'_>,
    now: Instant,
) -> ApiResult<Stored> {
    if step.is_first {
        // What a server noted that did not come to the end.
        store::users::delete_all(transaction, job.job_id).await?;
    }
    store::users::insert(transaction, job.job_id, step.user_ids.to_vec()).await?;
    if step.is_last {
        store::users::delete_named(transaction, job.job_id).await?;
        job.plan.selection = None;
        job.total = step.total;
        job.status = match job.action {
            JobAction::Tag | JobAction::Untag | JobAction::Delete => JobStatus::Running,
            // To have noted them is all that there is to do.
            JobAction::Export => {
                job.done = step.total;
                job.finished = Some(now);
                JobStatus::Done
            }
        };
    }
    Ok(job)
}

/// Ends a job that cannot go on.
pub(super) async fn fail(
    transaction: &mut Transaction,
    mut job: Stored,
    problem: String,
    now: Instant,
) -> ApiResult<Stored> {
    store::users::delete_named(transaction, job.job_id).await?;
    job.status = JobStatus::Failed;
    job.problem = Some(problem);
    job.plan.selection = None;
    job.finished = Some(now);
    Ok(job)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_to_be_left_out_are_left_out() {
        assert_eq!(without(vec![1, 2, 3, 5], &[2, 4, 5]), [1, 3]);
        assert_eq!(without(vec![1], &[]), [1]);
    }
}
