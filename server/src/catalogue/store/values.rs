//! Which values users have, and how many users have each. Texts of more than 500 characters, which no index holds, are
//! left out: nobody picks one from suggestions.

use crate::db::{Result, Sql, Transaction, sql};
use shared::filter::Property;

/// A column whose values an index holds in their order, an attribute at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::catalogue) enum TextColumn {
    Texts,
    Items,
}

impl TextColumn {
    /// The value and how many users have it, of one attribute.
    fn select(self) -> &'static str {
        match self {
            Self::Texts => {
                "select text_value, count(*) from user_attributes \
                 where attribute_id = $1 and length(text_value) <= 500 and text_value <> ''"
            }
            Self::Items => {
                "select item, count(*) from user_attribute_items \
                 where attribute_id = $1 and length(item) <= 500 and item <> ''"
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Texts => "text_value",
            Self::Items => "item",
        }
    }
}

/// The most common values of an attribute.
pub(in crate::catalogue) async fn common_texts(
    snapshot: &mut Transaction,
    column: TextColumn,
    attribute_id: i64,
    most: i64,
) -> Result<Vec<(String, i64)>> {
    let text = format!("{} group by {} order by 2 desc, 1 limit $2", column.select(), column.name());
    snapshot.all(Sql::built(text).bind(attribute_id).bind(most)).await
}

/// The most common numbers of an attribute.
pub(in crate::catalogue) async fn common_numbers(
    snapshot: &mut Transaction,
    attribute_id: i64,
    most: i64,
) -> Result<Vec<(f64, i64)>> {
    let text = "select number_value, count(*) from user_attributes \
                where attribute_id = $1 and number_value is not null group by number_value \
                order by 2 desc, 1 limit $2";
    snapshot.all(sql(text).bind(attribute_id).bind(most)).await
}

/// True and false of an attribute.
pub(in crate::catalogue) async fn booleans(snapshot: &mut Transaction, attribute_id: i64) -> Result<Vec<(bool, i64)>> {
    let text = "select boolean_value, count(*) from user_attributes \
                where attribute_id = $1 and boolean_value is not null group by boolean_value order by 2 desc, 1";
    snapshot.all(sql(text).bind(attribute_id)).await
}

/// Users with one number.
pub(in crate::catalogue) async fn with_number(
    snapshot: &mut Transaction,
    attribute_id: i64,
    value: f64,
) -> Result<u64> {
    let text = "select count(*) from user_attributes where attribute_id = $1 and number_value = $2";
    let (number,): (i64,) = snapshot.one(sql(text).bind(attribute_id).bind(value)).await?;
    Ok(number.unsigned_abs())
}

/// Hands over values of an attribute from `from` on and before `to`, in their order, each with its users.
pub(in crate::catalogue) async fn texts_between(
    snapshot: &mut Transaction,
    column: TextColumn,
    attribute_id: i64,
    (from, to): (&str, &str),
    most: i64,
    take: impl FnMut((String, i64)) + Send,
) -> Result<()> {
    let (select, name) = (column.select(), column.name());
    let text = format!("{select} and {name} >= $2 and {name} < $3 group by {name} order by {name} limit $4");
    snapshot.for_each(Sql::built(text).bind(attribute_id).bind(from).bind(to).bind(most), take).await
}

/// Hands over values of an attribute that hold one of three parts, in their order, each with its users.
pub(in crate::catalogue) async fn texts_with(
    snapshot: &mut Transaction,
    column: TextColumn,
    attribute_id: i64,
    parts: [&str; 3],
    most: i64,
    take: impl FnMut((String, i64)) + Send,
) -> Result<()> {
    let (select, name) = (column.select(), column.name());
    let text = format!(
        "{select} and (strpos({name}, $2) > 0 or strpos({name}, $3) > 0 or strpos({name}, $4) > 0) \
         group by {name} order by {name} limit $5"
    );
    let [first, second, third] = parts;
    let statement = Sql::built(text).bind(attribute_id).bind(first).bind(second).bind(third).bind(most);
    snapshot.for_each(statement, take).await
}

