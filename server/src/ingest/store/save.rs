//! What a group of messages leaves behind, in few statements: definitions first, then users, then what hangs on them.

use super::{catalogue::save_catalogue, merge::save_merges};
use crate::{
    db::{Result, Transaction, Value, sql},
    ingest::apply::{AttributeWrite, Change, Columns, User, WorkingSet},
};
use shared::text::fold;
use std::collections::BTreeMap;

/// What was written, for the record of changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Saved {
    /// Users added less users merged away.
    pub(in crate::ingest) users_delta: i64,
    /// Users concerned.
    pub(in crate::ingest) user_ids: Vec<i64>,
    /// Whether definitions were added or changed.
    pub(in crate::ingest) definitions: bool,
}

/// Writes everything that is new about a working set.
pub(crate) async fn save(transaction: &mut Transaction, set: &WorkingSet<'_>) -> Result<Saved> {
    save_catalogue(transaction, set.catalogue).await?;
    let alive: Vec<&User> =
        (0..set.users.len()).filter(|slot| set.find(*slot) == *slot).map(|slot| &set.users[slot]).collect();
    save_users(transaction, &alive).await?;
    let gone = save_merges(transaction, set).await?;
    save_links(transaction, set).await?;
    save_attributes(transaction, &alive).await?;
    save_events(transaction, set).await?;
    save_interactions(transaction, set).await?;
    let ids = set.new_message_ids.iter().map(|(id, received_at)| vec![(*id).into(), (*received_at).into()]);
    let mut ids: Vec<Vec<Value>> = ids.collect();
    sort_by_text(&mut ids);
    transaction.insert_many("insert into messages (message_id, received_at)", ids, "").await?;
    let added = alive.iter().filter(|user| !user.is_stored).count();
    let touched = alive.iter().filter(|user| user.is_touched).map(|user| user.user_id);
    Ok(Saved {
        users_delta: added as i64 - gone.len() as i64,
        user_ids: touched.chain(gone.iter().copied()).collect(),
        definitions: set.catalogue.has_changed(),
    })
}

/// Neighbours in the index go in one after the other.
fn sort_by_text(rows: &mut [Vec<Value>]) {
    rows.sort_by(|a, b| match (a.first(), b.first()) {
        (Some(Value::Text(a)), Some(Value::Text(b))) => a.cmp(b),
        _ => std::cmp::Ordering::Equal,
    });
}

const USER_COLUMNS: &str = "insert into users (user_id, external_id, external_id_folded, anonymous_id, visitor_id, \
    name, name_folded, email, email_folded, language, language_folded, avatar, traits, search_text, made, created, \
    first_seen, last_activity, sessions)";

async fn save_users(transaction: &mut Transaction, alive: &[&User]) -> Result<()> {
    let mut whole: Vec<&User> = alive.iter().copied().filter(|user| user.change == Change::All).collect();
    whole.sort_by_key(|user| user.user_id);
    let tail = "on conflict (user_id) do update set external_id = excluded.external_id, \
                external_id_folded = excluded.external_id_folded, anonymous_id = excluded.anonymous_id, \
                visitor_id = excluded.visitor_id, name = excluded.name, name_folded = excluded.name_folded, \
                email = excluded.email, email_folded = excluded.email_folded, language = excluded.language, \
                language_folded = excluded.language_folded, avatar = excluded.avatar, traits = excluded.traits, \
                search_text = excluded.search_text, made = excluded.made, created = excluded.created, \
                first_seen = excluded.first_seen, last_activity = excluded.last_activity, sessions = excluded.sessions";
    transaction.insert_many(USER_COLUMNS, whole.into_iter().map(user_row).collect(), tail).await?;
    // All of these are there already: what an insert of them would need is never used. Naming only the columns that
    // change spares the indexes of the others.
    let insert = "insert into users (user_id, traits, search_text, made, created, first_seen, last_activity, sessions)";
    for (change, tail) in [
        (Change::LastActivity, "on conflict (user_id) do update set last_activity = excluded.last_activity"),
        (
            Change::Activity,
            "on conflict (user_id) do update set first_seen = excluded.first_seen, \
             last_activity = excluded.last_activity, sessions = excluded.sessions",
        ),
    ] {
        let mut active: Vec<&User> = alive.iter().copied().filter(|user| user.change == change).collect();
        active.sort_by_key(|user| user.user_id);
        transaction.insert_many(insert, active.into_iter().map(activity_row).collect(), tail).await?;
    }
    Ok(())
}

