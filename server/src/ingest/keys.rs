//! Which key a client has. Known ones are remembered for a moment, unknown ones are looked up each time: a new key is
//! valid at once, a revoked one for a second at most.

use super::store::find_key;
use crate::{
    access::secret,
    db::{Database, Result},
};
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
    pub(super) key_id: i64,
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
        let hashes: Vec<String> = candidates.iter().map(|candidate| secret::digest(candidate)).collect();
        if let Some(known) = hashes.iter().find_map(|hash| self.remembered(hash)) {
            return Ok(Some(known));
        }
        let mut snapshot = self.database.snapshot().await?;
        // Without any key the table is read all the same: only it may send a client away for good.
        let hashes = if hashes.is_empty() { vec![String::new()] } else { hashes };
        for hash in hashes {
            let Some(found) = find_key(&mut snapshot, hash.clone()).await? else { continue };
            let known = KnownKey { key_id: found.key_id, is_secret: found.kind == "secret" };
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
