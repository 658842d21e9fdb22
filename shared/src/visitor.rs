//! The short name of an anonymous visitor, shown as "Visitor hONp".
//!
//! Invariant: the same anonymous id has the same short id for ever, on every machine.

const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Four characters from the anonymous id (FNV-1a, 64 bits). Two visitors may share one: it is a label, not a key.
#[must_use]
pub fn visitor_id(anonymous_id: &str) -> String {
    let hash = anonymous_id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    // The low bits of FNV are its weakest.
    let mut rest = hash ^ (hash >> 32);
    (0..4)
        .map(|_| {
            let character = ALPHABET[(rest % 62) as usize];
            rest /= 62;
            char::from(character)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_ids_are_stable_and_spread() {
        let ids: std::collections::BTreeSet<_> = (0..1000).map(|n| visitor_id(&format!("visitor-{n}"))).collect();
        assert!(ids.len() > 990, "{} of 1000 differ", ids.len());
        assert_eq!(visitor_id("a"), visitor_id("a"));
        assert!(ids.iter().all(|id| id.len() == 4));
    }
}
