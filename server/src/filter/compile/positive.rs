//! The positive test of a condition, and what it is that can be counted without reading `users`.

use crate::filter::fragment::Fragment;

/// A positive test.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Positive {
    /// Of the columns of `users`, or of several sets.
    Test(Fragment),
    /// Users in a select of their ids, which may tell one more than once.
    Members(Fragment),
    /// These users.
    Found(Vec<i64>),
}

impl Positive {
    /// As a test of a row of `users`: true or false, never null.
    pub(super) fn test(self) -> Fragment {
        match self {
            Self::Test(test) => test,
            Self::Members(select) => Fragment::new("users.user_id in (").then(select).text(")"),
            Self::Found(user_ids) => Fragment::new("users.user_id = any(").value(user_ids).text(")"),
        }
    }

    /// How many users, without looking at each of them: every row of a user's data is of a user that is there.
    pub(super) fn quick_count(&self) -> Option<QuickCount> {
        match self {
            Self::Test(_) => None,
            Self::Members(select) => {
                let count = Fragment::new("select count(*) from (select distinct members.user_id from (");
                Some(QuickCount::Statement(count.then(select.clone()).text(") members) matching")))
            }
            Self::Found(user_ids) => Some(QuickCount::Known(user_ids.len() as u64)),
        }
    }
}

/// A number of users that is cheaper to have than by asking `users`.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::filter) enum QuickCount {
    /// By this statement.
    Statement(Fragment),
    /// Already.
    Known(u64),
}
