//! What a check has found so far.

use super::batch::Came;
use shared::api::imports::{Cause, Report, RowExample};

/// Causes that are told one by one; those of further ones are counted together.
const MOST_CAUSES: usize = 100;
/// Row numbers that are told of a cause.
const MOST_NUMBERS: usize = 20;
/// Examples of a cause.
const MOST_EXAMPLES: usize = 3;
/// Sample cells of a report.
pub(super) const MOST_SAMPLES: usize = 30;

/// Adds what some rows came to.
pub(super) fn add(report: &mut Report, came: Came) {
    report.created += came.counts.created;
    report.updated += came.counts.updated;
    report.unchanged += came.counts.unchanged;
    report.skipped += came.counts.skipped;
    report.rejected += came.counts.rejected;
    report.samples.extend(came.samples);
    report.samples.truncate(MOST_SAMPLES);
    for (row, reason) in came.reasons {
        let known = report.causes.iter().position(|cause| cause.cause == reason.cause);
        let at = match known {
            Some(at) => at,
            None => {
                let cause = if report.causes.len() < MOST_CAUSES { reason.cause } else { "Other causes.".to_owned() };
                let other = report.causes.iter().position(|known| known.cause == cause);
                other.unwrap_or_else(|| {
                    let outcome = reason.outcome;
                    report.causes.push(Cause { outcome, cause, rows: 0, row_numbers: vec![], examples: vec![] });
                    report.causes.len() - 1
                })
            }
        };
        let cause = &mut report.causes[at];
        cause.rows += 1;
        if cause.row_numbers.len() < MOST_NUMBERS {
            cause.row_numbers.push(row);
        }
        if cause.examples.len() < MOST_EXAMPLES {
            cause.examples.push(RowExample { row, reason: reason.reason });
        }
    }
}

/// The most frequent causes first.
pub(super) fn finished(mut report: Report) -> Report {
    report.causes.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.row_numbers.cmp(&b.row_numbers)));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::parse::Reason;

    #[test]
    fn rows_are_told_by_their_cause() {
        let mut report = Report::default();
        for row in 2..40 {
            let cause = if row % 4 == 0 { "A." } else { "B." };
            let reason = Reason::rejected(cause.into(), format!("{cause} {row}"));
            add(&mut report, Came { reasons: vec![(row, reason)], ..Came::default() });
        }
        let report = finished(report);
        let told: Vec<_> = report.causes.iter().map(|cause| (cause.cause.as_str(), cause.rows)).collect();
        assert_eq!(told, [("B.", 29), ("A.", 9)]);
        assert_eq!((report.causes[0].row_numbers.len(), report.causes[1].row_numbers[1]), (20, 8));
        assert_eq!(report.causes[1].examples.last().unwrap().reason, "A. 12");
    }
}
