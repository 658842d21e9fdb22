//! The users of a filter themselves, for what is done to them.

use super::{
    audience::Audience,
    bits::Bits,
    reading::{Evaluator, Reading},
    tree::Evaluation,
};
use crate::{
    db::Result,
    filter::{Compiled, ResolvedFilter, Scope},
};

/// Which of the users of a filter are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// All of them.
    All,
    /// The first ones behind a user, by their ids.
    Behind {
        /// The user.
        user_id: i64,
        /// Most of them.
        most: usize,
    },
    /// Those who are among these, whose ids rise.
    Among(&'a [i64]),
}

/// What came of it.
#[derive(Debug)]
pub enum Found {
    /// The index found these, by rising ids.
    Users(Vec<i64>),
    /// The database is to find them, by this.
    Compiled(Box<Compiled>),
}

impl Found {
    /// Who finds them.
    #[must_use]
    pub fn by(&self) -> Evaluator {
        match self {
            Self::Users(_) => Evaluator::Index,
            Self::Compiled(_) => Evaluator::Sql,
        }
    }
}

impl Reading {
    /// Finds users of a filter that was resolved in this reading. The index moves on.
    ///
    /// # Errors
    /// When the database fails, or takes too long.
    pub async fn find(&mut self, filter: ResolvedFilter, wanted: Wanted<'_>) -> Result<Found> {
        let scope = match wanted {
            Wanted::All | Wanted::Behind { .. } => Scope::Everyone,
            Wanted::Among(user_ids) => Scope::Among(user_ids),
        };
        // Of some users the database soon tells what it would have to find out about all for the index.
        let is_known = self.held().is_some_and(|held| held.audience.unknown(&filter).is_empty());
        let gathered = if is_known || scope == Scope::Everyone { self.gathered(&filter).await? } else { None };
        if let (Some(gathered), Some(held)) = (gathered, self.held()) {
            let matching = Evaluation::new(&held.audience, &filter, &gathered).matching();
            let users = held.audience.wanted(&matching, wanted);
            self.release();
            return Ok(Found::Users(users));
        }
        self.release();
        Ok(Found::Compiled(Box::new(Compiled::new(&mut self.snapshot, filter, scope).await?)))
    }
}

impl Audience {
    fn wanted(&self, matching: &Bits, wanted: Wanted<'_>) -> Vec<i64> {
        match wanted {
            Wanted::All => self.people.ids_of(matching),
            Wanted::Behind { user_id, most } => self.people.ids_after(matching, user_id, most),
            Wanted::Among(user_ids) => {
                let ordinal = |user_id: &i64| self.people.ordinal(*user_id);
                let is_in = |id: &&i64| ordinal(id).is_some_and(|ordinal| matching.contains(ordinal as usize));
                user_ids.iter().filter(is_in).copied().collect()
            }
        }
    }
}
