//! What counting tells, and what it wants done.

/// The number above the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Total {
    /// Nothing is known yet.
    Loading,
    /// Users of a draft.
    Known {
        /// Users that match the filter, and the text that is searched for.
        found: u64,
        /// Users that match the filter.
        total: u64,
        /// Users in all.
        of: u64,
        /// It is an earlier draft's: the current one is being counted.
        stale: bool,
    },
    /// The current draft could not be counted.
    Failed,
}

/// What is to be done next.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Nothing.
    Rest,
    /// Ask, after so many milliseconds without another edit.
    Ask {
        /// Comes back with the answer.
        revision: u64,
        /// Milliseconds.
        after: i64,
        /// The request before is to be given up.
        gives_up: bool,
    },
}
