//! What a job is to do, as it is kept; and how far its users may differ from those that were agreed to.

use serde::{Deserialize, Serialize};
use shared::{
    api::{filter::FilterDocument, jobs::JobAction},
    ids::{JobId, TagId},
};

/// What a job is to do. No id of a user is in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Plan {
    /// The tag, for `tag` and `untag`.
    pub(super) tag_id: Option<TagId>,
    /// The columns of an export.
    pub(super) columns: Option<String>,
    /// Whom it is about; forgotten once they are found.
    pub(super) selection: Option<Selection>,
    /// How many users were agreed to.
    pub(super) expected: u64,
}

/// Whom a job is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Selection {
    /// Users that match, and whose name, e-mail or ids contain the folded text.
    Filter { filter: FilterDocument, text: Option<String> },
    /// Users that match, of those that are noted for the job.
    Among { filter: FilterDocument },
    /// Users that another job changed.
    ChangedBy(JobId),
}

/// Whether as many users as this were agreed to: of a deletion every one, of others about as many.
pub(super) fn is_agreed(action: JobAction, expected: u64, found: u64) -> bool {
    let difference = expected.abs_diff(found);
    match action {
        JobAction::Delete => difference == 0,
        // More than one in a hundred, without rounding.
        JobAction::Tag | JobAction::Untag | JobAction::Export => {
            difference <= 10 || difference.saturating_mul(100) <= expected
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_may_have_come_or_gone_but_not_before_a_deletion() {
        use JobAction::{Delete, Export, Tag};
        assert!(is_agreed(Tag, 0, 10) && is_agreed(Tag, 100, 90) && is_agreed(Export, 2_000, 2_020));
        assert!(!is_agreed(Tag, 0, 11) && !is_agreed(Tag, 2_000, 1_979) && !is_agreed(Export, 1_099, 1_110));
        assert!(is_agreed(Delete, 7, 7) && !is_agreed(Delete, 7, 8) && !is_agreed(Delete, 1_000, 999));
    }
}
