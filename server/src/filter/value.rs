//! One user's own values beside the conditions of a filter: what each of them looks at, with the same windows and the
//! same tests of events as when users are counted.

use super::{definitions::Definitions, evaluate::passes, fragment::Fragment, probe::Range, resolve};
use crate::db::{Result, Transaction, sql};
use serde_json::{Value, json};
use shared::{
    filter::{
        AnswerCondition, AnswerTest, AttributeCondition, Condition, EventCondition, ExperienceAction,
        ExperienceCondition, Filter, ImportCondition, Node, PropertyCondition, Which, test::ValueTest,
    },
    time::Instant,
};
use std::collections::HashMap;

impl Definitions {
    /// A user's values by the pointers of the conditions that look at them; null where the value is empty. Muted
    /// conditions look at nothing, and neither do those on segments, whose members are no value. The filter is one
    /// that resolves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn values(
        &self,
        snapshot: &mut Transaction,
        filter: &Filter,
        user_id: i64,
    ) -> Result<HashMap<String, Value>> {
        let natives = natives(snapshot, user_id).await?;
        let mut values = HashMap::new();
        for visit in filter.live_visits() {
            let Node::Condition(condition) = visit.node else { continue };
            let value = match condition {
                Condition::Property(PropertyCondition::Tags(_)) => tags(snapshot, user_id).await?,
                Condition::Property(condition) => natives.value(condition),
                Condition::Attribute(condition) => self.attribute(snapshot, condition, user_id).await?,
                Condition::Experience(condition) => self.experience(snapshot, condition, user_id).await?,
                Condition::Answer(condition) => self.answer(snapshot, condition, user_id).await?,
                Condition::Event(condition) => self.event(snapshot, condition, user_id).await?,
                Condition::Import(condition) => self.import(snapshot, condition, user_id).await?,
                Condition::Segment(_) => continue,
            };
            values.insert(visit.pointer, value);
        }
        Ok(values)
    }

    async fn attribute(
        &self,
        snapshot: &mut Transaction,
        condition: &AttributeCondition,
        user_id: i64,
    ) -> Result<Value> {
        let Some(attribute_id) = self.known.attribute_id(&condition.key) else { return Ok(Value::Null) };
        if let ValueTest::List(_) = condition.test {
            let text =
                "select item from user_attribute_items where user_id = $1 and attribute_id = $2 order by position";
            return texts(snapshot, sql(text).bind(user_id).bind(attribute_id)).await;
        }
        let text = "select text_value, number_value, boolean_value, time_value, raw from user_attributes \
                    where user_id = $1 and attribute_id = $2";
        let row: Option<AttributeRow> = snapshot.optional(sql(text).bind(user_id).bind(attribute_id)).await?;
        Ok(row.map_or(Value::Null, |row| row.value(&condition.test)))
    }

    /// The highest step where a step is asked for, else what the user did, in the order of the actions.
    async fn experience(
        &self,
        snapshot: &mut Transaction,
        condition: &ExperienceCondition,
        user_id: i64,
    ) -> Result<Value> {
        let keys = match &condition.which {
            Which::Any => self.known.experience_keys.clone(),
            Which::Id(id) => self.known.experience_key(&id.0).into_iter().collect(),
        };
        let select = Fragment::new("select distinct action, step from interactions where user_id = ").value(user_id);
        let select = select.text(" and experience_key = any(").value(keys).text(")");
        let select = in_window(select, self.calendar.window(&condition.window));
        let rows: Vec<(String, Option<i64>)> = snapshot.all(select.into_sql()).await?;
        if condition.step.is_some() {
            let reached = rows.iter().filter(|(action, _)| action == ExperienceAction::StepReached.word());
            return Ok(json!(reached.filter_map(|(_, step)| *step).max()));
        }
        let done = |action: &ExperienceAction| rows.iter().any(|(word, _)| word == action.word());
        let actions = ExperienceAction::ALL.iter().filter(|action| done(action)).map(|action| action.word());
        Ok(listed(actions.map(Value::from).collect()))
    }

    /// The latest answer inside the window.
    async fn answer(&self, snapshot: &mut Transaction, condition: &AnswerCondition, user_id: i64) -> Result<Value> {
        let question = self.known.question_key(&condition.experience, &condition.question);
        let Some(question_key) = question else { return Ok(Value::Null) };
        let select = Fragment::new("select answer_id, number_value, text_value from answers where user_id = ");
        let select = select.value(user_id).text(" and question_key = ").value(question_key);
        let select = in_window(select, self.calendar.window(&condition.window));
        let select = select.text(" order by at desc, answer_id desc limit 1");
        let row: Option<(i64, Option<f64>, Option<String>)> = snapshot.optional(select.into_sql()).await?;
        let Some((answer_id, number, text)) = row else { return Ok(Value::Null) };
        match &condition.test {
            AnswerTest::Number(_) => Ok(json!(number)),
            AnswerTest::Text(_) => Ok(json!(text.filter(|text| !text.is_empty()))),
            AnswerTest::Choice(_) => {
                let text = "select item from answer_items where user_id = $1 and answer_id = $2 order by position";
                texts(snapshot, sql(text).bind(user_id).bind(answer_id)).await
            }
        }
    }

    /// How many of the events inside the window pass the tests of their properties.
    async fn event(&self, snapshot: &mut Transaction, condition: &EventCondition, user_id: i64) -> Result<Value> {
        let Some(events) = resolve::events_of(self, condition) else { return Ok(Value::Null) };
        let select = Fragment::new("select properties from events where user_id = ").value(user_id);
        let select = select.text(" and event_name_id = ").value(events.event_name_id);
        let mut count = 0_u64;
        snapshot
            .for_each(in_window(select, events.window).into_sql(), |(properties,): (Option<String>,)| {
                count += u64::from(passes(properties.as_deref(), &events.properties, &self.calendar));
            })
            .await?;
        Ok(json!(count))
    }

    /// What the import did to the user: `created` or `updated`.
    async fn import(&self, snapshot: &mut Transaction, condition: &ImportCondition, user_id: i64) -> Result<Value> {
        if self.known.import_of(condition.id).is_none_or(|import| import.is_reverted) {
            return Ok(Value::Null);
        }
        let text = "select action from import_users where user_id = $1 and import_id = $2";
        let row: Option<(String,)> = snapshot.optional(sql(text).bind(user_id).bind(condition.id.0)).await?;
        Ok(json!(row.map(|(action,)| action)))
    }
}

