//! The positive test of a condition: of the columns of `users`, or of membership in a set.

use super::leaf::LeafSql;
use crate::filter::fragment::Fragment;

/// Selects that are united in one; databases limit how many may be.
pub(in crate::filter) const UNITED: usize = 100;

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
            Self::Members(select) => member(select),
            Self::Found(user_ids) => Fragment::new("users.user_id = any(").value(user_ids).text(")"),
        }
    }

    /// The set of users that it is a membership of, if it is one.
    pub(super) fn set(&self) -> Option<Set> {
        match self {
            Self::Test(_) => None,
            Self::Members(select) => Some(Set::Select(select.clone())),
            Self::Found(user_ids) => Some(Set::Known(user_ids.len() as u64)),
        }
    }
}

/// A set of users that can be counted without reading `users`: every row of a user's data is of a user that is there.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::filter) enum Set {
    /// A select of their ids, which may tell one more than once.
    Select(Fragment),
    /// Counted already.
    Known(u64),
}

/// The statement that counts the users in a select of their ids.
pub(in crate::filter) fn count_of(select: Fragment) -> Fragment {
    let count = Fragment::new("select count(*) from (select distinct members.user_id from (");
    count.then(select).text(") members) matching")
}

/// The statement that tells the users of a positive test by their ids, one perhaps more than once.
pub(in crate::filter) fn users_of(LeafSql { positive, set, .. }: LeafSql) -> Fragment {
    match set {
        Some(Set::Select(select)) => select,
        Some(Set::Known(_)) | None => Fragment::new("select user_id from users where ").then(positive),
    }
}

fn member(select: Fragment) -> Fragment {
    Fragment::new("users.user_id in (").then(select).text(")")
}

/// Tests of whether a user is in any of the sets. They are united first: a database can begin with one set, but of
/// several tests joined by "or" it would have to ask about every user.
pub(super) fn in_any(selects: &[Fragment]) -> Vec<Fragment> {
    selects.chunks(UNITED).map(|selects| member(united(selects))).collect()
}

/// Ids that are in any of the selects.
pub(in crate::filter) fn united(selects: &[Fragment]) -> Fragment {
    let mut selects = selects.iter().cloned();
    let first = selects.next().unwrap_or_default();
    selects.fold(first, |all, select| all.text(" union all ").then(select))
}
