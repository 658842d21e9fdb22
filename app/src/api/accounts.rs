//! Accounts, one's own and others, keys, the audit log, and what runs here.

use super::{
    failure::Failure,
    request::{delete, get, patch, post, send},
};
use shared::{
    api::{
        about::About,
        accounts::{
            AcceptRequest, Accounts, CreatedInvitation, Invited, NameChange, NewInvitation, PasswordChange, RoleChange,
            Sessions,
        },
        audit::AuditLog,
        identity::{CreatedSecret, IdentitySecret, IdentitySecrets},
        keys::{CreateKeyRequest, CreatedKey, Key, Keys},
        session::{Account, LinkRequest, Role, Session},
    },
    ids::{AccountId, InvitationId, KeyId, SecretId},
};

/// Who may sign in, and who is invited.
pub async fn accounts() -> Result<Accounts, Failure> {
    get("/api/accounts", None).await
}

/// Invites; the answer has the link.
pub async fn invite(email: String, role: Role) -> Result<CreatedInvitation, Failure> {
    post("/api/accounts/invitations", &NewInvitation { email, role }, None).await
}

/// Ends an invitation.
pub async fn revoke_invitation(id: InvitationId) -> Result<(), Failure> {
    delete(&format!("/api/accounts/invitations/{id}")).await
}

/// What an invitation's link invites to.
pub async fn look_at_invitation(token: String) -> Result<Invited, Failure> {
    post("/api/session/invitation", &LinkRequest { token }, None).await
}

/// Makes the account that a link invites to, and signs it in.
pub async fn accept(request: &AcceptRequest) -> Result<Session, Failure> {
    post("/api/session/accept", request, None).await
}

/// Changes what an account may do.
pub async fn change_role(id: AccountId, role: Role) -> Result<Account, Failure> {
    patch(&format!("/api/accounts/{id}"), &RoleChange { role }).await
}

/// Removes an account.
pub async fn remove_account(id: AccountId) -> Result<(), Failure> {
    delete(&format!("/api/accounts/{id}")).await
}

/// Changes one's own name.
pub async fn change_name(name: String) -> Result<Account, Failure> {
    patch("/api/account", &NameChange { name }).await
}

/// Changes one's own password.
pub async fn change_password(current: Option<String>, password: String) -> Result<(), Failure> {
    send("/api/account/password", &PasswordChange { current, password }).await
}

/// One's own sessions.
pub async fn sessions() -> Result<Sessions, Failure> {
    get("/api/account/sessions", None).await
}

/// Ends one of one's own sessions.
pub async fn end_session(id: &str) -> Result<(), Failure> {
    delete(&format!("/api/account/sessions/{id}")).await
}

/// Ends all of one's own sessions but this one.
pub async fn end_other_sessions() -> Result<(), Failure> {
    delete("/api/account/sessions").await
}

/// The keys that are valid.
pub async fn keys() -> Result<Vec<Key>, Failure> {
    get::<Keys>("/api/keys", None).await.map(|answer| answer.keys)
}

/// Makes a key; the answer is the only one that has it.
pub async fn create_key(request: &CreateKeyRequest) -> Result<CreatedKey, Failure> {
    post("/api/keys", request, None).await
}

/// Revokes a key.
pub async fn revoke_key(id: KeyId) -> Result<(), Failure> {
    delete(&format!("/api/keys/{id}")).await
}

/// The secrets of identity verification that are not revoked.
pub async fn identity_secrets() -> Result<Vec<IdentitySecret>, Failure> {
    get::<IdentitySecrets>("/api/identity-secrets", None).await.map(|answer| answer.secrets)
}

/// Makes a secret; the answer is the only one that has it.
pub async fn create_identity_secret() -> Result<CreatedSecret, Failure> {
    post("/api/identity-secrets", &(), None).await
}

/// Revokes a secret.
pub async fn revoke_identity_secret(id: SecretId) -> Result<(), Failure> {
    delete(&format!("/api/identity-secrets/{id}")).await
}

/// A page of the audit log; `query` with its question mark.
pub async fn audit_log(query: &str) -> Result<AuditLog, Failure> {
    get(&format!("/api/audit{query}"), None).await
}

/// What runs here, and how it is.
pub async fn about() -> Result<About, Failure> {
    get("/api/about", None).await
}
