//! Passwords at rest: argon2id, looked at beside the requests, a few at a time.

use crate::{
    access::Guard,
    error::{ApiError, ApiResult},
};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{Result, SaltString},
};

/// 19 MiB, two passes, one lane.
fn argon2() -> Result<Argon2<'static>> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None)?))
}

/// What is stored instead of a password. Takes tens of milliseconds.
pub(super) fn hash_now(password: &str, salt: [u8; 16]) -> Result<String> {
    let salt = SaltString::encode_b64(&salt)?;
    Ok(argon2()?.hash_password(password.as_bytes(), &salt)?.to_string())
}

/// Whether it is the password that was stored. Without a stored one the answer is no, after the same work.
fn is_right_now(password: &str, stored: Option<&str>) -> Result<bool> {
    match stored {
        Some(stored) => Ok(argon2()?.verify_password(password.as_bytes(), &PasswordHash::new(stored)?).is_ok()),
        None => hash_now(password, [0; 16]).map(|_| false),
    }
}

/// As [`hash_now`], when it is this password's turn.
pub(super) async fn hash(guard: &Guard, password: String, salt: [u8; 16]) -> ApiResult<String> {
    in_turn(guard, move || hash_now(&password, salt)).await
}

/// Whether it is the password that was stored; those who only sign in elsewhere have none.
pub(super) async fn is_right(guard: &Guard, password: String, stored: Option<String>) -> ApiResult<bool> {
    let stored = stored.filter(|stored| !stored.is_empty());
    in_turn(guard, move || is_right_now(&password, stored.as_deref())).await
}

async fn in_turn<T: Send + 'static>(guard: &Guard, work: impl FnOnce() -> Result<T> + Send + 'static) -> ApiResult<T> {
    // The semaphore is never closed.
    let _turn = guard.passwords.acquire().await.map_err(|_| ApiError::Defect)?;
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::Defect)?;
    done.map_err(|error| {
        tracing::error!(%error, "argon2");
        ApiError::Defect
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_no_other() {
        let stored = hash_now("a quiet brown harbour", [7; 16]).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(is_right_now("a quiet brown harbour", Some(&stored)).unwrap());
        assert!(!is_right_now("a quiet brown harbor", Some(&stored)).unwrap());
        assert!(!is_right_now("a quiet brown harbour", None).unwrap());
        assert_ne!(hash_now("a quiet brown harbour", [8; 16]).unwrap(), stored);
    }
}
