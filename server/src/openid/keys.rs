//! The keys that a provider signs with.

use super::http::Trouble;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;

/// How a token may be signed. There is no other way: above all none without a signature or with a shared secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// RSA with PKCS #1 v1.5 and SHA-256.
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
}

impl Algorithm {
    pub(super) fn read(word: &str) -> Option<Self> {
        match word {
            "RS256" => Some(Self::Rs256),
            "ES256" => Some(Self::Es256),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }
}

/// A key as it is told.
#[derive(Clone, Debug, Default, Deserialize)]
struct Told {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

#[derive(Deserialize)]
struct Set {
    keys: Vec<serde_json::Value>,
}

/// The keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys(Vec<Told>);

impl Keys {
    /// Reads a set of keys; those of other kinds are left out.
    ///
    /// # Errors
    /// When it is no set of keys.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Trouble> {
        let Set { keys } = serde_json::from_slice(bytes)?;
        Ok(Self(keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).collect()))
    }

    /// Whether a key of this name and of this algorithm signed the text.
    pub(super) fn signed(&self, algorithm: Algorithm, kid: Option<&str>, text: &[u8], signature: &[u8]) -> bool {
        let fits = |key: &&Told| {
            key.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
                && key.alg.as_deref().is_none_or(|alg| alg == algorithm.word())
                && kid.is_none_or(|kid| key.kid.as_deref() == Some(kid))
        };
        self.0.iter().filter(fits).any(|key| match algorithm {
            Algorithm::Rs256 => key.is_rsa_of(text, signature).unwrap_or(false),
            Algorithm::Es256 => key.is_ecdsa_of(text, signature).unwrap_or(false),
        })
    }
}

impl Told {
    fn is_rsa_of(&self, text: &[u8], signature: &[u8]) -> Option<bool> {
        let (n, e) = (number(self.n.as_deref()?)?, number(self.e.as_deref()?)?);
        let key = RsaPublicKeyComponents { n: &n, e: &e };
        Some(self.kty == "RSA" && key.verify(&RSA_PKCS1_2048_8192_SHA256, text, signature).is_ok())
    }

    fn is_ecdsa_of(&self, text: &[u8], signature: &[u8]) -> Option<bool> {
        if self.kty != "EC" || self.crv.as_deref() != Some("P-256") {
            return None;
        }
        // An uncompressed point.
        let mut point = vec![4_u8];
        for part in [self.x.as_deref()?, self.y.as_deref()?] {
            let part = number(part)?;
            point.resize(point.len() + 32_usize.checked_sub(part.len())?, 0);
            point.extend(part);
        }
        Some(UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(text, signature).is_ok())
    }
}

/// A number without zeros in front.
fn number(text: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let first = bytes.iter().position(|byte| *byte != 0)?;
    Some(bytes[first..].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The examples of RFC 7515, A.2 and A.3.
    const RSA: &str = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
    const PAYLOAD: &str =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const RSA_SIGNATURE: &str = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    const EC_SIGNATURE: &str = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    fn keys(key: serde_json::Value) -> Keys {
        Keys::read(json!({"keys": [{"kty": "oct", "k": "x"}, 7, key]}).to_string().as_bytes()).unwrap()
    }

    fn signed(keys: &Keys, algorithm: Algorithm, kid: Option<&str>, header: &str, signature: &str) -> bool {
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        keys.signed(algorithm, kid, format!("{header}.{PAYLOAD}").as_bytes(), &signature)
    }

    #[test]
    fn rs256_is_as_the_standard_has_it() {
        let of = |more: serde_json::Value| {
            let mut key = json!({"kty": "RSA", "n": RSA, "e": "AQAB", "kid": "a"});
            key.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            keys(key)
        };
        let header = "eyJhbGciOiJSUzI1NiJ9";
        let is = |keys: &Keys, kid| signed(keys, Algorithm::Rs256, kid, header, RSA_SIGNATURE);
        assert!(is(&of(json!({})), None) && is(&of(json!({"use": "sig", "alg": "RS256"})), Some("a")));
        assert!(!is(&of(json!({})), Some("b")), "a key of another name");
        assert!(!is(&of(json!({"use": "enc"})), None) && !is(&of(json!({"alg": "RS512"})), None));
        assert!(!is(&of(json!({"kty": "EC"})), None) && !is(&of(json!({"n": "AQAB"})), None));
        assert!(!signed(&of(json!({})), Algorithm::Es256, None, header, RSA_SIGNATURE));
        assert!(!signed(&of(json!({})), Algorithm::Rs256, None, "eyJhbGciOiJSUzI1NiJ8", RSA_SIGNATURE));
    }

    #[test]
    fn es256_is_as_the_standard_has_it() {
        let (x, y) = ("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
        let of = |curve: &str, x: &str| keys(json!({"kty": "EC", "crv": curve, "x": x, "y": y}));
        let is = |keys: &Keys, signature: &str| signed(keys, Algorithm::Es256, None, "eyJhbGciOiJFUzI1NiJ9", signature);
        assert!(is(&of("P-256", x), EC_SIGNATURE));
        assert!(!is(&of("P-384", x), EC_SIGNATURE) && !is(&of("P-256", y), EC_SIGNATURE));
        assert!(!is(&of("P-256", x), RSA_SIGNATURE) && !is(&of("P-256", x), &"A".repeat(86)));
        assert!(!is(&of("P-256", RSA), EC_SIGNATURE), "too long for a point");
    }

    #[test]
    fn there_is_no_other_algorithm() {
        for word in ["none", "HS256", "RS512", "PS256", "rs256", ""] {
            assert_eq!(Algorithm::read(word), None, "{word}");
        }
    }
}
