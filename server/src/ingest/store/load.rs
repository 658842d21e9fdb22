//! What a group of messages needs to know, in few reads.

use super::deleted_among;
use crate::{
    db::{Error, Result, Transaction, sql},
    ingest::{
        apply::{AttributeState, Change, Link, NativeColumns, Natives, User, WorkingSet},
        message::{Action, Message, Reject, anonymous_key, external_key},
    },
};
use std::collections::{HashMap, HashSet};

/// An identity and its user, read together: rows cost more than their columns.
#[derive(sqlx::FromRow)]
struct UserRow {
    identity_key: String,
    linked_at: Option<i64>,
    user_id: i64,
    external_id: Option<String>,
    anonymous_id: Option<String>,
    name: Option<String>,
    email: Option<String>,
    language: Option<String>,
    avatar: Option<String>,
    traits: String,
    made: i64,
    created: i64,
    first_seen: Option<i64>,
    last_activity: Option<i64>,
    sessions: i64,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        let columns = NativeColumns {
            name: row.name,
            email: row.email,
            language: row.language,
            avatar: row.avatar,
            created_at: Some(row.created),
        };
        Self {
            user_id: row.user_id,
            is_stored: true,
            external_id: row.external_id,
            anonymous_id: row.anonymous_id,
            natives: Natives::load(&row.traits, &columns),
            made: row.made,
            first_seen: row.first_seen,
            last_activity: row.last_activity,
            sessions: row.sessions,
            change: Change::None,
            attributes: HashMap::new(),
            is_touched: false,
        }
    }
}

/// Fills an empty working set with everything that these messages may touch.
pub(in crate::ingest) async fn load(
    transaction: &mut Transaction,
    set: &mut WorkingSet<'_>,
    messages: &[&Message],
    rejects: &[&Reject],
) -> Result<()> {
    let ids: Vec<String> = messages.iter().filter_map(|message| message.message_id.clone()).collect();
    if !ids.is_empty() {
        let text = "select message_id from messages where message_id = any($1)";
        let found: Vec<(String,)> = transaction.all(sql(text).bind(ids)).await?;
        set.message_ids = found.into_iter().map(|(id,)| id).collect();
    }
    let keys: HashSet<String> = messages.iter().flat_map(|message| identity_keys(message)).collect();
    let named = keys.iter().chain(rejects.iter().flat_map(|reject| &reject.identity_keys)).cloned();
    set.tombstones = deleted_among(transaction, &named.collect::<Vec<_>>()).await?;
    let slots = load_by_keys(transaction, set, keys.into_iter().collect()).await?;
    load_attributes(transaction, set, messages, &slots).await
}

/// Adds the users that identity keys lead to, with the identities; gives their places by id.
pub(crate) async fn load_by_keys(
    transaction: &mut Transaction,
    set: &mut WorkingSet<'_>,
    keys: Vec<String>,
) -> Result<HashMap<i64, usize>> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let text = "select i.identity_key, i.linked_at, u.user_id, u.external_id, u.anonymous_id, u.name, u.email, \
                u.language, u.avatar, u.traits, u.made, u.created, u.first_seen, u.last_activity, u.sessions \
                from identities i join users u on u.user_id = i.user_id where i.identity_key = any($1)";
    let rows: Vec<UserRow> = transaction.all(sql(text).bind(keys)).await?;
    let mut slots: HashMap<i64, usize> = HashMap::with_capacity(rows.len());
    for mut row in rows {
        let (key, linked_at) = (std::mem::take(&mut row.identity_key), row.linked_at);
        let slot = match slots.get(&row.user_id) {
            Some(slot) => *slot,
            None => {
                let user_id = row.user_id;
                let slot = set.add(row.into());
                slots.insert(user_id, slot);
                slot
            }
        };
        set.links.insert(key, Link { slot, linked_at, is_changed: false });
    }
    Ok(slots)
}

/// Adds the users who have one of these folded e-mail addresses; gives the places of those of each.
pub(crate) async fn load_by_emails(
    transaction: &mut Transaction,
    set: &mut WorkingSet<'_>,
    emails: Vec<String>,
) -> Result<HashMap<String, Vec<usize>>> {
    // The index has the beginnings only.
    let beginnings: Vec<String> = emails.iter().map(|email| email.chars().take(200).collect()).collect();
    let text = "select email_folded as identity_key, cast(null as bigint) as linked_at, user_id, external_id, \
                anonymous_id, name, email, language, avatar, traits, made, created, first_seen, last_activity, sessions \
                from users where substr(email_folded, 1, 200) = any($1)";
    let rows: Vec<UserRow> = transaction.all(sql(text).bind(beginnings)).await?;
    let mut found: HashMap<String, Vec<usize>> = emails.into_iter().map(|email| (email, Vec::new())).collect();
    for mut row in rows {
        if let Some(slots) = found.get_mut(&std::mem::take(&mut row.identity_key)) {
            slots.push(set.add(row.into()));
        }
    }
    Ok(found)
}

