//! Users who turned out to be others: what hangs on them moves, and they go.
//!
//! Rows are copied and the old ones go with their user, for the id of a user is never updated.

use crate::{
    db::{Result, Transaction, sql},
    ingest::apply::WorkingSet,
};
use std::collections::BTreeMap;

/// Moves everything stored of merged users; tells who went.
pub(super) async fn save_merges(transaction: &mut Transaction, set: &WorkingSet<'_>) -> Result<Vec<i64>> {
    let mut rounds: Vec<BTreeMap<i64, i64>> = Vec::new();
    let mut gone = Vec::new();
    for merge in set.merges.iter().filter(|merge| set.users[merge.from].is_stored) {
        let from = set.users[merge.from].user_id;
        let into = set.users[set.find(merge.into)].user_id;
        gone.push(from);
        // One round for several users, but never two that go into the same: of equal keys the first then wins.
        match rounds.iter_mut().find(|round| !round.values().any(|taken| *taken == into)) {
            Some(round) => drop(round.insert(from, into)),
            None => rounds.push([(from, into)].into()),
        }
    }
    for round in rounds {
        save_round(transaction, &round).await?;
    }
    Ok(gone)
}

/// Statements that copy what hangs on the users `$1` to those they were merged into.
const COPIES: [&str; 11] = [
    "insert into merged_users (user_id, merged_id) select m.user_id, older.merged_id \
     from merged_users m join merged_users older on older.user_id = m.merged_id where m.merged_id = any($1) \
     on conflict (user_id, merged_id) do nothing",
    "insert into identities (identity_key, user_id, linked_at) select i.identity_key, m.user_id, i.linked_at \
     from merged_users m join identities i on i.user_id = m.merged_id where m.merged_id = any($1) \
     on conflict (identity_key) do update set user_id = excluded.user_id",
    "insert into user_attribute_items (user_id, attribute_id, position, item) \
     select m.user_id, i.attribute_id, i.position, i.item \
     from merged_users m join user_attribute_items i on i.user_id = m.merged_id \
     where m.merged_id = any($1) and not exists (select 1 from user_attributes known \
     where known.user_id = m.user_id and known.attribute_id = i.attribute_id)",
    "insert into user_attributes (user_id, attribute_id, text_value, text_folded, number_value, boolean_value, \
     time_value, raw, source, integration, updated_at) select m.user_id, a.attribute_id, a.text_value, a.text_folded, \
     a.number_value, a.boolean_value, a.time_value, a.raw, a.source, a.integration, a.updated_at \
     from merged_users m join user_attributes a on a.user_id = m.merged_id where m.merged_id = any($1) \
     on conflict (user_id, attribute_id) do update set updated_at = case when excluded.updated_at >= \
     user_attributes.updated_at then excluded.updated_at + 1 else user_attributes.updated_at end",
    "insert into user_tags (user_id, tag_id, added_at) select m.user_id, t.tag_id, t.added_at \
     from merged_users m join user_tags t on t.user_id = m.merged_id where m.merged_id = any($1) \
     on conflict (user_id, tag_id) do nothing",
    "insert into events (user_id, event_id, event_name_id, at, properties, properties_digest) \
     select m.user_id, e.event_id, e.event_name_id, e.at, e.properties, e.properties_digest \
     from merged_users m join events e on e.user_id = m.merged_id where m.merged_id = any($1)",
    "insert into interactions (user_id, interaction_id, experience_key, action, step, at) \
     select m.user_id, i.interaction_id, i.experience_key, i.action, i.step, i.at \
     from merged_users m join interactions i on i.user_id = m.merged_id where m.merged_id = any($1)",
    "insert into answers (user_id, answer_id, experience_key, question_key, step, at, number_value, text_value, \
     text_folded, raw) select m.user_id, a.answer_id, a.experience_key, a.question_key, a.step, a.at, a.number_value, \
     a.text_value, a.text_folded, a.raw \
     from merged_users m join answers a on a.user_id = m.merged_id where m.merged_id = any($1)",
    "insert into answer_items (user_id, answer_id, position, item) select m.user_id, i.answer_id, i.position, i.item \
     from merged_users m join answer_items i on i.user_id = m.merged_id where m.merged_id = any($1)",
    "insert into import_users (user_id, import_id, action, before) select m.user_id, i.import_id, i.action, i.before \
     from merged_users m join import_users i on i.user_id = m.merged_id where m.merged_id = any($1) \
     on conflict (user_id, import_id) do nothing",
    "insert into job_users (user_id, job_id) select m.user_id, j.job_id \
     from merged_users m join job_users j on j.user_id = m.merged_id where m.merged_id = any($1) \
     on conflict (user_id, job_id) do nothing",
];

async fn save_round(transaction: &mut Transaction, round: &BTreeMap<i64, i64>) -> Result<()> {
    let rows = round.iter().map(|(from, into)| vec![(*into).into(), (*from).into()]).collect();
    transaction.insert_many("insert into merged_users (user_id, merged_id)", rows, "").await?;
    let gone: Vec<i64> = round.keys().copied().collect();
    for copy in COPIES {
        transaction.execute(sql(copy).bind(gone.clone())).await?;
    }
    super::delete_users(transaction, &gone).await?;
    Ok(())
}
