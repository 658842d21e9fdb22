//! Digests of events' properties: equal properties have equal digests, so that filters test each set of them once.
//!
//! Invariant: digests are keyed by a secret of the workspace, so that nobody can send properties that share a digest
//! with others; by chance that happens once in some billion workspaces.

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The digest of an event without properties.
const NONE: i64 = 0;

/// Makes digests.
#[derive(Clone)]
pub struct Digests(Option<Hmac<Sha256>>);

impl Digests {
    /// With the secret that tombstones are made with, too.
    #[must_use]
    pub fn new(key: &[u8]) -> Self {
        // HMAC takes keys of every length. Without a digest, events are tested one by one.
        Self(Hmac::new_from_slice(key).ok().map(|mac: Hmac<Sha256>| mac.chain_update(b"properties:")))
    }

    /// The digest of properties as they are stored.
    #[must_use]
    pub fn of(&self, properties: Option<&str>) -> Option<i64> {
        let mac = self.0.as_ref()?;
        let Some(properties) = properties else { return Some(NONE) };
        let digest = mac.clone().chain_update(properties.as_bytes()).finalize().into_bytes();
        let first = digest.first_chunk::<8>().map(|bytes| i64::from_be_bytes(*bytes))?;
        // The smallest is what readers begin behind.
        Some(if first == NONE || first == i64::MIN { 1 } else { first })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_depend_on_the_properties_and_the_key() {
        let (one, other) = (Digests::new(b"key"), Digests::new(b"another key"));
        assert_eq!(one.of(Some("{\"a\":1}")), one.clone().of(Some("{\"a\":1}")));
        assert_ne!(one.of(Some("{\"a\":1}")), one.of(Some("{\"a\":2}")));
        assert_ne!(one.of(Some("{\"a\":1}")), other.of(Some("{\"a\":1}")));
        assert_eq!([one.of(None), other.of(None)], [Some(0), Some(0)]);
    }

    #[test]
    fn the_digest_is_the_beginning_of_hmac_sha_256() {
        let hex = crate::ingest::identity_hash(b"key", "properties:{\"a\":1}");
        let first = i64::from_str_radix(&hex[..15], 16).unwrap();
        assert_eq!(Digests::new(b"key").of(Some("{\"a\":1}")).unwrap().cast_unsigned() >> 4, first.cast_unsigned());
    }
}
