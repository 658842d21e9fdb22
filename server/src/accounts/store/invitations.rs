//! The table `invitations`.

use super::accounts::role;
use crate::db::{Result, Sql, Transaction, sql};
use shared::{
    api::accounts::Invitation,
    ids::{AccountId, InvitationId},
    time::Instant,
};

#[derive(sqlx::FromRow)]
struct Row {
    invitation_id: i64,
    email: String,
    role: String,
    by_name: Option<String>,
    created_at: i64,
    expires_at: i64,
}

impl Row {
    fn told(self) -> Result<Invitation> {
        Ok(Invitation {
            invitation_id: InvitationId(self.invitation_id),
            role: role(&self.role)?,
            email: self.email,
            by: self.by_name,
            created: Instant(self.created_at),
            expires: Instant(self.expires_at),
        })
    }
}

/// Keeps an invitation, in place of an earlier one of the same address. Those that have ended are swept out.
pub(in crate::accounts) async fn insert(
    transaction: &mut Transaction,
    invitation: &Invitation,
    email_key: &str,
    token_hash: &str,
    by: Option<AccountId>,
) -> Result<()> {
    let sweep = sql("delete from invitations where email_key = $1 or expires_at <= $2");
    transaction.execute(sweep.bind(email_key).bind(invitation.created.0)).await?;
    let text = "insert into invitations (invitation_id, token_hash, email, email_key, role, account_id, created_at, \
                expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let insert = sql(text)
        .bind(invitation.invitation_id.0)
        .bind(token_hash)
        .bind(invitation.email.as_str())
        .bind(email_key)
        .bind(invitation.role.word())
        .bind(by.map(|by| by.0))
        .bind(invitation.created.0)
        .bind(invitation.expires.0);
    transaction.execute(insert).await.map(drop)
}

/// Those that are valid, the newest first.
pub(in crate::accounts) async fn all(transaction: &mut Transaction, now: Instant) -> Result<Vec<Invitation>> {
    let text = "select i.invitation_id, i.email, i.role, a.name as by_name, i.created_at, i.expires_at \
                from invitations i left join accounts a on a.account_id = i.account_id where i.expires_at > $1 \
                order by i.created_at desc, i.invitation_id desc";
    let rows: Vec<Row> = transaction.all(sql(text).bind(now.0)).await?;
    rows.into_iter().map(Row::told).collect()
}

/// The valid invitation of a token.
pub(in crate::accounts) async fn by_token(
    transaction: &mut Transaction,
    token_hash: &str,
    now: Instant,
) -> Result<Option<Invitation>> {
    let text = "select i.invitation_id, i.email, i.role, a.name as by_name, i.created_at, i.expires_at \
                from invitations i left join accounts a on a.account_id = i.account_id \
                where i.token_hash = $1 and i.expires_at > $2";
    let row: Option<Row> = transaction.optional(sql(text).bind(token_hash).bind(now.0)).await?;
    row.map(Row::told).transpose()
}

/// The valid invitation of an address.
pub(in crate::accounts) async fn by_email(
    transaction: &mut Transaction,
    email_key: &str,
    now: Instant,
) -> Result<Option<Invitation>> {
    let text = "select i.invitation_id, i.email, i.role, a.name as by_name, i.created_at, i.expires_at \
                from invitations i left join accounts a on a.account_id = i.account_id \
                where i.email_key = $1 and i.expires_at > $2";
    let row: Option<Row> = transaction.optional(sql(text).bind(email_key).bind(now.0)).await?;
    row.map(Row::told).transpose()
}

async fn delete(transaction: &mut Transaction, statement: Sql) -> Result<bool> {
    Ok(transaction.execute(statement).await? > 0)
}

/// Ends an invitation; tells whether there was such an invitation.
pub(in crate::accounts) async fn end(transaction: &mut Transaction, invitation_id: InvitationId) -> Result<bool> {
    delete(transaction, sql("delete from invitations where invitation_id = $1").bind(invitation_id.0)).await
}

/// Ends those that an account made: who may not invite any more shall not have invited.
pub(in crate::accounts) async fn end_those_by(transaction: &mut Transaction, account_id: AccountId) -> Result<bool> {
    delete(transaction, sql("delete from invitations where account_id = $1").bind(account_id.0)).await
}
