//! Which users of the list are chosen. Pure.

use shared::{
    api::{
        filter::FilterDocument,
        jobs::{JobAction, JobRequest},
    },
    filter::Filter,
    ids::UserId,
};
use std::collections::BTreeSet;

/// Most users that are chosen or left out one by one: as many as a job names.
pub const MOST: usize = 10_000;

/// The chosen users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These.
    Ids(BTreeSet<UserId>),
    /// All that match the applied filter and the search.
    AllMatching {
        /// How many matched when they were chosen, or when somebody was last told.
        total: u64,
        /// But not these.
        except: BTreeSet<UserId>,
    },
}

impl Default for Selection {
    fn default() -> Self {
        Self::Ids(BTreeSet::new())
    }
}

/// How many of a page are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Nobody.
    None,
    /// Some.
    Some,
    /// Everyone.
    All,
}

/// What is done to the chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Bulk {
    /// What.
    pub action: JobAction,
    /// The tag and its name, for `tag` and `untag`.
    pub tag: Option<(shared::ids::TagId, String)>,
    /// The columns of an export; all when absent.
    pub columns: Option<String>,
}

impl Selection {
    /// Whether a user is chosen.
    pub fn has(&self, user_id: UserId) -> bool {
        match self {
            Self::Ids(ids) => ids.contains(&user_id),
            Self::AllMatching { except, .. } => !except.contains(&user_id),
        }
    }

    /// Chooses users, or lets them go; whether there was room for all of them.
    pub fn set(&mut self, user_ids: &[UserId], on: bool) -> bool {
        let (named, adds) = match self {
            Self::Ids(ids) => (ids, on),
            Self::AllMatching { except, .. } => (except, !on),
        };
        for user_id in user_ids {
            if !adds {
                named.remove(user_id);
            } else if named.len() < MOST {
                named.insert(*user_id);
            } else if !named.contains(user_id) {
                return false;
            }
        }
        true
    }

    /// The users of a page from one to another, in the order of the page; only the second, where the first is not there.
    pub fn range(page: &[UserId], from: Option<UserId>, to: UserId) -> Vec<UserId> {
        let place = |user_id| page.iter().position(|id| *id == user_id);
        match (from.and_then(place), place(to)) {
            (Some(from), Some(to)) => page[from.min(to)..=from.max(to)].to_vec(),
            (None, _) | (_, None) => vec![to],
        }
    }

    /// How many are chosen.
    pub fn count(&self) -> u64 {
        match self {
            Self::Ids(ids) => ids.len() as u64,
            Self::AllMatching { total, except } => total.saturating_sub(except.len() as u64),
        }
    }

    /// How many of a page are chosen.
    pub fn share(&self, page: &[UserId]) -> Share {
        match page.iter().filter(|user_id| self.has(**user_id)).count() {
            0 => Share::None,
            chosen if chosen == page.len() => Share::All,
            _ => Share::Some,
        }
    }

    /// By now so many are meant, as the server tells.
    pub fn learn(&mut self, count: u64) {
        match self {
            // Some of them are gone; who, nobody knows.
            Self::Ids(_) => {}
            Self::AllMatching { total, except } => *total = count + except.len() as u64,
        }
    }

    /// What stands in the bar.
    pub fn words(&self, page: &[UserId], number: impl Fn(u64) -> String) -> String {
        let count = number(self.count());
        match self {
            Self::Ids(ids) if ids.iter().all(|id| page.contains(id)) => format!("{count} selected on this page"),
            Self::Ids(_) => format!("{count} selected"),
            Self::AllMatching { except, .. } if except.is_empty() => format!("All {count} matching selected"),
            Self::AllMatching { total, .. } => format!("{count} of {} matching selected", number(*total)),
        }
    }

    /// What screen readers are told.
    pub fn told(&self, number: impl Fn(u64) -> String) -> String {
        let count = self.count();
        match self {
            Self::AllMatching { except, .. } if except.is_empty() => {
                format!("All {} matching users selected", number(count))
            }
            Self::Ids(_) | Self::AllMatching { .. } => match count {
                0 => "No user selected".into(),
                1 => "1 user selected".into(),
                count => format!("{} users selected", number(count)),
            },
        }
    }

