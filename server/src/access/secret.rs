//! Secrets that callers hold: tokens and keys. The database has only their digests.

use sha2::{Digest, Sha256};

/// A token of 256 random bits.
#[must_use]
pub fn token(random: [u8; 32]) -> String {
    hex::encode(random)
}

/// What is stored instead of a token or key. They are random and long, so that a plain digest keeps them.
#[must_use]
pub fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_sha_256_in_lower_case_hex() {
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(token([255; 32]), "f".repeat(64));
    }
}
