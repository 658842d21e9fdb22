//! What users did with experiences.

use super::{column, positive::Positive, scope::Scope};
use crate::filter::{fragment::Fragment, leaf::Interactions};

pub(super) fn experience(interactions: Interactions, scope: Scope<'_>) -> Positive {
    let Interactions { experience_keys, action, step, window } = interactions;
    let select = Fragment::new("select user_id from interactions where experience_key = ");
    // With all keys named, the index serves "any experience" as well.
    let select = match experience_keys.as_slice() {
        [key] => select.value(*key),
        keys => select.text("any(").value(keys.to_vec()).text(")"),
    };
    let mut select = select.text(" and action = ").value(action.word());
    if let Some(step) = step {
        select = select.text(" and step >= ").value(i64::from(step));
    }
    scope.members(column::and_in_range(select, "at", window))
}
