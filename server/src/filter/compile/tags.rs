//! Tags of users.

use super::{positive::Positive, scope::Scope};
use crate::filter::{fragment::Fragment, probe::SetProbe};

pub(super) fn tags(probe: SetProbe<i64>, scope: Scope<'_>) -> Positive {
    match probe {
        SetProbe::HasItem => scope.members(Fragment::new("select user_id from user_tags where tag_id is not null")),
        SetProbe::Any(tag_ids) => scope.members(tagged(tag_ids)),
        SetProbe::All(tag_ids) => {
            let count = tag_ids.len();
            all(tag_ids, count, scope)
        }
        SetProbe::Exactly(tag_ids) => {
            let count = tag_ids.len();
            let others = Fragment::new("select user_id from user_tags where not (tag_id = any(");
            let others = scope.members(others.value(tag_ids.clone()).text("))")).test();
            let all = all(tag_ids, count, scope).test();
            Positive::Test(Fragment::new("(").then(all).text(" and not (").then(others).text("))"))
        }
    }
}

fn tagged(tag_ids: Vec<i64>) -> Fragment {
    let select = Fragment::new("select user_id from user_tags where tag_id = ");
    match tag_ids.as_slice() {
        // Of one tag the index tells each user once, in order.
        [tag_id] => select.value(*tag_id),
        _ => select.text("any(").value(tag_ids).text(")"),
    }
}

fn all(tag_ids: Vec<i64>, count: usize, scope: Scope<'_>) -> Positive {
    let select = scope.narrowed(tagged(tag_ids), "user_id");
    // Operands are at most some hundreds.
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    Positive::Members(select.text(" group by user_id having count(*) >= ").value(count))
}
