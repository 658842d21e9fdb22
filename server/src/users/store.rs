//! The SQL of the list. Pieces of text are fixed; values are bound.

use super::{
    cursor::{Key, Place},
    order::{KeyKind, Order},
};
use crate::{
    db::{Error, Result, Sql, Transaction, Value, sql},
    error::{ApiError, ApiResult},
    filter::{Fragment, Writer},
};
use shared::api::catalogue::AttributeKind;

/// One walk along an order.
pub(super) struct Step<'a> {
    pub order: &'a Order,
    pub text: Option<&'a str>,
    /// A predicate on `users`.
    pub filter: Option<&'a Fragment>,
    pub from: Option<Place>,
    pub backwards: bool,
    pub most: usize,
}

/// Text of a statement and its values, put together piece by piece.
struct Pieces {
    text: String,
    values: Vec<Value>,
}

impl Pieces {
    fn new(order: &Order) -> Self {
        // `$1` is the attribute in the pieces of `Order`.
        Self { text: String::new(), values: order.attribute_id.map(Value::from).into_iter().collect() }
    }

    /// Appends `before $n after` and binds the value as `$n`.
    fn bind(&mut self, before: &str, value: impl Into<Value>, after: &str) {
        self.values.push(value.into());
        self.text.push_str(&format!("{before}${}{after}", self.values.len()));
    }

    /// Appends a predicate, whose values are numbered on.
    fn push(&mut self, before: &str, predicate: &Fragment, after: &str) {
        self.text.push_str(before);
        let mut writer = Writer::new(std::mem::take(&mut self.values));
        writer.write(predicate, &mut self.text);
        self.values = writer.values;
        self.text.push_str(after);
    }

    fn into_sql(self) -> Sql {
        self.values.into_iter().fold(Sql::built(self.text), Sql::bind)
    }
}

fn key_value(key: Key) -> Value {
    match key {
        Key::Integer(value) => value.into(),
        Key::Real(value) => value.into(),
        Key::Text(value) => value.into(),
        Key::Boolean(value) => value.into(),
    }
}

/// Places of users that have a value.
pub(super) async fn places_with_value(snapshot: &mut Transaction, step: &Step<'_>) -> Result<Vec<Place>> {
    let order = step.order;
    let falls = order.descending != step.backwards;
    let mut pieces = Pieces::new(order);
    pieces.text = format!("select {}, user_id from {} where {}", order.key, order.from, order.present);
    if let Some(text) = step.text {
        push_text(&mut pieces, order, text);
    }
    if let Some(filter) = step.filter {
        push_filter(&mut pieces, order, filter);
    }
    if let Some(Place { key: Some(key), user_id }) = step.from.clone() {
        // The first comparison lets an index begin at the place, the others leave out what comes before it.
        let (near, beyond) = if falls { ("<=", "<") } else { (">=", ">") };
        let beyond_user = if step.backwards { "<" } else { ">" };
        pieces.bind(&format!(" and {} {near} ", order.key), key_value(key.clone()), "");
        pieces.bind(&format!(" and ({} {beyond} ", order.key), key_value(key), "");
        pieces.bind(&format!(" or user_id {beyond_user} "), user_id, ")");
    }
    let direction = if falls { "desc" } else { "asc" };
    let user_direction = if step.backwards { "desc" } else { "asc" };
    let by_user = if order.key == "user_id" { String::new() } else { format!(", user_id {user_direction}") };
    pieces.text.push_str(&format!(" order by {} {direction}{by_user}", order.key));
    pieces.bind(" limit ", limit(step.most), "");
    let statement = pieces.into_sql();
    fn places<T>(rows: Vec<(T, i64)>, key: fn(T) -> Key) -> Vec<Place> {
        rows.into_iter().map(|(value, user_id)| Place { key: Some(key(value)), user_id }).collect()
    }
    Ok(match order.kind {
        KeyKind::Integer => places(snapshot.all::<(i64, i64)>(statement).await?, Key::Integer),
        KeyKind::Real => places(snapshot.all::<(f64, i64)>(statement).await?, Key::Real),
        KeyKind::Text => places(snapshot.all::<(String, i64)>(statement).await?, Key::Text),
        KeyKind::Boolean => places(snapshot.all::<(bool, i64)>(statement).await?, Key::Boolean),
    })
}