fn activity_row(user: &User) -> Vec<Value> {
    vec![
        user.user_id.into(),
        "".into(),
        "".into(),
        0_i64.into(),
        0_i64.into(),
        user.first_seen.into(),
        user.last_activity.into(),
        user.sessions.into(),
    ]
}

fn user_row(user: &User) -> Vec<Value> {
    let derived = user.derived();
    let natives = derived.natives;
    let folded = |text: &Option<String>| Value::Text(text.as_deref().map(fold));
    vec![
        user.user_id.into(),
        user.external_id.clone().into(),
        folded(&user.external_id),
        user.anonymous_id.clone().into(),
        derived.visitor_id.into(),
        natives.name.clone().into(),
        folded(&natives.name),
        natives.email.clone().into(),
        folded(&natives.email),
        natives.language.clone().into(),
        folded(&natives.language),
        natives.avatar.into(),
        user.natives.to_stored().into(),
        derived.search_text.into(),
        user.made.into(),
        derived.created.into(),
        user.first_seen.into(),
        user.last_activity.into(),
        user.sessions.into(),
    ]
}

async fn save_links(transaction: &mut Transaction, set: &WorkingSet<'_>) -> Result<()> {
    let changed = set.links.iter().filter(|(_, link)| link.is_changed);
    let mut rows: Vec<Vec<Value>> = changed
        .map(|(key, link)| {
            let user_id = set.users[set.find(link.slot)].user_id;
            vec![key.as_str().into(), user_id.into(), link.linked_at.into()]
        })
        .collect();
    sort_by_text(&mut rows);
    let tail = "on conflict (identity_key) do update set user_id = excluded.user_id, linked_at = excluded.linked_at";
    transaction.insert_many("insert into identities (identity_key, user_id, linked_at)", rows, tail).await
}

async fn save_attributes(transaction: &mut Transaction, alive: &[&User]) -> Result<()> {
    let mut rows = Vec::new();
    let (mut item_rows, mut moved) = (Vec::new(), Vec::new());
    let mut lists: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for user in alive {
        for (attribute_id, state) in &user.attributes {
            let Some(write) = &state.write else {
                if state.is_moved {
                    moved.push(vec![user.user_id.into(), (*attribute_id).into(), "".into(), state.updated_at.into()]);
                }
                continue;
            };
            rows.push((user.user_id, *attribute_id, write, state.updated_at));
            match &write.columns {
                // What was a list before may leave items behind.
                Columns::Items(_) | Columns::Empty => lists.entry(*attribute_id).or_default().push(user.user_id),
                Columns::Text(_) | Columns::Number(_) | Columns::Boolean(_) | Columns::Time(_) => {}
            }
            if let Columns::Items(items) = &write.columns {
                item_rows.extend(items.iter().enumerate().map(|(position, item)| {
                    vec![user.user_id.into(), (*attribute_id).into(), (position as i64).into(), item.as_str().into()]
                }));
            }
        }
    }
    for (attribute_id, user_ids) in lists {
        let text = "delete from user_attribute_items where user_id = any($1) and attribute_id = $2";
        transaction.execute(sql(text).bind(user_ids).bind(attribute_id)).await?;
    }
    rows.sort_by_key(|(user_id, attribute_id, ..)| (*user_id, *attribute_id));
    let rows =
        rows.into_iter().map(|(user_id, attribute_id, write, at)| attribute_row(user_id, attribute_id, write, at));
    let insert = "insert into user_attributes (user_id, attribute_id, text_value, text_folded, number_value, \
                  boolean_value, time_value, raw, source, integration, updated_at)";
    let tail = "on conflict (user_id, attribute_id) do update set text_value = excluded.text_value, \
                text_folded = excluded.text_folded, number_value = excluded.number_value, \
                boolean_value = excluded.boolean_value, time_value = excluded.time_value, raw = excluded.raw, \
                source = excluded.source, integration = excluded.integration, updated_at = excluded.updated_at";
    transaction.insert_many(insert, rows.collect(), tail).await?;
    let insert = "insert into user_attribute_items (user_id, attribute_id, position, item)";
    transaction.insert_many(insert, item_rows, "").await?;
    // All of these are there already.
    let insert = "insert into user_attributes (user_id, attribute_id, source, updated_at)";
    let tail = "on conflict (user_id, attribute_id) do update set updated_at = excluded.updated_at";
    transaction.insert_many(insert, moved, tail).await
}

