//! Identity verification: who says that a browser is a user's proves it by a signature that only the product's server can
//! make, because the secret never leaves it.
//!
//! Invariants: a signature is the HMAC-SHA-256 of the `userId` in hex and is compared in constant time; every secret that is
//! not revoked is good; what the database says counts at once in this process, and within a fifth of a second in others.

use super::store;
use crate::db::{Database, Result};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long it is remembered what the database says.
const REMEMBERED: Duration = Duration::from_millis(200);

/// How users are proven.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Whether they have to be.
    pub is_required: bool,
    /// The secrets that are not revoked.
    pub secrets: Vec<String>,
}

impl Verification {
    /// Whether this is the signature of a user's id by any secret.
    #[must_use]
    pub fn holds(&self, external_id: &str, signature: &str) -> bool {
        let Ok(signature) = hex::decode(signature) else { return false };
        self.secrets.iter().any(|secret| {
            let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes());
            mac.is_ok_and(|mac| mac.chain_update(external_id.as_bytes()).verify_slice(&signature).is_ok())
        })
    }
}

/// What the database says of it.
pub(super) struct Proofs {
    database: Database,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    latest: Option<(Arc<Verification>, Instant)>,
    /// How often it was forgotten: what was read before that does not count.
    forgotten: u64,
}

impl Proofs {
    pub(super) fn new(database: Database) -> Self {
        Self { database, known: Mutex::default() }
    }

    /// How users are proven now.
    pub(super) async fn now(&self) -> Result<Arc<Verification>> {
        let forgotten = {
            let known = self.known();
            match &known.latest {
                Some((verification, since)) if since.elapsed() < REMEMBERED => return Ok(Arc::clone(verification)),
                Some(_) | None => known.forgotten,
            }
        };
        let read = Instant::now();
        let verification = Arc::new(store::verification(&mut self.database.snapshot().await?).await?);
        let mut known = self.known();
        if known.forgotten == forgotten {
            known.latest = Some((Arc::clone(&verification), read));
        }
        Ok(verification)
    }

    /// It was changed.
    pub(super) fn forget(&self) {
        let mut known = self.known();
        known.latest = None;
        known.forgotten += 1;
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_hmac_of_the_id() {
        let proof = Verification { is_required: true, secrets: vec!["other".into(), "key".into()] };
        let text = "The quick brown fox jumps over the lazy dog";
        let signature = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";
        assert!(proof.holds(text, signature));
        assert!(proof.holds(text, &signature.to_uppercase()));
        for wrong in ["", "x", &signature[..62], &signature.replace('f', "e"), &format!("{signature}00")] {
            assert!(!proof.holds(text, wrong), "{wrong}");
        }
        assert!(!proof.holds("another", signature));
        assert!(!Verification::default().holds(text, signature));
    }
}
