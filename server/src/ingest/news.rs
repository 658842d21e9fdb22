//! What a group of messages did, as far as it is told to those who follow in this process.

use super::apply::{Change, WorkingSet};
use crate::changes::{EventNews, InteractionNews, News, UserNews};
use std::collections::HashSet;

/// What a working set that is stored did to users who were there before. Users who were merged, answered something, or
/// are new are left to be read.
pub(super) fn news_of(set: &WorkingSet<'_>) -> News {
    let id = |slot: usize| set.users[set.find(slot)].user_id;
    let merged: HashSet<i64> = set.merges.iter().flat_map(|merge| [merge.from, merge.into]).map(id).collect();
    let answered: HashSet<i64> =
        set.interactions.iter().filter(|new| new.answer.is_some()).map(|new| id(new.slot)).collect();
    let is_alive = |slot: usize| set.find(slot) == slot;
    let users = (0..set.users.len()).filter(|slot| is_alive(*slot)).map(|slot| &set.users[slot]);
    let users = users.filter(|user| {
        user.is_stored && user.is_touched && !merged.contains(&user.user_id) && !answered.contains(&user.user_id)
    });
    let users: Vec<UserNews> = users
        .map(|user| UserNews {
            user_id: user.user_id,
            has_others: user.change == Change::All || user.attributes.values().any(|state| state.write.is_some()),
            first_seen: user.first_seen,
            last_activity: user.last_activity,
            sessions: user.sessions,
        })
        .collect();
    let told: HashSet<i64> = users.iter().map(|user| user.user_id).collect();
    let events = set.events.iter().map(|event| EventNews {
        user_id: id(event.slot),
        event_name_id: event.event_name_id,
        at: event.at,
        properties_digest: set.digests.as_ref().and_then(|digests| digests.of(event.properties)),
    });
    let interactions = set.interactions.iter().map(|new| InteractionNews {
        user_id: id(new.slot),
        experience_key: new.experience_key,
        action: new.told.action.word(),
        step: new.told.step,
        at: new.at,
    });
    News {
        sequence: 0,
        events: events.filter(|event| told.contains(&event.user_id)).collect(),
        interactions: interactions.filter(|interaction| told.contains(&interaction.user_id)).collect(),
        users,
    }
}
