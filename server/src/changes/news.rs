//! What this process stored, for a follower in the same process, which need not read it again.
//!
//! Invariants: news are told after their change is committed, and say of a user either all that the change did, or
//! nothing; whoever finds none for a change reads what it names.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

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
pub struct NewsBoard(Arc<Mutex<Option<VecDeque<Arc<News>>>>>);

impl NewsBoard {
    fn lock(&self) -> MutexGuard<'_, Option<VecDeque<Arc<News>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on news are kept.
    pub fn follow(&self) {
        self.lock().get_or_insert_default();
    }

    /// Tells what a change did that is committed.
    pub fn tell(&self, news: News) {
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
}
