//! What checks of access share for the life of the server.

use super::{Limit, PublicOrigin, SessionCookie, TrustedProxies};
use crate::{config::ServeOptions, error::ApiError};
use shared::time::Instant;
use std::{net::IpAddr, sync::Arc};
use tokio::sync::Semaphore;

/// Tries to sign in that one address has in a minute.
const TRIES: usize = 10;
const MINUTE: i64 = 60_000;

/// Passwords that are looked at together. Each takes a core and 19 MiB.
const PASSWORDS_AT_ONCE: usize = 2;

/// Limits on signing in, whose word on addresses is believed, and what cookies look like.
pub struct Guard {
    /// Whose word on client addresses is believed.
    pub proxies: TrustedProxies,
    /// The cookie of sessions.
    pub cookie: SessionCookie,
    /// Where our own pages come from.
    pub origin: PublicOrigin,
    /// One permit for each password that may be looked at now.
    pub passwords: Semaphore,
    sign_ins: Limit,
    pub(super) touching: Arc<Semaphore>,
}

impl Guard {
    /// From the operator's options.
    ///
    /// # Errors
    /// When a trusted proxy cannot be read.
    pub fn new(options: &ServeOptions, public_url: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let origin = PublicOrigin::of(public_url);
        Ok(Self {
            proxies: TrustedProxies::read(&options.trusted_proxy)?,
            cookie: SessionCookie { secure: origin.is_secure() },
            origin,
            passwords: Semaphore::new(PASSWORDS_AT_ONCE),
            sign_ins: Limit::new(TRIES, MINUTE),
            touching: Arc::new(Semaphore::new(1)),
        })
    }

    /// Counts a try to sign in.
    ///
    /// # Errors
    /// When there were too many from this address.
    pub fn admit_sign_in(&self, address: IpAddr, now: Instant) -> Result<(), ApiError> {
        self.sign_ins.take(address, now).map_err(|after| ApiError::TooMany { after })
    }
}
