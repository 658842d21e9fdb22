//! Which key a client has. Known ones are remembered for a moment, unknown ones are looked up each time: a new key is
//! valid at once, a revoked one for a second at most.

use crate::{
    access::{find_key, secret},
    db::{Database, Result},
};
use shared::{api::keys::KeyKind, ids::KeyId};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long a key is remembered.
const REMEMBERED: Duration = Duration::from_secs(1);
/// Keys that are remembered at most.
const MOST: usize = 1_000;

/// A key that may send messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KnownKey {
    pub(super) key_id: KeyId,
    /// Whether it may do what a public key may not.
    pub(super) is_secret: bool,
}

/// The keys.
pub(super) struct Keys {
    database: Database,
    known: Mutex<HashMap<String, (KnownKey, Instant)>>,
}

impl Keys {
    pub(super) fn new(database: Database) -> Self {
        Self { database, known: Mutex::new(HashMap::new()) }
    }

    /// The first of these texts that is a valid key. `None` only after the table was read.
    pub(super) async fn find(&self, candidates: &[String]) -> Result<Option<KnownKey>> {
        let hashed: Vec<(&str, String)> =
            candidates.iter().map(|candidate| (candidate.as_str(), secret::digest(candidate))).collect();
        if let Some(known) = hashed.iter().find_map(|(_, hash)| self.remembered(hash)) {
            return Ok(Some(known));
        }
        let mut snapshot = self.database.snapshot().await?;
        // Without any key the table is read all the same: only it may send a client away for good.
        let hashed = if hashed.is_empty() { vec![("", String::new())] } else { hashed };
        for (candidate, hash) in hashed {
            let Some(found) = find_key(&mut snapshot, candidate).await? else { continue };
            let known = KnownKey { key_id: found.key_id, is_secret: found.kind == KeyKind::Secret };
            let mut remembered = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            if remembered.len() >= MOST {
                remembered.clear();
            }
            remembered.insert(hash, (known, Instant::now()));
            return Ok(Some(known));
        }
        Ok(None)
    }

    fn remembered(&self, hash: &str) -> Option<KnownKey> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(hash).filter(|(_, since)| since.elapsed() < REMEMBERED).map(|(known, _)| *known)
    }
}
