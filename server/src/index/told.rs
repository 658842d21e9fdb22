//! Where the index stands, for people.

use super::{Index, Memory};
use shared::api::about::IndexState;
use std::{sync::PoisonError, time::Duration};

/// How long those who only want to look wait for what is held.
const WAIT: Duration = Duration::from_millis(200);

/// Why nothing is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Absence {
    /// Nobody loads it.
    #[default]
    Off,
    /// It needs more memory than it may have.
    TooLarge,
    /// It is on its way.
    Loading,
}

impl Index {
    /// The sequence of what is held, and what each part takes; `None` while nothing is held, or it is being changed.
    pub async fn memory(&self) -> Option<(u64, Memory)> {
        let guard = tokio::time::timeout(WAIT, self.held.read()).await.ok()?;
        guard.as_ref().map(|held| (held.sequence, held.audience.memory()))
    }

    /// Where it stands, seen from the change `latest`.
    pub async fn state(&self, latest: u64) -> IndexState {
        let held = tokio::time::timeout(WAIT, self.held.read()).await;
        if let Ok(guard) = held
            && let Some(held) = guard.as_ref()
        {
            let bytes = held.audience.bytes() as u64;
            return IndexState::Ready { bytes, behind: latest.saturating_sub(held.sequence) };
        }
        match *self.absence.lock().unwrap_or_else(PoisonError::into_inner) {
            Absence::Off => IndexState::Off,
            Absence::TooLarge => IndexState::TooLarge,
            Absence::Loading => IndexState::Loading,
        }
    }

    /// Nothing is held for another reason than before.
    pub(super) fn is_absent(&self, why: Absence) {
        *self.absence.lock().unwrap_or_else(PoisonError::into_inner) = why;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_not_held_has_a_reason() {
        let index = Index::empty();
        assert_eq!(index.state(7).await, IndexState::Off);
        for (why, told) in [(Absence::Loading, IndexState::Loading), (Absence::TooLarge, IndexState::TooLarge)] {
            index.is_absent(why);
            assert_eq!(index.state(7).await, told);
        }
    }
}
