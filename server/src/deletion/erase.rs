//! Everything that goes with a user, in the transaction of the caller.

use super::store::{self, Marks};
use crate::{
    changes::{self, Change, Topic},
    db::{Result, Transaction},
    ingest::{delete_users, identity_hash, tombstone_key},
};
use shared::{text::fold, time::Instant};
use std::collections::HashSet;

/// Deletes these users, whose ids rise, and everything known of them; tells how many there were.
///
/// # Errors
/// When the database fails.
pub(crate) async fn erase(transaction: &mut Transaction, user_ids: &[i64], now: Instant) -> Result<u64> {
    let identity_keys = store::identity_keys(transaction, user_ids).await?;
    let marks = store::marks(transaction, user_ids).await?;
    // An import may name people by their e-mail alone.
    let by_email = marks.iter().filter_map(|mark| mark.email.as_deref()).map(|email| format!("email:{}", fold(email)));
    let keys: Vec<String> = identity_keys.into_iter().chain(by_email).collect();
    let secret = tombstone_key(transaction, rand::random()).await?;
    let hashes = keys.iter().map(|key| identity_hash(&secret, key)).collect();
    store::insert_tombstones(transaction, hashes, now).await?;
    erase_rejects(transaction, &keys, &marks).await?;
    let mut forgotten = store::merged_ids(transaction, user_ids).await?;
    forgotten.extend(user_ids);
    forgotten.sort_unstable();
    changes::forget(transaction, &forgotten).await?;
    let deleted = delete_users(transaction, user_ids).await?;
    if deleted > 0 {
        let change = Change { topic: Topic::Users, users_delta: -deleted.cast_signed(), user_ids: Some(Vec::new()) };
        changes::record(transaction, now, &change).await?;
    }
    Ok(deleted)
}

/// What could not be stored of them is kept by one of their ids; but a message may hold others of them.
async fn erase_rejects(transaction: &mut Transaction, keys: &[String], marks: &[Marks]) -> Result<()> {
    store::delete_rejects(transaction, keys.to_vec()).await?;
    let samples = store::reject_samples(transaction).await?;
    if samples.is_empty() {
        return Ok(());
    }
    let ids = keys.iter().filter_map(|key| key.split_once(':')).map(|(_, id)| id);
    let texts = marks.iter().flat_map(|mark| [&mark.email, &mark.external_id, &mark.anonymous_id]);
    let texts: HashSet<String> = ids.chain(texts.flatten().map(String::as_str)).map(in_json).collect();
    let named = samples.into_iter().filter(|(_, sample)| names_any(sample, &texts));
    store::delete_rejects_by_id(transaction, named.map(|(reject_id, _)| reject_id).collect()).await
}

/// A text as it stands in JSON, without its quotes.
fn in_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// Whether a message holds one of these texts, whole and in quotes.
fn names_any(sample: &str, texts: &HashSet<String>) -> bool {
    // A quote that stands in a text is behind a backslash, and ends nothing.
    let mut start = 0;
    let bytes = sample.as_bytes();
    for at in (0..bytes.len()).filter(|&at| bytes[at] == b'"') {
        let is_escaped = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
        if is_escaped {
            continue;
        }
        if texts.contains(&sample[start..at]) {
            return true;
        }
        start = at + 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_somebody_by_a_whole_text() {
        let texts: HashSet<String> = ["u-1", "say \"hi\"", "back\\"].into_iter().map(in_json).collect();
        for sample in [r#"{"userId":"u-1","x"#, r#"{"a": "say \"hi\""}"#, r#"["back\\"]"#] {
            assert!(names_any(sample, &texts), "{sample}");
        }
        for sample in [r#"{"userId":"u-12"}"#, r#"{"a":"my u-1"}"#, r#"{"userId":"u-1"#, "", r#"{"a":"hi\""}"#] {
            assert!(!names_any(sample, &texts), "{sample}");
        }
    }
}
