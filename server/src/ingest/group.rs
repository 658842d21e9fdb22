//! One group of requests, stored together in one transaction.

use super::{
    apply::{Catalogue, WorkingSet},
    digests::Digests,
    message::{Message, Outcome, Reject},
    news::news_of,
    queue::Request,
    store,
};
use crate::{
    access::touch_key,
    changes::{Change, Changes, News, Topic, record},
    db::{Database, Result, Transaction},
    ids::IdSource,
};
use shared::{ids::KeyId, time::Instant};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// How often a key's last use is written, in milliseconds.
const USED_EVERY: i64 = 60_000;
/// Rejects of one group that are listed; the newest.
const MOST_REJECTS: usize = 1_000;

/// What the writer keeps between groups.
pub(super) struct Memory {
    /// Definitions as of `sequence`; `None` when they are to be read again.
    catalogue: Option<Catalogue>,
    sequence: i64,
    tombstone_key: Option<Vec<u8>>,
    keys_used: HashMap<KeyId, i64>,
    /// Whether every event has a digest of its properties, as those have that are stored now.
    pub(super) is_digested: bool,
}

impl Memory {
    pub(super) fn new() -> Self {
        Self { catalogue: None, sequence: 0, tombstone_key: None, keys_used: HashMap::new(), is_digested: false }
    }
}

/// Stores a group and tells what became of each request's messages. When it fails nothing is stored.
pub(super) async fn store_group(
    database: &Database,
    ids: &Arc<IdSource>,
    changes: &Changes,
    memory: &mut Memory,
    requests: &[Request],
    now: Instant,
) -> Result<Vec<Vec<Outcome>>> {
    let mut transaction = database.write().await?;
    let latest = store::latest_change(&mut transaction).await?;
    // Taken out, so that a group which fails half way leaves nothing half grown behind.
    let known = memory.catalogue.take();
    let is_current =
        latest == memory.sequence || !store::definitions_changed(&mut transaction, memory.sequence).await?;
    let mut catalogue = match known {
        Some(known) if is_current => known,
        Some(_) | None => store::load_catalogue(&mut transaction).await?,
    };
    let key = match &memory.tombstone_key {
        Some(key) => key.clone(),
        None => store::tombstone_key(&mut transaction, rand::random()).await?,
    };
    let ids = Arc::clone(ids);
    let new_id = move || ids.next();
    let messages: Vec<&Message> = requests.iter().flat_map(|request| &request.decoded.messages).collect();
    let mut set = WorkingSet::new(&mut catalogue, &new_id);
    set.digests = Some(Digests::new(&key));
    let unread: Vec<&Reject> = requests.iter().flat_map(|request| &request.decoded.rejects).collect();
    store::load(&mut transaction, &mut set, &messages, &unread).await?;
    let mut outcomes: Vec<Vec<Outcome>> = Vec::with_capacity(requests.len());
    for request in requests {
        outcomes.push(request.decoded.messages.iter().map(|message| set.apply(message)).collect());
    }
    let saved = store::save(&mut transaction, &set).await?;
    let refused = refused(requests, &outcomes);
    let of_the_deleted = |reject: &&Reject| reject.identity_keys.iter().any(|key| set.tombstones.contains(key));
    let (hidden, listed): (Vec<&Reject>, Vec<&Reject>) = unread.into_iter().chain(&refused).partition(of_the_deleted);
    let newest = &listed[listed.len().saturating_sub(MOST_REJECTS)..];
    store::insert_rejects(&mut transaction, newest, now, &new_id).await?;
    let blocked = outcomes.iter().flatten().filter(|outcome| **outcome == Outcome::Blocked).count() + hidden.len();
    if blocked > 0 {
        store::add_blocked(&mut transaction, blocked).await?;
    }
    let used = keys_to_mark(memory, requests, now);
    for key_id in &used {
        touch_key(&mut transaction, *key_id, now).await?;
    }
    let news = (!saved.user_ids.is_empty()).then(|| news_of(&set));
    let recorded = record_saved(&mut transaction, saved, now).await?;
    let sequence = recorded.map_or(latest, u64::cast_signed);
    let news =
        news.zip(recorded).map(|(news, sequence)| (changes.news().announce(sequence), News { sequence, ..news }));
    transaction.commit().await?;
    if let Some((announced, news)) = news {
        announced.tell(news);
    }
    drop(set);
    catalogue.mark_written();
    memory.catalogue = Some(catalogue);
    memory.sequence = sequence;
    memory.tombstone_key = Some(key);
    memory.keys_used.extend(used.into_iter().map(|key_id| (key_id, now.0)));
    Ok(outcomes)
}

/// Records what was written, and gives the sequence of it if there was anything.
pub(crate) async fn record_saved(
    transaction: &mut Transaction,
    saved: store::Saved,
    now: Instant,
) -> Result<Option<u64>> {
    let mut sequence = None;
    if saved.definitions {
        let change = Change { topic: Topic::Definitions, users_delta: 0, user_ids: Some(Vec::new()) };
        sequence = Some(record(transaction, now, &change).await?);
    }
    if !saved.user_ids.is_empty() {
        let user_ids = Some(saved.user_ids);
        let change = Change { topic: Topic::Users, users_delta: saved.users_delta, user_ids };
        sequence = Some(record(transaction, now, &change).await?);
    }
    Ok(sequence)
}

/// Keys whose last use is to be written.
fn keys_to_mark(memory: &Memory, requests: &[Request], now: Instant) -> Vec<KeyId> {
    let used: HashSet<KeyId> = requests.iter().map(|request| request.key_id).collect();
    let is_old = |key_id: &KeyId| memory.keys_used.get(key_id).is_none_or(|at| now.0 - at >= USED_EVERY);
    used.into_iter().filter(is_old).collect()
}

/// Messages that could be read and are not allowed.
fn refused(requests: &[Request], outcomes: &[Vec<Outcome>]) -> Vec<Reject> {
    let pairs =
        requests.iter().zip(outcomes).flat_map(|(request, outcomes)| request.decoded.messages.iter().zip(outcomes));
    pairs
        .filter_map(|(message, outcome)| match outcome {
            Outcome::Refused(reason) => Some(Reject::of(message, reason.clone())),
            Outcome::Stored | Outcome::Duplicate | Outcome::Blocked => None,
        })
        .collect()
}
