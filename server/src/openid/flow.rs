//! One try to sign in: all that is random in it follows from one seed, which only the browser's cookie has.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// What a try sends along and expects back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Comes back with the browser: the answer belongs to this try.
    pub state: String,
    /// Comes back in the ID token: it was made for this try.
    pub nonce: String,
    /// Shown when the code is exchanged: who does it also began the try (PKCE).
    pub verifier: String,
}

impl Flow {
    /// The try of a seed, which is random and secret.
    #[must_use]
    pub fn of(seed: &str) -> Self {
        let derived = |what: &str| hex::encode(Sha256::digest(format!("{what}:{seed}")));
        Self { state: derived("state"), nonce: derived("nonce"), verifier: derived("verifier") }
    }

    /// What the provider is told of the verifier beforehand.
    #[must_use]
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(&self.verifier))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_tells_nothing_of_the_rest() {
        let (flow, other) = (Flow::of("a"), Flow::of("b"));
        let all = [&flow.state, &flow.nonce, &flow.verifier, &other.state, &other.nonce, &other.verifier];
        let distinct: std::collections::BTreeSet<_> = all.into_iter().collect();
        assert_eq!((distinct.len(), flow.verifier.len()), (6, 64));
        assert_eq!(flow, Flow::of("a"));
        // The example of RFC 7636.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned();
        let flow = Flow { verifier, ..flow };
        assert_eq!(flow.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
