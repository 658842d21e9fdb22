//! The table `accounts`.

use crate::db::{Error, Result, Sql, Transaction, sql};
use shared::{api::session::Account, ids::AccountId, time::Instant};

/// An account with what its password is compared with.
pub(in crate::accounts) struct StoredAccount {
    pub(in crate::accounts) account: Account,
    pub(in crate::accounts) password_hash: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    account_id: i64,
    name: String,
    email: String,
    role: String,
    password_hash: String,
}

async fn find(transaction: &mut Transaction, query: Sql) -> Result<Option<StoredAccount>> {
    let row: Option<Row> = transaction.optional(query).await?;
    row.map(|row| {
        let role = row.role.parse().map_err(|error: String| Error::Defect(sqlx::Error::Decode(error.into())))?;
        let account = Account { account_id: AccountId(row.account_id), name: row.name, email: row.email, role };
        Ok(StoredAccount { account, password_hash: row.password_hash })
    })
    .transpose()
}

pub(in crate::accounts) async fn by_email(
    transaction: &mut Transaction,
    email_key: &str,
) -> Result<Option<StoredAccount>> {
    let text = "select account_id, name, email, role, password_hash from accounts where email_key = $1";
    find(transaction, sql(text).bind(email_key)).await
}

pub(in crate::accounts) async fn by_id(
    transaction: &mut Transaction,
    account_id: AccountId,
) -> Result<Option<Account>> {
    let text = "select account_id, name, email, role, password_hash from accounts where account_id = $1";
    Ok(find(transaction, sql(text).bind(account_id.0)).await?.map(|found| found.account))
}

pub(in crate::accounts) async fn first_owner(transaction: &mut Transaction) -> Result<Option<StoredAccount>> {
    let text = "select account_id, name, email, role, password_hash from accounts where role = 'owner' \
                order by created_at, account_id limit 1";
    find(transaction, sql(text)).await
}

pub(in crate::accounts) async fn has_owner(transaction: &mut Transaction) -> Result<bool> {
    let query = sql("select account_id from accounts where role = 'owner' limit 1");
    Ok(transaction.optional::<(i64,)>(query).await?.is_some())
}

pub(in crate::accounts) async fn insert(
    transaction: &mut Transaction,
    account: &Account,
    email_key: &str,
    password_hash: &str,
    now: Instant,
) -> Result<()> {
    let text = "insert into accounts (account_id, name, email, email_key, password_hash, role, created_at) \
                values ($1, $2, $3, $4, $5, $6, $7)";
    let insert = sql(text)
        .bind(account.account_id.0)
        .bind(account.name.as_str())
        .bind(account.email.as_str())
        .bind(email_key)
        .bind(password_hash)
        .bind(account.role.word())
        .bind(now.0);
    transaction.execute(insert).await.map(|_| ())
}
