//! What this process stored, for a follower in the same process, which need not read it again.
//!
//! Invariants: news are told after their change is committed, and say of a user either all that the change did, or
//! nothing; whoever finds none for a change reads what it names. Between the commit and the news somebody may see the
//! change already: news are announced before, so that whoever follows waits for them instead of reading everything.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

/// How many changes are kept for a follower that is behind.
const MOST: usize = 64;

/// What a change did to users of whom something happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// The change.
    pub sequence: u64,
    /// The users of whom everything is told here.
    pub users: Vec<UserNews>,
    /// Their events.
    pub events: Vec<EventNews>,
    /// Their interactions.
    pub interactions: Vec<InteractionNews>,
}

/// What is new about a user beside what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserNews {
    /// Who.
    pub user_id: i64,
    /// Whether properties or attributes changed, which are not told here.
    pub has_others: bool,
    /// The first activity.
    pub first_seen: Option<i64>,
    /// The latest activity.
    pub last_activity: Option<i64>,
    /// Sessions so far.
    pub sessions: i64,
}

/// An event that was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventNews {
    /// Whose.
    pub user_id: i64,
    /// Its name.
    pub event_name_id: i64,
    /// When it happened.
    pub at: i64,
    /// Of its properties.
    pub properties_digest: Option<i64>,
}

/// An interaction without an answer that was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InteractionNews {
    /// Whose.
    pub user_id: i64,
    /// The experience.
    pub experience_key: i64,
    /// The word for what was done.
    pub action: &'static str,
    /// The step that it is about.
    pub step: Option<i64>,
    /// When it happened.
    pub at: i64,
}

/// The latest news, while somebody follows them. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct NewsBoard {
    kept: Arc<Mutex<Option<VecDeque<Arc<News>>>>>,
    /// The change that is being committed.
    coming: watch::Sender<Option<u64>>,
}

/// News of a change that is being committed. Dropped, they do not come.
#[must_use]
pub struct Announced<'a>(&'a NewsBoard);

impl Announced<'_> {
    /// Tells what the change did, now that it is committed.
    pub fn tell(self, news: News) {
        self.0.tell(news);
    }
}

impl Drop for Announced<'_> {
    fn drop(&mut self) {
        self.0.coming.send_replace(None);
    }
}

impl NewsBoard {
    fn lock(&self) -> MutexGuard<'_, Option<VecDeque<Arc<News>>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A change is about to be committed, by the one writer of this process.
    pub fn announce(&self, sequence: u64) -> Announced<'_> {
        self.coming.send_replace(Some(sequence));
        Announced(self)
    }

    /// Waits until no news are about to come of a change up to this one, which is committed.
    pub async fn settled(&self, sequence: u64) {
        // The sender is here, so that nobody ends it.
        let _ = self.coming.subscribe().wait_for(|coming| coming.is_none_or(|coming| coming > sequence)).await;
    }

    /// From now on news are kept.
    pub fn follow(&self) {
        self.lock().get_or_insert_default();
    }

    fn tell(&self, news: News) {
        if let Some(kept) = self.lock().as_mut() {
            if kept.len() == MOST {
                kept.pop_front();
            }
            kept.push_back(Arc::new(news));
        }
    }

    /// The news of a change.
    #[must_use]
    pub fn of(&self, sequence: u64) -> Option<Arc<News>> {
        self.lock().as_ref()?.iter().find(|news| news.sequence == sequence).cloned()
    }

    /// The news up to a change are not needed any more.
    pub fn forget(&self, sequence: u64) {
        if let Some(kept) = self.lock().as_mut() {
            kept.retain(|news| news.sequence > sequence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_news_are_kept_once_somebody_follows() {
        let board = NewsBoard::default();
        let tell = |sequence| board.tell(News { sequence, ..News::default() });
        tell(1);
        assert_eq!(board.of(1), None);
        board.follow();
        (2..100).for_each(tell);
        assert_eq!([board.of(35), board.of(36)].map(|news| news.is_some()), [false, true]);
        board.forget(50);
        assert_eq!([board.of(50), board.of(51)].map(|news| news.is_some()), [false, true]);
    }

    #[tokio::test]
    async fn whoever_sees_a_change_before_its_news_waits_for_them() {
        let board = NewsBoard::default();
        board.follow();
        let announced = board.announce(7);
        let is_settled = async |sequence| {
            let settled = board.settled(sequence);
            tokio::time::timeout(std::time::Duration::from_millis(20), settled).await.is_ok()
        };
        assert!(is_settled(6).await && !is_settled(7).await && !is_settled(8).await);
        let (found, ()) = tokio::join!(
            async {
                board.settled(7).await;
                board.of(7)
            },
            async { announced.tell(News { sequence: 7, ..News::default() }) }
        );
        assert!(found.is_some());
        drop(board.announce(8));
        assert!(is_settled(8).await, "what is not committed has no news");
        assert_eq!(board.of(8), None);
    }
}