/// Places of users that have no value, by `user_id`.
pub(super) async fn places_without_value(snapshot: &mut Transaction, step: &Step<'_>) -> Result<Vec<Place>> {
    let Some(absent) = step.order.absent else { return Ok(Vec::new()) };
    let mut pieces = Pieces::new(step.order);
    pieces.text = format!("select user_id from users where {absent}");
    if let Some(text) = step.text {
        pieces.bind(" and strpos(search_text, ", text, ") > 0");
    }
    if let Some(filter) = step.filter {
        pieces.push(" and (", filter, ")");
    }
    if let Some(place) = &step.from {
        pieces.bind(if step.backwards { " and user_id < " } else { " and user_id > " }, place.user_id, "");
    }
    pieces.text.push_str(if step.backwards { " order by user_id desc" } else { " order by user_id" });
    pieces.bind(" limit ", limit(step.most), "");
    let rows = snapshot.all::<(i64,)>(pieces.into_sql()).await?;
    Ok(rows.into_iter().map(|(user_id,)| Place { key: None, user_id }).collect())
}

fn push_text(pieces: &mut Pieces, order: &Order, text: &str) {
    if order.from == "users" {
        pieces.bind(" and strpos(search_text, ", text, ") > 0");
    } else {
        pieces.bind(" and user_id in (select user_id from users where strpos(search_text, ", text, ") > 0)");
    }
}

fn push_filter(pieces: &mut Pieces, order: &Order, filter: &Fragment) {
    if order.from == "users" {
        pieces.push(" and (", filter, ")");
    } else {
        pieces.push(" and user_id in (select user_id from users where ", filter, ")");
    }
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

/// Those of some users who fulfil a predicate.
pub(super) async fn matching_among(
    snapshot: &mut Transaction,
    user_ids: &[i64],
    predicate: &Fragment,
) -> Result<Vec<i64>> {
    let mut pieces = Pieces { text: String::new(), values: Vec::new() };
    pieces.bind("select user_id from users where user_id = any(", user_ids.to_vec(), ")");
    pieces.push(" and (", predicate, ")");
    Ok(snapshot.all::<(i64,)>(pieces.into_sql()).await?.into_iter().map(|(user_id,)| user_id).collect())
}

/// Users whose name, e-mail or ids contain the folded text and who match the filter.
pub(super) async fn count_with_text(snapshot: &mut Transaction, text: &str, filter: Option<&Fragment>) -> Result<u64> {
    let mut pieces = Pieces { text: String::new(), values: Vec::new() };
    pieces.bind("select count(*) from users where strpos(search_text, ", text, ") > 0");
    if let Some(filter) = filter {
        pieces.push(" and (", filter, ")");
    }
    let (total,): (i64,) = snapshot.one(pieces.into_sql()).await?;
    Ok(total.unsigned_abs())
}

/// Every user who matches, by id; with a folded text, only those whose name, e-mail or ids contain it.
pub(super) async fn every_match(snapshot: &mut Transaction, text: Option<&str>, filter: &Fragment) -> Result<Vec<i64>> {
    let mut pieces = Pieces { text: String::new(), values: Vec::new() };
    pieces.push("select user_id from users where (", filter, ")");
    if let Some(text) = text {
        pieces.bind(" and strpos(search_text, ", text, ") > 0");
    }
    pieces.text.push_str(" order by user_id");
    // Eight bytes a user, also where there are millions.
    let mut user_ids = Vec::new();
    snapshot.for_each(pieces.into_sql(), |(user_id,): (i64,)| user_ids.push(user_id)).await?;
    Ok(user_ids)
}

/// An attribute as the list needs it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct AttributeRow {
    pub attribute_id: i64,
    pub key: String,
    kind: String,
}

