//! What the index reads: whole tables in the order that it takes them in, or the rows of some users.

use super::file::Mark;
use crate::{
    db::{Database, FromAnyRow, Result, Transaction, sql},
    filter::Fragment,
};

/// Whose rows are read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose<'a> {
    Everyone,
    These(&'a [i64]),
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct UserRow {
    pub user_id: i64,
    pub external_id: Option<String>,
    pub anonymous_id: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub language: Option<String>,
    pub created: i64,
    pub first_seen: Option<i64>,
    pub last_activity: Option<i64>,
    pub sessions: i64,
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct ValueRow {
    pub user_id: i64,
    pub attribute_id: i64,
    pub text_value: Option<String>,
    pub number_value: Option<f64>,
    pub boolean_value: Option<bool>,
    pub time_value: Option<i64>,
    /// Of a time: whether it was sent as a date.
    pub is_date: Option<bool>,
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct ItemRow {
    pub user_id: i64,
    pub attribute_id: i64,
    pub item: String,
}

/// A tag or an import of a user.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct IdRow {
    pub user_id: i64,
    pub id: i64,
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct EventRow {
    pub event_name_id: i64,
    pub user_id: i64,
    pub at: i64,
    pub properties_digest: Option<i64>,
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct InteractionRow {
    pub experience_key: i64,
    pub action: String,
    pub user_id: i64,
    pub step: Option<i64>,
    pub at: i64,
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct AnswerRow {
    pub question_key: i64,
    pub user_id: i64,
    pub answer_id: i64,
    pub at: i64,
    pub number_value: Option<f64>,
    pub text_value: Option<String>,
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct OptionRow {
    pub question_key: i64,
    pub user_id: i64,
    pub answer_id: i64,
    pub item: String,
}

/// A select in three pieces: before the condition, the column that says whose a row is, the order in which the rows of
/// everyone come. Those of some users come user by user.
struct Select {
    text: &'static str,
    user_id: &'static str,
    order: &'static str,
}

impl Select {
    async fn each<T: FromAnyRow>(
        self,
        snapshot: &mut Transaction,
        whose: Whose<'_>,
        take: impl FnMut(T) + Send,
    ) -> Result<()> {
        let select = Fragment::new(self.text);
        let select = match whose {
            Whose::Everyone => select.text(self.order),
            Whose::These(user_ids) => {
                let select = select.text(" where ").text(self.user_id).text(" = any(").value(user_ids.to_vec());
                // An order of other columns would be taken from an index of all users.
                select.text(") order by ").text(self.user_id)
            }
        };
        snapshot.for_each(select.into_sql(), take).await
    }
}

pub(super) async fn users(
    snapshot: &mut Transaction,
    whose: Whose<'_>,
    take: impl FnMut(UserRow) + Send,
) -> Result<()> {
    let text = "select user_id, external_id, anonymous_id, name, email, language, created, first_seen, last_activity, \
                sessions from users";
    Select { text, user_id: "user_id", order: " order by user_id" }.each(snapshot, whose, take).await
}

pub(super) async fn values(
    snapshot: &mut Transaction,
    whose: Whose<'_>,
    take: impl FnMut(ValueRow) + Send,
) -> Result<()> {
    let text = "select user_id, attribute_id, text_value, number_value, boolean_value, time_value, \
                length(raw) = 12 as is_date from user_attributes";
    Select { text, user_id: "user_id", order: "" }.each(snapshot, whose, take).await
}

pub(super) async fn items(
    snapshot: &mut Transaction,
    whose: Whose<'_>,
    take: impl FnMut(ItemRow) + Send,
) -> Result<()> {
    let text = "select user_id, attribute_id, item from user_attribute_items";
    Select { text, user_id: "user_id", order: " order by user_id, attribute_id" }.each(snapshot, whose, take).await
}

pub(super) async fn tags(snapshot: &mut Transaction, whose: Whose<'_>, take: impl FnMut(IdRow) + Send) -> Result<()> {
    let text = "select user_id, tag_id as id from user_tags";
    Select { text, user_id: "user_id", order: " order by user_id, tag_id" }.each(snapshot, whose, take).await
}

pub(super) async fn imports(
    snapshot: &mut Transaction,
    whose: Whose<'_>,
    take: impl FnMut(IdRow) + Send,
) -> Result<()> {
    let text = "select user_id, import_id as id from import_users";
    Select { text, user_id: "user_id", order: " order by user_id, import_id" }.each(snapshot, whose, take).await
}

pub(super) async fn events(
    snapshot: &mut Transaction,
    whose: Whose<'_>,
    take: impl FnMut(EventRow) + Send,
) -> Result<()> {
    let text = "select event_name_id, user_id, at, properties_digest from events";
    // The order of an index.
    let order = " order by event_name_id, properties_digest, user_id, at";
    Select { text, user_id: "user_id", order }.each(snapshot, whose, take).await
}

pub(super) async fn interactions(
    snapshot: &mut Transaction,
    whose: Whose<'_>,
    take: impl FnMut(InteractionRow) + Send,
) -> Result<()> {
    let text = "select experience_key, action, user_id, step, at from interactions";
    let order = " order by experience_key, action, user_id, at";
    Select { text, user_id: "user_id", order }.each(snapshot, whose, take).await
}

pub(super) async fn answers(
    snapshot: &mut Transaction,
    whose: Whose<'_>,
    take: impl FnMut(AnswerRow) + Send,
) -> Result<()> {
    let text = "select question_key, user_id, answer_id, at, number_value, text_value from answers";
    let order = " order by question_key, user_id, at, answer_id";
    Select { text, user_id: "user_id", order }.each(snapshot, whose, take).await
}

pub(super) async fn options(
    snapshot: &mut Transaction,
    whose: Whose<'_>,
    take: impl FnMut(OptionRow) + Send,
) -> Result<()> {
    let text = "select answers.question_key, answers.user_id, answers.answer_id, answer_items.item from answer_items \
                join answers on answers.user_id = answer_items.user_id \
                and answers.answer_id = answer_items.answer_id";
    let order = " order by answers.user_id, answers.answer_id";
    Select { text, user_id: "answers.user_id", order }.each(snapshot, whose, take).await
}

/// The sequence that the snapshot sees; 0 before the first.
pub(super) async fn sequence(snapshot: &mut Transaction) -> Result<u64> {
    let (sequence,): (i64,) = snapshot.one(sql("select coalesce(max(sequence), 0) from changes")).await?;
    Ok(sequence.unsigned_abs())
}

/// A change: the users concerned as JSON, `None` where they are not named; whether it is one of definitions, which
/// changes no user.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct ChangeRow {
    pub sequence: i64,
    pub topic: String,
    pub users_delta: i64,
    pub user_ids: Option<String>,
}

pub(super) async fn changes_after(snapshot: &mut Transaction, sequence: u64) -> Result<Vec<ChangeRow>> {
    let after = i64::try_from(sequence).unwrap_or(i64::MAX);
    let text = "select sequence, topic, users_delta, user_ids from changes where sequence > $1 order by sequence";
    snapshot.all(sql(text).bind(after)).await
}

/// A change as it is.
pub(super) async fn mark(snapshot: &mut Transaction, sequence: u64) -> Result<Option<Mark>> {
    let sequence = i64::try_from(sequence).unwrap_or(i64::MAX);
    let text = "select at, topic, users_delta from changes where sequence = $1";
    snapshot.optional(sql(text).bind(sequence)).await
}

/// What tells this database from others, if it was ever asked for.
pub(super) async fn identity(snapshot: &mut Transaction) -> Result<Option<String>> {
    let row: Option<(String,)> = snapshot.optional(sql("select value from settings where key = 'database_id'")).await?;
    Ok(row.map(|(value,)| value))
}

/// Gives the database an identity, unless it has one.
pub(super) async fn make_identity(database: &Database, fresh: [u8; 16]) -> Result<String> {
    let mut writer = database.write().await?;
    let text = "insert into settings (key, value) values ('database_id', $1) on conflict (key) do nothing";
    writer.execute(sql(text).bind(hex::encode(fresh))).await?;
    let (identity,): (String,) = writer.one(sql("select value from settings where key = 'database_id'")).await?;
    writer.commit().await?;
    Ok(identity)
}

/// How many users there are.
pub(super) async fn users_count(snapshot: &mut Transaction) -> Result<u64> {
    let (count,): (i64,) = snapshot.one(sql("select count(*) from users")).await?;
    Ok(count.unsigned_abs())
}

/// Every user's id.
pub(super) async fn user_ids(snapshot: &mut Transaction, mut take: impl FnMut(i64) + Send) -> Result<()> {
    snapshot.for_each(sql("select user_id from users"), |(user_id,): (i64,)| take(user_id)).await
}