/// A list; null for an empty one.
fn listed(items: Vec<Value>) -> Value {
    if items.is_empty() { Value::Null } else { Value::Array(items) }
}

/// The texts of a column.
async fn texts(snapshot: &mut Transaction, statement: crate::db::Sql) -> Result<Value> {
    let rows: Vec<(String,)> = snapshot.all(statement).await?;
    Ok(listed(rows.into_iter().map(|(text,)| text.into()).collect()))
}

async fn tags(snapshot: &mut Transaction, user_id: i64) -> Result<Value> {
    let text = "select name from user_tags join tags on tags.tag_id = user_tags.tag_id \
                where user_id = $1 order by name_key, tags.tag_id";
    texts(snapshot, sql(text).bind(user_id)).await
}

fn in_window(select: Fragment, window: Range) -> Fragment {
    let Range { first, last } = window;
    let select = if let Some(first) = first { select.text(" and at >= ").value(first) } else { select };
    if let Some(last) = last { select.text(" and at <= ").value(last) } else { select }
}

#[derive(sqlx::FromRow)]
struct AttributeRow {
    text_value: Option<String>,
    number_value: Option<f64>,
    boolean_value: Option<bool>,
    time_value: Option<i64>,
    raw: Option<String>,
}

impl AttributeRow {
    fn value(self, test: &ValueTest) -> Value {
        match test {
            ValueTest::Text(_) => json!(self.text_value.filter(|text| !text.is_empty())),
            ValueTest::Number(_) => json!(self.number_value),
            ValueTest::Boolean(_) => json!(self.boolean_value),
            ValueTest::Time(_) => {
                // A date begins when its day does in the workspace's time zone: it is told as the date that it is.
                let date = self.raw.as_deref().filter(|raw| raw.len() == r#""2026-11-24""#.len());
                let date = date.and_then(|raw| serde_json::from_str::<String>(raw).ok());
                json!(self.time_value.map(|at| date.unwrap_or_else(|| Instant(at).to_string())))
            }
            // Items are in a table of their own.
            ValueTest::List(_) => Value::Null,
        }
    }
}

/// The native properties of a user.
#[derive(sqlx::FromRow)]
struct Natives {
    external_id: Option<String>,
    name: Option<String>,
    email: Option<String>,
    language: Option<String>,
    last_activity: Option<i64>,
    first_seen: Option<i64>,
    created: i64,
    sessions: i64,
}

async fn natives(snapshot: &mut Transaction, user_id: i64) -> Result<Natives> {
    let text = "select external_id, name, email, language, last_activity, first_seen, created, sessions from users \
                where user_id = $1";
    snapshot.one(sql(text).bind(user_id)).await
}

impl Natives {
    fn value(&self, condition: &PropertyCondition) -> Value {
        let text = |text: &Option<String>| json!(text.as_ref().filter(|text| !text.is_empty()));
        let time = |at: Option<i64>| json!(at.map(Instant));
        match condition {
            PropertyCondition::Name(_) => text(&self.name),
            PropertyCondition::Email(_) => text(&self.email),
            PropertyCondition::UserId(_) => text(&self.external_id),
            PropertyCondition::Language(_) => text(&self.language),
            PropertyCondition::LastActivity(_) => time(self.last_activity),
            PropertyCondition::FirstSeen(_) => time(self.first_seen),
            PropertyCondition::Created(_) => time(Some(self.created)),
            PropertyCondition::Sessions(_) => json!(self.sessions),
            PropertyCondition::Identified(_) => json!(self.external_id.is_some()),
            // Tags are in a table of their own.
            PropertyCondition::Tags(_) => Value::Null,
        }
    }
}