/// Adds these users; gives their places by id.
pub(crate) async fn load_by_ids(
    transaction: &mut Transaction,
    set: &mut WorkingSet<'_>,
    user_ids: Vec<i64>,
) -> Result<HashMap<i64, usize>> {
    let text = "select '' as identity_key, cast(null as bigint) as linked_at, user_id, external_id, anonymous_id, name, \
                email, language, avatar, traits, made, created, first_seen, last_activity, sessions \
                from users where user_id = any($1)";
    let rows: Vec<UserRow> = transaction.all(sql(text).bind(user_ids)).await?;
    Ok(rows.into_iter().map(|row| (row.user_id, set.add(row.into()))).collect())
}

/// Fills an empty working set with one user, who exists, and what is known of these attributes. Gives their place.
pub(in crate::ingest) async fn load_user<'k>(
    transaction: &mut Transaction,
    set: &mut WorkingSet<'_>,
    user_id: i64,
    keys: impl Iterator<Item = &'k str>,
) -> Result<usize> {
    let slots = load_by_ids(transaction, set, vec![user_id]).await?;
    let slot = slots.get(&user_id).copied().ok_or(Error::Defect(sqlx::Error::RowNotFound))?;
    let ids = keys.filter_map(|key| Some(set.catalogue.attributes.get(key)?.attribute_id)).collect();
    load_states(transaction, set, ids, vec![user_id], &[(user_id, slot)].into()).await?;
    Ok(slot)
}

async fn load_attributes(
    transaction: &mut Transaction,
    set: &mut WorkingSet<'_>,
    messages: &[&Message],
    slots: &HashMap<i64, usize>,
) -> Result<()> {
    let (mut ids, mut user_ids) = (HashSet::new(), HashSet::new());
    for message in messages {
        let told = match &message.action {
            Action::Identify { attributes, .. } | Action::Group { attributes } => attributes.as_slice(),
            Action::Track { .. } | Action::Interact(_) | Action::Alias { .. } | Action::Presence => &[],
        };
        ids.extend(told.iter().filter_map(|(key, _)| Some(set.catalogue.attributes.get(key)?.attribute_id)));
        let keys: Vec<String> = identity_keys(message).collect();
        // Users whom nothing tells attributes of, and who turn out to be nobody else, keep those that they have.
        if !told.is_empty() || keys.len() > 1 {
            let users = keys.iter().filter_map(|key| Some(set.users[set.links.get(key)?.slot].user_id));
            user_ids.extend(users);
        }
    }
    load_states(transaction, set, ids, user_ids.into_iter().collect(), slots).await
}

async fn load_states(
    transaction: &mut Transaction,
    set: &mut WorkingSet<'_>,
    ids: HashSet<i64>,
    user_ids: Vec<i64>,
    slots: &HashMap<i64, usize>,
) -> Result<()> {
    if ids.is_empty() || user_ids.is_empty() {
        return Ok(());
    }
    let text = "select user_id, attribute_id, updated_at from user_attributes \
                where user_id = any($1) and attribute_id = any($2)";
    let ids: Vec<i64> = ids.into_iter().collect();
    let rows: Vec<(i64, i64, i64)> = transaction.all(sql(text).bind(user_ids).bind(ids)).await?;
    for (user_id, attribute_id, updated_at) in rows {
        if let Some(&slot) = slots.get(&user_id) {
            set.users[slot]
                .attributes
                .insert(attribute_id, AttributeState { updated_at, write: None, is_moved: false });
        }
    }
    Ok(())
}

/// Every identity key that a message may touch.
fn identity_keys(message: &Message) -> impl Iterator<Item = String> {
    let identity = &message.identity;
    let previous = match &message.action {
        Action::Alias { previous_id, .. } => Some([anonymous_key(previous_id), external_key(previous_id)]),
        Action::Identify { .. }
        | Action::Group { .. }
        | Action::Track { .. }
        | Action::Interact(_)
        | Action::Presence => None,
    };
    let own = [identity.anonymous_id.as_deref().map(anonymous_key), identity.external_id.as_deref().map(external_key)];
    own.into_iter().flatten().chain(previous.into_iter().flatten())
}