/// A native text, its folded twin.
fn native_columns(property: Property) -> Option<(&'static str, &'static str)> {
    match property {
        Property::Name => Some(("name", "name_folded")),
        Property::Email => Some(("email", "email_folded")),
        Property::UserId => Some(("external_id", "external_id_folded")),
        Property::Language => Some(("language", "language_folded")),
        Property::LastActivity
        | Property::FirstSeen
        | Property::Created
        | Property::Sessions
        | Property::Tags
        | Property::Identified => None,
    }
}

/// The most common values of a native text. No index has them together: the whole table is read.
pub(in crate::catalogue) async fn common_natives(
    snapshot: &mut Transaction,
    property: Property,
    most: i64,
) -> Result<Vec<(String, i64)>> {
    let Some((plain, _)) = native_columns(property) else { return Ok(Vec::new()) };
    let text =
        format!("select {plain}, count(*) from users where {plain} <> '' group by {plain} order by 2 desc, 1 limit $1");
    snapshot.all(Sql::built(text).bind(most)).await
}

/// The most common numbers of sessions.
pub(in crate::catalogue) async fn common_sessions(snapshot: &mut Transaction, most: i64) -> Result<Vec<(i64, i64)>> {
    let text = "select sessions, count(*) from users group by sessions order by 2 desc, 1 limit $1";
    snapshot.all(sql(text).bind(most)).await
}

/// Name, e-mail address and the product's own id of the newest users.
pub(in crate::catalogue) async fn newest_users(
    snapshot: &mut Transaction,
    most: i64,
) -> Result<Vec<(Option<String>, Option<String>, Option<String>)>> {
    snapshot.all(sql("select name, email, external_id from users order by user_id desc limit $1").bind(most)).await
}

/// Hands over a native text of the newest users first, of those whose folded text holds `part`.
pub(in crate::catalogue) async fn natives_with(
    snapshot: &mut Transaction,
    property: Property,
    part: &str,
    most: i64,
    take: impl FnMut((String,)) + Send,
) -> Result<()> {
    let Some((plain, folded)) = native_columns(property) else { return Ok(()) };
    let text = format!(
        "select {plain} from users where {plain} <> '' and strpos({folded}, $1) > 0 order by user_id desc limit $2"
    );
    snapshot.for_each(Sql::built(text).bind(part).bind(most), take).await
}

/// Names or addresses whose folded text is from `from` on and before `to`, in the order of an index.
pub(in crate::catalogue) async fn natives_between(
    snapshot: &mut Transaction,
    property: Property,
    (from, to): (&str, &str),
    most: i64,
) -> Result<Vec<(String, String)>> {
    let text = match property {
        Property::Name => {
            "select name, name_folded from users where substr(name_folded, 1, 200) >= $1 \
             and substr(name_folded, 1, 200) < $2 order by substr(name_folded, 1, 200), user_id limit $3"
        }
        Property::Email => {
            "select email, email_folded from users where substr(email_folded, 1, 200) >= $1 \
             and substr(email_folded, 1, 200) < $2 order by substr(email_folded, 1, 200), user_id limit $3"
        }
        Property::UserId
        | Property::Language
        | Property::LastActivity
        | Property::FirstSeen
        | Property::Created
        | Property::Sessions
        | Property::Tags
        | Property::Identified => return Ok(Vec::new()),
    };
    snapshot.all(sql(text).bind(from).bind(to).bind(most)).await
}

/// The product's own ids of users whom an identity from `from` on and before `to` leads to.
pub(in crate::catalogue) async fn external_ids_between(
    snapshot: &mut Transaction,
    (from, to): (&str, &str),
    most: i64,
) -> Result<Vec<String>> {
    let text = "select user_id from identities where identity_key >= $1 and identity_key < $2 \
                order by identity_key limit $3";
    let found: Vec<(i64,)> = snapshot.all(sql(text).bind(from).bind(to).bind(most)).await?;
    let user_ids: Vec<i64> = found.into_iter().map(|(user_id,)| user_id).collect();
    let text = "select external_id from users where user_id = any($1) and external_id <> ''";
    let rows: Vec<(String,)> = snapshot.all(sql(text).bind(user_ids)).await?;
    Ok(rows.into_iter().map(|(external_id,)| external_id).collect())
}

