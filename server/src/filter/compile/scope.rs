//! For whom a filter is compiled.

use crate::filter::fragment::Fragment;

/// Whom the predicate is asked about. It says the same about a user in either scope; about one it reads that user's
/// rows only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All users.
    Everyone,
    /// One user.
    One(i64),
}

impl Scope {
    /// `select` narrowed to the scope and made a test of membership. The select ends in its conditions.
    pub(super) fn members(self, select: Fragment) -> Fragment {
        Fragment::new("users.user_id in (").then(self.narrowed(select, " and user_id = ")).text(")")
    }

    /// A select that ends in its conditions, with `and` the user.
    pub(super) fn narrowed(self, select: Fragment, and: &'static str) -> Fragment {
        match self {
            Self::Everyone => select,
            Self::One(user_id) => select.text(and).value(user_id),
        }
    }
}