    /// The job that does something to them, `expected` of whom are agreed to.
    pub fn request(&self, bulk: &Bulk, filter: &Filter, text: &str, expected: u64) -> JobRequest {
        let text = text.trim();
        let everyone = Filter::everyone();
        let (filter, text, users, except) = match self {
            Self::Ids(ids) => (&everyone, "", Some(ids.iter().copied().collect()), Vec::new()),
            Self::AllMatching { except, .. } => (filter, text, None, except.iter().copied().collect()),
        };
        JobRequest {
            action: bulk.action,
            tag_id: bulk.tag.as_ref().map(|(tag_id, _)| *tag_id),
            filter: FilterDocument::new(filter),
            text: (!text.is_empty()).then(|| text.to_owned()),
            users,
            except,
            expected,
            columns: bulk.columns.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[i64]) -> Vec<UserId> {
        ids.iter().copied().map(UserId).collect()
    }

    fn all(total: u64) -> Selection {
        Selection::AllMatching { total, except: BTreeSet::new() }
    }

    #[test]
    fn users_are_chosen_and_let_go() {
        let mut chosen = Selection::default();
        assert!(chosen.set(&ids(&[1, 2, 3]), true) && chosen.set(&ids(&[2, 9]), false));
        assert_eq!((chosen.has(UserId(1)), chosen.has(UserId(2)), chosen.count()), (true, false, 2));
        assert_eq!(chosen.share(&ids(&[1, 3])), Share::All);
        assert_eq!(chosen.share(&ids(&[1, 2])), Share::Some);
        assert_eq!((chosen.share(&ids(&[2])), chosen.share(&[])), (Share::None, Share::None));
    }

    #[test]
    fn all_matching_has_exceptions() {
        let mut chosen = all(1_284);
        assert!(chosen.set(&ids(&[1, 2]), false) && chosen.set(&ids(&[2]), true));
        assert_eq!((chosen.has(UserId(1)), chosen.has(UserId(2)), chosen.count()), (false, true, 1_283));
        chosen.learn(1_290);
        assert_eq!(chosen.count(), 1_290);
        assert_eq!(all(1).share(&ids(&[5])), Share::All);
    }

    #[test]
    fn no_more_are_named_than_a_job_takes() {
        let many: Vec<UserId> = (0..MOST as i64).map(UserId).collect();
        let mut chosen = Selection::default();
        assert!(chosen.set(&many, true) && chosen.set(&many, true));
        assert!(!chosen.set(&ids(&[-1]), true));
        assert_eq!(chosen.count(), MOST as u64);
        assert!(chosen.set(&many, false));
    }

    #[test]
    fn ranges_go_both_ways() {
        let page = ids(&[4, 7, 1, 9]);
        assert_eq!(Selection::range(&page, Some(UserId(7)), UserId(9)), ids(&[7, 1, 9]));
        assert_eq!(Selection::range(&page, Some(UserId(9)), UserId(7)), ids(&[7, 1, 9]));
        assert_eq!(Selection::range(&page, None, UserId(1)), ids(&[1]));
        assert_eq!(Selection::range(&page, Some(UserId(5)), UserId(1)), ids(&[1]), "it stands on another page");
    }

    #[test]
    fn words_say_who_is_meant() {
        let number = |number: u64| number.to_string();
        let mut chosen = Selection::default();
        chosen.set(&ids(&[1, 2]), true);
        assert_eq!(chosen.words(&ids(&[1, 2, 3]), number), "2 selected on this page");
        assert_eq!(chosen.words(&ids(&[2, 3]), number), "2 selected");
        assert_eq!(chosen.told(number), "2 users selected");
        let mut chosen = all(30);
        assert_eq!(chosen.words(&[], number), "All 30 matching selected");
        assert_eq!(chosen.told(number), "All 30 matching users selected");
        chosen.set(&ids(&[1]), false);
        assert_eq!(chosen.words(&[], number), "29 of 30 matching selected");
        assert_eq!(chosen.told(number), "29 users selected");
    }

    #[test]
    fn a_job_is_for_those_who_are_meant() {
        let filter = Filter::parse(br#"{"version":1,"root":{"property":{"sessions":{"at_least":2}}}}"#).unwrap();
        let bulk = Bulk { action: JobAction::Export, tag: None, columns: Some("email".into()) };
        let mut chosen = Selection::default();
        chosen.set(&ids(&[1, 2]), true);
        let request = chosen.request(&bulk, &filter, "ann", 2);
        assert_eq!((request.users, request.text, request.expected), (Some(ids(&[1, 2])), None, 2));
        assert_eq!(request.filter, FilterDocument::new(&Filter::everyone()));
        let mut chosen = all(30);
        chosen.set(&ids(&[4]), false);
        let request = chosen.request(&bulk, &filter, " ann ", 29);
        assert_eq!((request.users, request.text.as_deref()), (None, Some("ann")));
        assert_eq!((request.except, request.expected), (ids(&[4]), 29));
        assert_eq!(request.filter, FilterDocument::new(&filter));
    }
}