/// Properties of an event, of some of its newest users' events.
pub(in crate::catalogue) async fn recent_properties(
    snapshot: &mut Transaction,
    event_name_id: i64,
) -> Result<Vec<String>> {
    let text = "select properties from (select properties from events where event_name_id = $1 \
                order by user_id desc limit 1000) recent where properties is not null limit 200";
    let rows: Vec<(String,)> = snapshot.all(sql(text).bind(event_name_id)).await?;
    Ok(rows.into_iter().map(|(properties,)| properties).collect())
}

/// Hands over user and properties of an event where the properties hold `part`, the newest users' first.
pub(in crate::catalogue) async fn event_properties(
    snapshot: &mut Transaction,
    event_name_id: i64,
    part: &str,
    most: i64,
    take: impl FnMut((i64, String)) + Send,
) -> Result<()> {
    let text = "select user_id, properties from events where event_name_id = $1 and strpos(properties, $2) > 0 \
                order by user_id desc limit $3";
    snapshot.for_each(sql(text).bind(event_name_id).bind(part).bind(most), take).await
}

/// What makes an answer the latest of its user, as conditions on answers see it.
const LATEST: &str = "latest.question_key = $1 and not exists (select 1 from answers later \
                      where later.user_id = latest.user_id and later.question_key = $1 and (later.at > latest.at \
                      or (later.at = latest.at and later.answer_id > latest.answer_id)))";

/// Options that users chose in their latest answers.
pub(in crate::catalogue) async fn chosen_options(
    snapshot: &mut Transaction,
    question_key: i64,
    most: i64,
) -> Result<Vec<(String, i64)>> {
    let text = format!(
        "select chosen.item, count(*) from answers latest join answer_items chosen \
         on chosen.user_id = latest.user_id and chosen.answer_id = latest.answer_id \
         where {LATEST} group by chosen.item order by 2 desc, 1 limit $2"
    );
    snapshot.all(Sql::built(text).bind(question_key).bind(most)).await
}

/// Numbers of the latest answers.
pub(in crate::catalogue) async fn answered_numbers(
    snapshot: &mut Transaction,
    question_key: i64,
    most: i64,
) -> Result<Vec<(f64, i64)>> {
    let text = format!(
        "select latest.number_value, count(*) from answers latest where {LATEST} \
         and latest.number_value is not null group by latest.number_value order by 2 desc, 1 limit $2"
    );
    snapshot.all(Sql::built(text).bind(question_key).bind(most)).await
}

/// Texts of the latest answers.
pub(in crate::catalogue) async fn answered_texts(
    snapshot: &mut Transaction,
    question_key: i64,
    most: i64,
) -> Result<Vec<(String, i64)>> {
    let text = format!(
        "select latest.text_value, count(*) from answers latest where {LATEST} \
         and latest.text_value <> '' and length(latest.text_value) <= 500 \
         group by latest.text_value order by 2 desc, 1 limit $2"
    );
    snapshot.all(Sql::built(text).bind(question_key).bind(most)).await
}

/// Hands over texts of answers whose folded text holds `part`.
pub(in crate::catalogue) async fn answered_texts_with(
    snapshot: &mut Transaction,
    question_key: i64,
    part: &str,
    most: i64,
    take: impl FnMut((String,)) + Send,
) -> Result<()> {
    let text = "select text_value from answers where question_key = $1 and text_value <> '' \
                and length(text_value) <= 500 and strpos(text_folded, $2) > 0 order by user_id desc limit $3";
    snapshot.for_each(sql(text).bind(question_key).bind(part).bind(most), take).await
}
