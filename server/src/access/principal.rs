//! Who is asking, once that is known.

use crate::error::{ApiError, ApiResult};
use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{
    api::session::Account,
    ids::{AccountId, KeyId},
};

/// Who is asking. Handlers of guarded routes take it as an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// Someone who is signed in.
    Account(Account),
    /// A program with a secret key, which may do all that an owner may.
    Key(KeyId),
}

impl Principal {
    /// Whether it may change tags, segments and users, and import.
    #[must_use]
    pub fn may_edit(&self) -> bool {
        match self {
            Self::Account(account) => account.role.may_edit(),
            Self::Key(_) => true,
        }
    }

    /// Whether it may delete in bulk, export, and manage accounts and keys.
    #[must_use]
    pub fn may_own(&self) -> bool {
        match self {
            Self::Account(account) => account.role.may_own(),
            Self::Key(_) => true,
        }
    }

    /// Goes on only for those who may edit.
    ///
    /// # Errors
    /// 403 for viewers.
    pub fn require_editor(&self) -> ApiResult<()> {
        if self.may_edit() { Ok(()) } else { Err(ApiError::Forbidden("A viewer may not change anything.".into())) }
    }

    /// Goes on only for owners.
    ///
    /// # Errors
    /// 403 for editors and viewers.
    pub fn require_owner(&self) -> ApiResult<()> {
        if self.may_own() { Ok(()) } else { Err(ApiError::Forbidden("Only an owner may do this.".into())) }
    }

    /// The account, for those who are signed in.
    #[must_use]
    pub fn account_id(&self) -> Option<AccountId> {
        match self {
            Self::Account(account) => Some(account.account_id),
            Self::Key(_) => None,
        }
    }

    /// The key, for programs.
    #[must_use]
    pub fn key_id(&self) -> Option<KeyId> {
        match self {
            Self::Account(_) => None,
            Self::Key(key_id) => Some(*key_id),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Principal {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> ApiResult<Self> {
        // Without one the route is not guarded, which is a defect of ours.
        parts.extensions.get::<Self>().cloned().ok_or(ApiError::Defect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::session::Role;

    #[test]
    fn roles_differ_in_what_they_may() {
        let who = |role| {
            Principal::Account(Account { account_id: AccountId(1), name: "Ada".into(), email: "a@b.c".into(), role })
        };
        let may = |principal: Principal| (principal.require_editor().is_ok(), principal.require_owner().is_ok());
        assert_eq!(may(who(Role::Owner)), (true, true));
        assert_eq!(may(who(Role::Editor)), (true, false));
        assert_eq!(may(who(Role::Viewer)), (false, false));
        assert_eq!(may(Principal::Key(KeyId(1))), (true, true));
    }
}
