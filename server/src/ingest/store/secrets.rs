//! The secrets of identity verification, and whether it is on.

use crate::{
    db::{Error, Result, Transaction, sql},
    ingest::proof::Verification,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

const REQUIRED: &str = "identity_required";
const SECRETS: &str = "identity_secrets";

/// A secret as it is kept: whole, for a digest of it would make no signature.
#[derive(Clone, Serialize, Deserialize)]
pub(in crate::ingest) struct StoredSecret {
    pub(in crate::ingest) secret_id: i64,
    pub(in crate::ingest) secret: String,
    pub(in crate::ingest) created: i64,
}

/// How users are proven.
pub(in crate::ingest) async fn verification(transaction: &mut Transaction) -> Result<Verification> {
    let text = "select key, value from settings where key = any($1)";
    let keys = [REQUIRED, SECRETS].map(str::to_owned).to_vec();
    let rows: Vec<(String, String)> = transaction.all(sql(text).bind(keys)).await?;
    let settings: HashMap<String, String> = rows.into_iter().collect();
    let secrets = settings.get(SECRETS).map_or(Ok(Vec::new()), |text| read(text))?;
    Ok(Verification {
        is_required: settings.get(REQUIRED).is_some_and(|value| value == "true"),
        secrets: secrets.into_iter().map(|secret| secret.secret).collect(),
    })
}

/// The secrets that are not revoked, oldest first.
pub(in crate::ingest) async fn secrets(transaction: &mut Transaction) -> Result<Vec<StoredSecret>> {
    let found = transaction.optional(sql("select value from settings where key = $1").bind(SECRETS)).await?;
    found.map_or(Ok(Vec::new()), |(text,): (String,)| read(&text))
}

/// Puts these in the place of those before.
pub(in crate::ingest) async fn set_secrets(transaction: &mut Transaction, secrets: &[StoredSecret]) -> Result<()> {
    let text =
        "insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";
    // Ids, times and plain texts always have a JSON.
    let value = serde_json::to_string(secrets).unwrap_or_default();
    transaction.execute(sql(text).bind(SECRETS).bind(value)).await.map(drop)
}

fn read(text: &str) -> Result<Vec<StoredSecret>> {
    serde_json::from_str(text).map_err(|error| Error::Defect(sqlx::Error::Decode(error.into())))
}
