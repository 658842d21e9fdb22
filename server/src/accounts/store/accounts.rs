//! The table `accounts`.

use crate::db::{Error, Result, Sql, Transaction, sql};
use shared::{
    api::{
        accounts::ListedAccount,
        session::{Account, Role},
    },
    ids::AccountId,
    time::Instant,
};

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

/// A role's word, as the tables hold it.
pub(super) fn role(word: &str) -> Result<Role> {
    word.parse().map_err(|error: String| Error::Defect(sqlx::Error::Decode(error.into())))
}

async fn find(transaction: &mut Transaction, query: Sql) -> Result<Option<StoredAccount>> {
    let row: Option<Row> = transaction.optional(query).await?;
    row.map(|row| {
        let role = role(&row.role)?;
        let account = Account { account_id: AccountId(row.account_id), name: row.name, email: row.email, role };
        Ok(StoredAccount { account, password_hash: row.password_hash })
    })
    .transpose()
}

pub(in crate::accounts) async fn by_email(
    transaction: &mut Transaction,
    email_key: &str,
) -> Result<Option<StoredAccount>> {
    let text = "select account_id, name, email, role, password_hash from accounts where email_key = $1 \
                and removed_at is null";
    find(transaction, sql(text).bind(email_key)).await
}

pub(in crate::accounts) async fn by_id(
    transaction: &mut Transaction,
    account_id: AccountId,
) -> Result<Option<StoredAccount>> {
    let text = "select account_id, name, email, role, password_hash from accounts where account_id = $1 \
                and removed_at is null";
    find(transaction, sql(text).bind(account_id.0)).await
}

pub(in crate::accounts) async fn first_owner(transaction: &mut Transaction) -> Result<Option<StoredAccount>> {
    let text = "select account_id, name, email, role, password_hash from accounts where role = 'owner' and removed_at is null \
                order by created_at, account_id limit 1";
    find(transaction, sql(text)).await
}

pub(in crate::accounts) async fn has_owner(transaction: &mut Transaction) -> Result<bool> {
    let query = sql("select account_id from accounts where role = 'owner' and removed_at is null limit 1");
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

#[derive(sqlx::FromRow)]
struct ListedRow {
    account_id: i64,
    name: String,
    email: String,
    role: String,
    created_at: i64,
    used_at: Option<i64>,
}

/// Everyone who may sign in, in the order in which their accounts were made, with the last use of a valid session.
pub(in crate::accounts) async fn all(
    transaction: &mut Transaction,
    now: Instant,
    used_after: Instant,
) -> Result<Vec<ListedAccount>> {
    let text = "select a.account_id, a.name, a.email, a.role, a.created_at, max(s.used_at) as used_at \
                from accounts a left join sessions s \
                on s.account_id = a.account_id and s.expires_at > $1 and s.used_at > $2 \
                where a.removed_at is null group by a.account_id, a.name, a.email, a.role, a.created_at \
                order by a.created_at, a.account_id";
    let rows: Vec<ListedRow> = transaction.all(sql(text).bind(now.0).bind(used_after.0)).await?;
    let listed = |row: ListedRow| {
        let role = role(&row.role)?;
        let account = Account { account_id: AccountId(row.account_id), name: row.name, email: row.email, role };
        Ok(ListedAccount { account, created: Instant(row.created_at), last_used: row.used_at.map(Instant) })
    };
    rows.into_iter().map(listed).collect()
}

/// How many owners there are.
pub(in crate::accounts) async fn owners(transaction: &mut Transaction) -> Result<i64> {
    let query = sql("select count(*) from accounts where role = 'owner' and removed_at is null");
    Ok(transaction.one::<(i64,)>(query).await?.0)
}

pub(in crate::accounts) async fn set_role(
    transaction: &mut Transaction,
    account_id: AccountId,
    role: Role,
) -> Result<()> {
    let update = sql("update accounts set role = $2 where account_id = $1").bind(account_id.0).bind(role.word());
    transaction.execute(update).await.map(drop)
}

pub(in crate::accounts) async fn set_name(
    transaction: &mut Transaction,
    account_id: AccountId,
    name: &str,
) -> Result<()> {
    let update = sql("update accounts set name = $2 where account_id = $1").bind(account_id.0).bind(name);
    transaction.execute(update).await.map(drop)
}

pub(in crate::accounts) async fn set_password(
    transaction: &mut Transaction,
    account_id: AccountId,
    password_hash: &str,
) -> Result<()> {
    let text = "update accounts set password_hash = $2 where account_id = $1";
    transaction.execute(sql(text).bind(account_id.0).bind(password_hash)).await.map(drop)
}

/// Removes an account: its name stays for what it did, its address and password go.
pub(in crate::accounts) async fn remove(
    transaction: &mut Transaction,
    account_id: AccountId,
    now: Instant,
) -> Result<()> {
    let text = "update accounts set email = '', email_key = $2, password_hash = '', removed_at = $3 \
                where account_id = $1";
    // This is no address: it has no @.
    let key = format!("removed {account_id}");
    transaction.execute(sql(text).bind(account_id.0).bind(key).bind(now.0)).await.map(drop)
}
