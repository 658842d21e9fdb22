//! Setting up, signing in and out, and what the page asks first.

use crate::{ids::AccountId, time::Instant};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The answer of `GET /api/session`: what the page is to show first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Session {
    /// Nobody owns the workspace yet; the set-up link leads on.
    SetUp,
    /// There is an owner, and the browser is not signed in.
    SignedOut,
    /// Signed in.
    SignedIn {
        /// Who.
        account: Account,
        /// When the session ends at the latest.
        expires: Instant,
        /// The name of the workspace; empty while it has none.
        workspace: String,
    },
}

/// The answer of `GET /api/session/ways`: how one may sign in beside address and password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaysIn {
    /// The name of the provider of OpenID Connect, if there is one.
    pub openid: Option<String>,
}

/// Why a provider of OpenID Connect signed nobody in; a word in the address of the sign-in page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenIdProblem {
    /// The person, or the provider, said no.
    Refused,
    /// It took too long, was tried twice, or began in another browser.
    Expired,
    /// There is no address, or the provider does not know whose it is.
    Unverified,
    /// Nobody with this address may come in.
    Stranger,
    /// The provider cannot be asked, or is not to be believed.
    Provider,
    /// Too many tries.
    TooMany,
    /// Our own trouble.
    Busy,
}

impl OpenIdProblem {
    const ALL: [Self; 7] =
        [Self::Refused, Self::Expired, Self::Unverified, Self::Stranger, Self::Provider, Self::TooMany, Self::Busy];

    /// Its word in an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Expired => "expired",
            Self::Unverified => "unverified",
            Self::Stranger => "stranger",
            Self::Provider => "provider",
            Self::TooMany => "too_many",
            Self::Busy => "busy",
        }
    }

    /// The problem of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.word() == word)
    }

    /// What the person is told.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Refused => "You were not signed in: the other side was told no.",
            Self::Expired => "This took too long or was tried twice. Try once more.",
            Self::Unverified => {
                "The other side does not say that your e-mail address is yours. Confirm it there first."
            }
            Self::Stranger => "There is no account for your e-mail address. Ask an owner for an invitation.",
            Self::Provider => "The other side could not say who you are. Try again, or sign in by password.",
            Self::TooMany => "Too many tries; wait a little.",
            Self::Busy => "Rollcall is busy. Try again in a moment.",
        }
    }
}

/// Someone who may sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The account.
    pub account_id: AccountId,
    /// The person's name.
    pub name: String,
    /// The address that signs in.
    pub email: String,
    /// What the person may do.
    pub role: Role,
}

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, accounts and keys included.
    Owner,
    /// Reads, tags, segments, imports.
    Editor,
    /// Reads.
    Viewer,
}

impl Role {
    /// Whether it may change tags, segments and users, and import.
    #[must_use]
    pub fn may_edit(self) -> bool {
        match self {
            Self::Owner | Self::Editor => true,
            Self::Viewer => false,
        }
    }

    /// Whether it may delete in bulk, export, and manage accounts and keys.
    #[must_use]
    pub fn may_own(self) -> bool {
        match self {
            Self::Owner => true,
            Self::Editor | Self::Viewer => false,
        }
    }

    /// The word that stands for it everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Editor => "editor",
            Self::Viewer => "viewer",
        }
    }
}

impl FromStr for Role {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        [Self::Owner, Self::Editor, Self::Viewer]
            .into_iter()
            .find(|role| role.word() == word)
            .ok_or_else(|| "a role is owner, editor or viewer".to_owned())
    }
}

/// The body of `POST /api/session/set-up`: the first owner.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetUpRequest {
    /// The token of the set-up link.
    pub token: String,
    /// The owner's name, 1 to 80 characters.
    pub name: String,
    /// The owner's address.
    pub email: String,
    /// 12 characters or more, and no common one.
    pub password: String,
}

/// The body of `POST /api/session`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    /// The account's address.
    pub email: String,
    /// Its password.
    pub password: String,
}

/// The body of `POST /api/session/link`: a one-time sign-in link that the operator made.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    /// The token of the link.
    pub token: String,
}

/// The answer of `GET /api/connect`: what a product needs to send its users here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Connect {
    /// Where clients send to, without a slash at the end: `https://rollcall.example.com`.
    pub host: String,
    /// A write key: it can only append, and stands in every page that carries the snippet.
    pub write_key: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_as_they_are_written() {
        for role in [Role::Owner, Role::Editor, Role::Viewer] {
            assert_eq!(role.word().parse(), Ok(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.word());
        }
        assert!("Owner".parse::<Role>().is_err());
    }
}