fn attribute_row(user_id: i64, attribute_id: i64, write: &AttributeWrite, updated_at: i64) -> Vec<Value> {
    let mut row = vec![user_id.into(), attribute_id.into()];
    row.extend(typed(&write.columns));
    row.extend([
        write.raw.clone().into(),
        write.origin.source.word().into(),
        write.origin.integration.clone().into(),
        updated_at.into(),
    ]);
    row
}

/// A value as the columns of a row: text, folded text, number, boolean, time.
pub(crate) fn typed(columns: &Columns) -> [Value; 5] {
    let (mut text, mut number, mut boolean, mut time) = (None, None, None, None);
    match columns {
        Columns::Text(value) => text = Some(value.as_str()),
        Columns::Number(value) => number = Some(*value),
        Columns::Boolean(value) => boolean = Some(*value),
        Columns::Time(value) => time = Some(*value),
        Columns::Items(_) | Columns::Empty => {}
    }
    [text.into(), text.map(fold).into(), number.into(), boolean.into(), time.into()]
}

async fn save_events(transaction: &mut Transaction, set: &WorkingSet<'_>) -> Result<()> {
    let mut events: Vec<_> = set.events.iter().map(|event| (set.users[set.find(event.slot)].user_id, event)).collect();
    events.sort_by_key(|(user_id, event)| (*user_id, event.event_id));
    let rows = events.into_iter().map(|(user_id, event)| {
        let digest = set.digests.as_ref().and_then(|digests| digests.of(event.properties));
        let values: [Value; 6] = [
            user_id.into(),
            event.event_id.into(),
            event.event_name_id.into(),
            event.at.into(),
            event.properties.into(),
            digest.into(),
        ];
        values.into()
    });
    let insert = "insert into events (user_id, event_id, event_name_id, at, properties, properties_digest)";
    transaction.insert_many(insert, rows.collect(), "").await
}

async fn save_interactions(transaction: &mut Transaction, set: &WorkingSet<'_>) -> Result<()> {
    let (mut rows, mut answers, mut items) = (Vec::<Vec<Value>>::new(), Vec::<Vec<Value>>::new(), Vec::new());
    for new in &set.interactions {
        let user_id = set.users[set.find(new.slot)].user_id;
        let id = new.interaction_id;
        rows.push(vec![
            user_id.into(),
            id.into(),
            new.experience_key.into(),
            new.told.action.word().into(),
            new.told.step.into(),
            new.at.into(),
        ]);
        let Some(answer) = &new.answer else { continue };
        answers.push(vec![
            user_id.into(),
            id.into(),
            new.experience_key.into(),
            answer.question_key.into(),
            new.told.step.into(),
            new.at.into(),
            answer.number.into(),
            answer.text.as_deref().into(),
            answer.text.as_deref().map(fold).into(),
            answer.raw.as_str().into(),
        ]);
        items.extend(
            answer.items.iter().enumerate().map(|(position, item)| {
                vec![user_id.into(), id.into(), (position as i64).into(), item.as_str().into()]
            }),
        );
    }
    let insert = "insert into interactions (user_id, interaction_id, experience_key, action, step, at)";
    transaction.insert_many(insert, rows, "").await?;
    let insert = "insert into answers (user_id, answer_id, experience_key, question_key, step, at, number_value, \
                  text_value, text_folded, raw)";
    transaction.insert_many(insert, answers, "").await?;
    transaction.insert_many("insert into answer_items (user_id, answer_id, position, item)", items, "").await
}
