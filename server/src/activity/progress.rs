//! How far a user had come in an experience at each interaction: the highest step so far.

use super::store::StepRow;
use std::collections::HashMap;

/// The highest steps by experience, as they rose.
pub(super) struct Progress(HashMap<i64, Vec<Reached>>);

/// From this interaction on the user had come this far.
struct Reached {
    at: i64,
    id: i64,
    step: i64,
}

impl Progress {
    /// From every step that was reached, oldest first.
    pub(super) fn new(rows: Vec<StepRow>) -> Self {
        let mut steps: HashMap<i64, Vec<Reached>> = HashMap::new();
        for StepRow { experience_key, at, id, step } in rows {
            let reached = steps.entry(experience_key).or_default();
            if reached.last().is_none_or(|last| last.step < step) {
                reached.push(Reached { at, id, step });
            }
        }
        Self(steps)
    }

    /// Step and steps to be shown at an interaction.
    pub(super) fn at(
        &self,
        experience_key: i64,
        (at, id): (i64, i64),
        is_completed: bool,
        steps: Option<i64>,
    ) -> (Option<u32>, Option<u32>) {
        let reached = self.0.get(&experience_key).map_or(&[][..], Vec::as_slice);
        let by_then = reached.partition_point(|reached| (reached.at, reached.id) <= (at, id));
        let highest = by_then.checked_sub(1).map(|last| reached[last].step);
        // An experience may have lost steps since.
        let shown = match steps {
            Some(steps) if is_completed => Some(steps),
            Some(steps) => highest.map(|step| step.min(steps)),
            None => highest,
        };
        let whole = |number: i64| u32::try_from(number).ok();
        (shown.and_then(whole), steps.and_then(whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_the_highest_step_so_far() {
        let step = |at, id, step| StepRow { experience_key: 1, at, id, step };
        let progress = Progress::new(vec![step(10, 1, 2), step(20, 2, 4), step(20, 3, 1), step(30, 4, 7)]);
        let at = |at, id| progress.at(1, (at, id), false, Some(5));
        assert_eq!(at(9, 9), (None, Some(5)));
        assert_eq!(at(10, 1), (Some(2), Some(5)));
        assert_eq!(at(20, 1), (Some(2), Some(5)));
        assert_eq!(at(25, 1), (Some(4), Some(5)));
        assert_eq!(at(40, 1), (Some(5), Some(5)));
        assert_eq!(progress.at(1, (10, 1), true, Some(5)), (Some(5), Some(5)));
        assert_eq!(progress.at(1, (25, 1), true, None), (Some(4), None));
        assert_eq!(progress.at(2, (25, 1), false, None), (None, None));
    }
}
