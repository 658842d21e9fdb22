//! Identity verification: secrets that a product signs the ids of its users with.

use crate::{ids::SecretId, time::Instant};
use serde::{Deserialize, Serialize};

/// A secret, without itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IdentitySecret {
    /// Names the secret.
    pub secret_id: SecretId,
    /// How it begins.
    pub prefix: String,
    /// When it was made.
    pub created: Instant,
}

/// The answer of `GET /api/identity-secrets`: those that are not revoked, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IdentitySecrets {
    /// The secrets, at most two.
    pub secrets: Vec<IdentitySecret>,
}

/// The answer of `POST /api/identity-secrets`: the only time that the secret itself is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedSecret {
    /// The secret itself.
    pub secret: String,
    /// What is known of it from now on.
    #[serde(flatten)]
    pub entry: IdentitySecret,
}
