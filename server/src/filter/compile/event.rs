//! How often events happened.

use super::{column, positive::Positive, scope::Scope};
use crate::filter::{fragment::Fragment, leaf::Events};

/// Whether enough of the events happened; their properties are not looked at.
pub(super) fn event(events: &Events, scope: Scope<'_>) -> Positive {
    let select = Fragment::new("select user_id from events where event_name_id = ").value(events.event_name_id);
    enough(scope.narrowed(column::and_in_range(select, "at", events.window), "user_id"), events)
}

/// Whether a user is often enough in a select of events, which ends in its conditions.
pub(super) fn enough(mut select: Fragment, events: &Events) -> Positive {
    if events.at_least > 1 || events.at_most.is_some() {
        let at_least = i64::from(events.at_least);
        select = select.text(" group by user_id having count(*) >= ").value(at_least);
    }
    if let Some(at_most) = events.at_most {
        select = select.text(" and count(*) <= ").value(i64::from(at_most));
    }
    Positive::Members(select)
}
