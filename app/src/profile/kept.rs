//! Profiles that were looked at lately: coming back to one shows it at once.

use super::paged::Paged;
use shared::{
    api::{activity::ActivityEntry, profile::Profile, responses::Response},
    ids::UserId,
};

/// How many profiles are kept.
const KEPT: usize = 16;

/// What is known of a user.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// What the Data tab shows.
    pub profile: Option<Profile>,
    /// What the Activity tab shows, events included or not.
    pub activity: Option<(bool, Paged<ActivityEntry>)>,
    /// What the Responses tab shows.
    pub responses: Option<Paged<Response>>,
}

/// The profiles, the latest last.
#[derive(Clone, Debug)]
pub struct Recent<T>(Vec<(UserId, T)>);

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Recent<T> {
    /// Keeps what is known of a user.
    pub fn keep(&mut self, user_id: UserId, known: T) {
        self.0.retain(|(other, _)| *other != user_id);
        self.0.push((user_id, known));
        if self.0.len() > KEPT {
            self.0.remove(0);
        }
    }

    /// Gives back what is known of a user.
    pub fn take(&mut self, user_id: UserId) -> Option<T> {
        let at = self.0.iter().position(|(other, _)| *other == user_id)?;
        Some(self.0.remove(at).1)
    }

    /// Whether anything is known of a user.
    pub fn has(&self, user_id: UserId) -> bool {
        self.0.iter().any(|(other, _)| *other == user_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_are_kept() {
        let mut recent = Recent::default();
        for id in 0..20 {
            recent.keep(UserId(id), id);
        }
        recent.keep(UserId(4), 400);
        assert_eq!((recent.has(UserId(3)), recent.has(UserId(4)), recent.has(UserId(5))), (false, true, true));
        assert_eq!((recent.take(UserId(4)), recent.take(UserId(4))), (Some(400), None));
    }
}