impl AttributeRow {
    pub(super) fn kind(&self) -> ApiResult<AttributeKind> {
        AttributeKind::from_word(&self.kind).ok_or(ApiError::Defect)
    }
}

/// The attributes of these keys that exist.
pub(super) async fn attributes_by_key(snapshot: &mut Transaction, keys: &[String]) -> Result<Vec<AttributeRow>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    snapshot.all(sql("select attribute_id, key, kind from attributes where key = any($1)").bind(keys.to_vec())).await
}

/// A row of `users` as the list needs it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct UsersRow {
    pub user_id: i64,
    pub external_id: Option<String>,
    pub visitor_id: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub last_activity: Option<i64>,
    pub first_seen: Option<i64>,
    pub created: i64,
    pub sessions: i64,
    pub language: Option<String>,
}

pub(super) async fn users(snapshot: &mut Transaction, user_ids: &[i64]) -> Result<Vec<UsersRow>> {
    let text = "select user_id, external_id, visitor_id, name, email, last_activity, first_seen, created, sessions, \
                language from users where user_id = any($1)";
    snapshot.all(sql(text).bind(user_ids.to_vec())).await
}

/// Whether there is a user of this id.
pub(super) async fn exists(snapshot: &mut Transaction, user_id: i64) -> Result<bool> {
    let statement = sql("select user_id from users where user_id = $1").bind(user_id);
    Ok(snapshot.optional::<(i64,)>(statement).await?.is_some())
}

/// The user that the id's user was merged into, if it was.
pub(super) async fn survivor(snapshot: &mut Transaction, merged_id: i64) -> Result<Option<i64>> {
    let statement = sql("select user_id from merged_users where merged_id = $1").bind(merged_id);
    Ok(snapshot.optional::<(i64,)>(statement).await?.map(|(user_id,)| user_id))
}

/// A tag on a user.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct UserTagRow {
    pub user_id: i64,
    pub tag_id: i64,
    pub name: String,
    pub color: String,
}

pub(super) async fn tags(snapshot: &mut Transaction, user_ids: &[i64]) -> Result<Vec<UserTagRow>> {
    let text = "select user_tags.user_id, tags.tag_id, tags.name, tags.color from user_tags \
                join tags on tags.tag_id = user_tags.tag_id where user_tags.user_id = any($1) \
                order by tags.name, tags.tag_id";
    snapshot.all(sql(text).bind(user_ids.to_vec())).await
}

/// A value of an attribute of a user.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct ValueRow {
    pub user_id: i64,
    pub attribute_id: i64,
    pub text_value: Option<String>,
    pub number_value: Option<f64>,
    pub boolean_value: Option<bool>,
    pub time_value: Option<i64>,
}

pub(super) async fn values(
    snapshot: &mut Transaction,
    user_ids: &[i64],
    attribute_ids: Vec<i64>,
) -> Result<Vec<ValueRow>> {
    let text = "select user_id, attribute_id, text_value, number_value, boolean_value, time_value \
                from user_attributes where user_id = any($1) and attribute_id = any($2)";
    snapshot.all(sql(text).bind(user_ids.to_vec()).bind(attribute_ids)).await
}

/// An item of a list of a user.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct ItemRow {
    pub user_id: i64,
    pub attribute_id: i64,
    pub item: String,
}

pub(super) async fn items(
    snapshot: &mut Transaction,
    user_ids: &[i64],
    attribute_ids: Vec<i64>,
) -> Result<Vec<ItemRow>> {
    let text = "select user_id, attribute_id, item from user_attribute_items \
                where user_id = any($1) and attribute_id = any($2) order by user_id, attribute_id, position";
    snapshot.all(sql(text).bind(user_ids.to_vec()).bind(attribute_ids)).await
}

/// What a row that should be there and is not, is: a defect.
pub(super) fn missing() -> Error {
    Error::Defect(sqlx::Error::RowNotFound)
}
