//! How far jobs and imports are, as events.

use shared::api::{imports::Import, jobs::Job};
use std::{collections::VecDeque, time::Duration};
use tokio::sync::watch;

/// Least time between two looks.
const BETWEEN: Duration = Duration::from_millis(500);

/// Something that goes on in the background.
pub(super) trait GoesOn: Clone + PartialEq {
    /// Whether nothing more will happen by itself.
    fn is_over(&self) -> bool;
}

impl GoesOn for Job {
    fn is_over(&self) -> bool {
        self.status.is_over()
    }
}

impl GoesOn for Import {
    fn is_over(&self) -> bool {
        !self.status.is_under_way()
    }
}

/// What a stream has told about them.
pub(super) struct Followed<T> {
    all: watch::Receiver<VecDeque<T>>,
    told: VecDeque<T>,
    waiting: VecDeque<T>,
}

impl<T: GoesOn> Followed<T> {
    /// Begins with those that are not over.
    pub(super) fn new(mut all: watch::Receiver<VecDeque<T>>) -> Self {
        let told: VecDeque<T> = all.borrow().iter().filter(|one| one.is_over()).cloned().collect();
        all.mark_changed();
        Self { all, told, waiting: VecDeque::new() }
    }

    /// The next one that is further than it was; `None` when there will be none.
    pub(super) async fn next(&mut self) -> Option<T> {
        loop {
            if let Some(one) = self.waiting.pop_front() {
                return Some(one);
            }
            self.all.changed().await.ok()?;
            let now = self.all.borrow_and_update().clone();
            // The oldest first, as they came to be.
            self.waiting = now.iter().rev().filter(|one| !self.told.contains(one)).cloned().collect();
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
