//! The operator's limit on requests from one address.

use crate::{access::Limit, error::ApiError};
use shared::time::Instant;
use std::net::IpAddr;

const SECOND: i64 = 1_000;

/// The limit, if there is one.
pub(super) struct Rate(Option<Limit>);

impl Rate {
    pub(super) fn new(most: Option<u32>) -> Self {
        Self(most.map(|most| Limit::new(most as usize, SECOND)))
    }

    /// Counts a request.
    pub(super) fn admit(&self, address: IpAddr, now: Instant) -> Result<(), ApiError> {
        let Some(limit) = &self.0 else { return Ok(()) };
        limit.take(address, now).map_err(|after| ApiError::TooMany { after })
    }
}
