//! The tables `segments`, `segment_history` and `segment_sizes`.

use crate::{
    db::{Result, Transaction, sql},
    filter::Fragment,
};

/// A segment as it is stored.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub(super) struct SegmentRow {
    pub segment_id: i64,
    pub name: String,
    pub name_key: String,
    pub description: String,
    pub icon: String,
    pub color: String,
    /// JSON: the filter's document.
    pub filter: String,
    /// JSON: columns and order; `None` for those of the list.
    pub view: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
}

/// Every segment, in the order of names.
pub(super) async fn all(snapshot: &mut Transaction) -> Result<Vec<SegmentRow>> {
    let text = "select segment_id, name, name_key, description, icon, color, filter, view, created_at, updated_at \
                from segments order by name_key, segment_id";
    snapshot.all(sql(text)).await
}

pub(super) async fn one(snapshot: &mut Transaction, segment_id: i64) -> Result<Option<SegmentRow>> {
    let text = "select segment_id, name, name_key, description, icon, color, filter, view, created_at, updated_at \
                from segments where segment_id = $1";
    snapshot.optional(sql(text).bind(segment_id)).await
}

/// The segment that has a name.
pub(super) async fn by_name_key(snapshot: &mut Transaction, name_key: &str) -> Result<Option<i64>> {
    let statement = sql("select segment_id from segments where name_key = $1").bind(name_key);
    Ok(snapshot.optional::<(i64,)>(statement).await?.map(|(segment_id,)| segment_id))
}

pub(super) async fn insert(transaction: &mut Transaction, row: SegmentRow) -> Result<()> {
    let text = "insert into segments (segment_id, name, name_key, description, icon, color, filter, view, \
                created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let insert = sql(text)
        .bind(row.segment_id)
        .bind(row.name)
        .bind(row.name_key)
        .bind(row.description)
        .bind(row.icon)
        .bind(row.color)
        .bind(row.filter)
        .bind(row.view)
        .bind(row.created_at)
        .bind(row.updated_at);
    transaction.execute(insert).await.map(drop)
}

/// Stores everything but when it was made.
pub(super) async fn update(transaction: &mut Transaction, row: SegmentRow) -> Result<()> {
    let text = "update segments set name = $2, name_key = $3, description = $4, icon = $5, color = $6, filter = $7, \
                view = $8, updated_at = $9 where segment_id = $1";
    let update = sql(text)
        .bind(row.segment_id)
        .bind(row.name)
        .bind(row.name_key)
        .bind(row.description)
        .bind(row.icon)
        .bind(row.color)
        .bind(row.filter)
        .bind(row.view)
        .bind(row.updated_at);
    transaction.execute(update).await.map(drop)
}

/// Removes a segment with its history; tells whether there was one.
pub(super) async fn delete(transaction: &mut Transaction, segment_id: i64) -> Result<bool> {
    transaction.execute(sql("delete from segment_history where segment_id = $1").bind(segment_id)).await?;
    transaction.execute(sql("delete from segment_sizes where segment_id = $1").bind(segment_id)).await?;
    Ok(transaction.execute(sql("delete from segments where segment_id = $1").bind(segment_id)).await? > 0)
}

/// A filter that a segment has or had.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct VersionRow {
    pub version: i64,
    pub at: i64,
    pub account_id: Option<i64>,
    /// The name of whose account it is; `None` for programs, and for accounts that are gone.
    pub account_name: Option<String>,
    pub filter: String,
    pub sentence: String,
}

/// Versions, newest first.
pub(super) async fn versions(snapshot: &mut Transaction, segment_id: i64) -> Result<Vec<VersionRow>> {
    let text = "select version, at, segment_history.account_id, accounts.name as account_name, filter, sentence \
                from segment_history left join accounts on accounts.account_id = segment_history.account_id \
                where segment_id = $1 order by version desc";
    snapshot.all(sql(text).bind(segment_id)).await
}

/// What a version is made of.
#[derive(Clone, Debug)]
pub(super) struct NewVersion<'a> {
    pub segment_id: i64,
    pub at: i64,
    pub account_id: Option<i64>,
    pub filter: &'a str,
    pub sentence: &'a str,
}

pub(super) async fn insert_version(transaction: &mut Transaction, version: NewVersion<'_>) -> Result<()> {
    let last = sql("select coalesce(max(version), 0) from segment_history where segment_id = $1");
    let (last,): (i64,) = transaction.one(last.bind(version.segment_id)).await?;
    let text = "insert into segment_history (segment_id, version, at, account_id, filter, sentence) \
                values ($1, $2, $3, $4, $5, $6)";
    let insert = sql(text)
        .bind(version.segment_id)
        .bind(last + 1)
        .bind(version.at)
        .bind(version.account_id)
        .bind(version.filter)
        .bind(version.sentence);
    transaction.execute(insert).await.map(drop)
}

/// Days since 1970 and users at their ends, oldest first, from a day on.
pub(super) async fn sizes(snapshot: &mut Transaction, segment_id: i64, from: i64) -> Result<Vec<(i64, i64)>> {
    let text = "select day, users from segment_sizes where segment_id = $1 and day >= $2 order by day";
    snapshot.all(sql(text).bind(segment_id).bind(from)).await
}

/// Notes the size of a segment on a day, in place of an earlier number; nothing of a segment that is gone.
pub(super) async fn note_size(transaction: &mut Transaction, segment_id: i64, day: i64, users: i64) -> Result<()> {
    let text = "insert into segment_sizes (segment_id, day, users) \
                select segment_id, cast($2 as bigint), cast($3 as bigint) from segments where segment_id = $1 \
                on conflict (segment_id, day) do update set users = excluded.users";
    transaction.execute(sql(text).bind(segment_id).bind(day).bind(users)).await.map(drop)
}

/// The next users that match, by id.
pub(super) async fn members(
    snapshot: &mut Transaction,
    predicate: Fragment,
    after: i64,
    most: i64,
) -> Result<Vec<i64>> {
    let select = Fragment::new("select user_id from users where user_id > ").value(after).text(" and (");
    let statement = select.then(predicate).text(") order by user_id limit ").value(most).into_sql();
    Ok(snapshot.all::<(i64,)>(statement).await?.into_iter().map(|(user_id,)| user_id).collect())
}
