//! Who was deleted and must not come back: known by keyed digests of their ids.

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The digest of an identity key (`user:...`, `anon:...`): HMAC-SHA-256 in lower-case hex.
#[must_use]
pub fn identity_hash(key: &[u8], identity_key: &str) -> String {
    match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mut mac) => {
            mac.update(identity_key.as_bytes());
            hex::encode(mac.finalize().into_bytes())
        }
        // HMAC takes keys of every length; without a digest nobody is taken for deleted.
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_hmac_sha_256() {
        assert_eq!(
            identity_hash(b"key", "The quick brown fox jumps over the lazy dog"),
            "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
        );
    }
}
