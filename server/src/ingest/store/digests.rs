//! Digests of the properties of events that were stored before there were digests.

use crate::{
    db::{Result, Transaction, sql},
    ingest::digests::Digests,
};

#[derive(sqlx::FromRow)]
struct EventRow {
    user_id: i64,
    event_id: i64,
    at: i64,
    properties: Option<String>,
}

/// Makes up to `most` missing digests, and tells how many it made.
pub(in crate::ingest) async fn make_missing_digests(
    transaction: &mut Transaction,
    digests: &Digests,
    most: usize,
) -> Result<usize> {
    let names: Vec<(i64,)> = transaction.all(sql("select event_name_id from event_names")).await?;
    let mut rows = Vec::new();
    for (event_name_id,) in names {
        let left = most - rows.len();
        if left == 0 {
            break;
        }
        let text = "select user_id, event_id, at, properties from events \
                    where event_name_id = $1 and properties_digest is null limit $2";
        let limit = i64::try_from(left).unwrap_or(i64::MAX);
        let found: Vec<EventRow> = transaction.all(sql(text).bind(event_name_id).bind(limit)).await?;
        rows.extend(found.into_iter().map(|row| {
            let digest = digests.of(row.properties.as_deref());
            vec![row.user_id.into(), row.event_id.into(), event_name_id.into(), row.at.into(), digest.into()]
        }));
    }
    let made = rows.len();
    // All of these are there already.
    let insert = "insert into events (user_id, event_id, event_name_id, at, properties_digest)";
    let tail = "on conflict (user_id, event_id) do update set properties_digest = excluded.properties_digest";
    transaction.insert_many(insert, rows, tail).await?;
    Ok(made)
}
