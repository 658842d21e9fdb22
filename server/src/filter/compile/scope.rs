//! For whom a filter is compiled.

use super::positive::Positive;
use crate::filter::fragment::Fragment;

/// Whom the predicate is asked about. It says the same about a user in every scope; in a narrow one it reads the rows
/// of those users only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// All users.
    Everyone,
    /// One user.
    One(i64),
    /// Some users.
    Among(&'a [i64]),
}

impl Scope<'_> {
    /// `select` narrowed to the scope and made a test of membership. The select ends in its conditions.
    pub(super) fn members(self, select: Fragment) -> Positive {
        Positive::Members(self.narrowed(select, "user_id"))
    }

    /// A select that ends in its conditions, narrowed by the column that says whose the row is.
    pub(super) fn narrowed(self, select: Fragment, user_id: &'static str) -> Fragment {
        match self {
            Self::Everyone => select,
            Self::One(one) => select.text(" and ").text(user_id).text(" = ").value(one),
            Self::Among(some) => select.text(" and ").text(user_id).text(" = any(").value(some.to_vec()).text(")"),
        }
    }
}
