//! Accounts: who has one, who is invited, and what a person does with their own.

use crate::{
    api::session::{Account, Role},
    ids::{AccountId, InvitationId},
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// The answer of `GET /api/accounts`: who may sign in, by name, and who is invited, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accounts {
    /// Those who may sign in.
    pub accounts: Vec<ListedAccount>,
    /// Those whose invitation is valid.
    pub invitations: Vec<Invitation>,
}

/// Someone who may sign in, as owners see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedAccount {
    /// The account.
    #[serde(flatten)]
    pub account: Account,
    /// When it was made.
    pub created: Instant,
    /// When one of its sessions was last used, to some minutes; `null` while there is none.
    pub last_used: Option<Instant>,
}

/// An invitation that is valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Names it.
    pub invitation_id: InvitationId,
    /// The address that will sign in.
    pub email: String,
    /// What the person will be allowed.
    pub role: Role,
    /// Who invited; `null` for a program.
    pub by: Option<String>,
    /// When it was made.
    pub created: Instant,
    /// When it ends.
    pub expires: Instant,
}

/// The body of `POST /api/accounts/invitations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// The address that will sign in. An earlier invitation of this address ends.
    pub email: String,
    /// What the person will be allowed.
    pub role: Role,
}

/// The answer of `POST /api/accounts/invitations`: the only time that the link is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedInvitation {
    /// The link. No mail is sent: it is for whoever invites to hand on.
    pub link: String,
    /// What is known of it from now on.
    #[serde(flatten)]
    pub invitation: Invitation,
}

/// The answer of `POST /api/session/invitation`: what a link invites to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invited {
    /// The name of the workspace; empty while it has none.
    pub workspace: String,
    /// The address that will sign in.
    pub email: String,
    /// What the person will be allowed.
    pub role: Role,
    /// Who invited; `null` for a program.
    pub by: Option<String>,
}

/// The body of `POST /api/session/accept`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptRequest {
    /// The token of the link.
    pub token: String,
    /// The person's name, 1 to 80 characters.
    pub name: String,
    /// 12 characters or more, and no common one.
    pub password: String,
}

/// The body of `PATCH /api/accounts/{account_id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    /// What the account may do from now on.
    pub role: Role,
}

/// The body of `PATCH /api/account`: the caller's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NameChange {
    /// 1 to 80 characters.
    pub name: String,
}

/// The body of `POST /api/account/password`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password until now. A session that a one-time link began needs none.
    #[serde(default)]
    pub current: Option<String>,
    /// The new one: 12 characters or more, and no common one.
    pub password: String,
}

/// The answer of `GET /api/account/sessions`: the caller's own, the one used last first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sessions {
    /// Those that are valid.
    pub sessions: Vec<OpenSession>,
    /// Whether a new password needs the one before.
    pub needs_password: bool,
}

/// A session that is valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenSession {
    /// Names it; nothing can be opened with it.
    pub session_id: String,
    /// The browser, in a few words.
    pub client: String,
    /// The address that it was begun from.
    pub address: Option<String>,
    /// When it began.
    pub created: Instant,
    /// When it was last used, to some minutes.
    pub last_used: Instant,
    /// When it ends at the latest.
    pub expires: Instant,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// An account by its name, as the audit log tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountName {
    /// The account.
    pub account_id: AccountId,
    /// The person's name.
    pub name: String,
}
