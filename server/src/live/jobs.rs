//! How far jobs are, as events.

use shared::api::jobs::Job;
use std::{collections::VecDeque, time::Duration};
use tokio::sync::watch;

/// Least time between two looks.
const BETWEEN: Duration = Duration::from_millis(500);

/// What a stream has told about jobs.
pub(super) struct Followed {
    jobs: watch::Receiver<VecDeque<Job>>,
    told: VecDeque<Job>,
    waiting: VecDeque<Job>,
}

impl Followed {
    /// Begins with the jobs that are not over.
    pub(super) fn new(mut jobs: watch::Receiver<VecDeque<Job>>) -> Self {
        let told: VecDeque<Job> = jobs.borrow().iter().filter(|job| job.status.is_over()).cloned().collect();
        jobs.mark_changed();
        Self { jobs, told, waiting: VecDeque::new() }
    }

    /// The next job that is further than it was; `None` when there will be none.
    pub(super) async fn next(&mut self) -> Option<Job> {
        loop {
            if let Some(job) = self.waiting.pop_front() {
                return Some(job);
            }
            self.jobs.changed().await.ok()?;
            let now = self.jobs.borrow_and_update().clone();
            // The oldest first, as they came to be.
            self.waiting = now.iter().rev().filter(|job| !self.told.contains(job)).cloned().collect();
            self.told = now;
            if self.waiting.is_empty() {
                continue;
            }
            // What comes meanwhile is told afterwards, with where it is by then.
            tokio::time::sleep(BETWEEN).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{
        api::jobs::{JobAction, JobStatus},
        ids::JobId,
        time::Instant,
    };

    fn job(job_id: i64, status: JobStatus, done: u64) -> Job {
        Job {
            job_id: JobId(job_id),
            action: JobAction::Tag,
            tag_id: None,
            status,
            done,
            total: 9,
            changed: 0,
            can_undo: false,
            problem: None,
            result_url: None,
            created: Instant(0),
            finished: None,
        }
    }

    #[tokio::test]
    async fn every_job_that_goes_on_is_told_once() {
        let (sender, receiver) = watch::channel(VecDeque::new());
        let (over, going) = (job(1, JobStatus::Done, 9), job(2, JobStatus::Running, 3));
        sender.send_replace([going.clone(), over.clone()].into());
        let mut followed = Followed::new(receiver);
        assert_eq!(followed.next().await, Some(going));
        let (further, new) = (job(2, JobStatus::Done, 9), job(3, JobStatus::Queued, 0));
        sender.send_replace([new.clone(), further.clone(), over].into());
        assert_eq!(followed.next().await, Some(further));
        assert_eq!(followed.next().await, Some(new));
        drop(sender);
        assert_eq!(followed.next().await, None);
    }
}
