//! The SQL of what one user did.

use super::place::Place;
use crate::db::{Result, Transaction, sql};
use shared::api::activity::ActivityKind;

/// An interaction with its experience.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct InteractionRow {
    pub(super) id: i64,
    pub(super) at: i64,
    pub(super) experience_key: i64,
    pub(super) experience_id: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) steps: Option<i64>,
    pub(super) action: String,
}

/// Interactions beyond a place.
pub(super) async fn interactions(
    snapshot: &mut Transaction,
    user_id: i64,
    after: Place,
    most: i64,
) -> Result<Vec<InteractionRow>> {
    let text = "select i.interaction_id as id, i.at, i.experience_key, x.experience_id, x.name, x.kind, x.steps, \
                i.action from interactions i join experiences x on x.experience_key = i.experience_key \
                where i.user_id = $1 and i.at <= $2 and (i.at < $2 or i.interaction_id < $3) \
                order by i.at desc, i.interaction_id desc limit $4";
    let below = after.below(ActivityKind::Interaction);
    snapshot.all(sql(text).bind(user_id).bind(after.0).bind(below).bind(most)).await
}

/// A step that the user reached in an experience, and when.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct StepRow {
    pub(super) experience_key: i64,
    pub(super) at: i64,
    pub(super) id: i64,
    pub(super) step: i64,
}

/// Every step that the user reached in these experiences.
pub(super) async fn steps(snapshot: &mut Transaction, user_id: i64, experience_keys: Vec<i64>) -> Result<Vec<StepRow>> {
    let text = "select experience_key, at, interaction_id as id, step from interactions \
                where user_id = $1 and experience_key = any($2) and step is not null order by at, interaction_id";
    snapshot.all(sql(text).bind(user_id).bind(experience_keys)).await
}

/// An event.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct EventRow {
    pub(super) id: i64,
    pub(super) at: i64,
    pub(super) name: String,
    pub(super) properties: Option<String>,
}

/// Events beyond a place. The page is found first, so that names and properties are fetched for it alone.
pub(super) async fn events(snapshot: &mut Transaction, user_id: i64, after: Place, most: i64) -> Result<Vec<EventRow>> {
    let text = "select event_id, at from events \
                where user_id = $1 and at <= $2 and (at < $2 or event_id < $3) \
                order by at desc, event_id desc limit $4";
    let below = after.below(ActivityKind::Event);
    let page: Vec<(i64, i64)> = snapshot.all(sql(text).bind(user_id).bind(after.0).bind(below).bind(most)).await?;
    if page.is_empty() {
        return Ok(Vec::new());
    }
    let text = "select e.event_id as id, e.at, n.name, e.properties from events e \
                join event_names n on n.event_name_id = e.event_name_id \
                where e.user_id = $1 and e.event_id = any($2) order by e.at desc, e.event_id desc";
    let event_ids: Vec<i64> = page.into_iter().map(|(event_id, _)| event_id).collect();
    snapshot.all(sql(text).bind(user_id).bind(event_ids)).await
}

/// An answer with its question and experience.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct AnswerRow {
    pub(super) id: i64,
    pub(super) at: i64,
    pub(super) experience_id: String,
    pub(super) experience_name: String,
    pub(super) step: Option<i64>,
    pub(super) question_id: String,
    pub(super) question: String,
    pub(super) question_kind: String,
    pub(super) number_value: Option<f64>,
    pub(super) text_value: Option<String>,
    pub(super) raw: String,
}

/// Answers beyond a place.
pub(super) async fn answers(
    snapshot: &mut Transaction,
    user_id: i64,
    after: Place,
    most: i64,
) -> Result<Vec<AnswerRow>> {
    let text = "select a.answer_id as id, a.at, x.experience_id, x.name as experience_name, a.step, q.question_id, \
                q.question, q.kind as question_kind, a.number_value, a.text_value, a.raw \
                from answers a join experiences x on x.experience_key = a.experience_key \
                join questions q on q.question_key = a.question_key \
                where a.user_id = $1 and a.at <= $2 and (a.at < $2 or a.answer_id < $3) \
                order by a.at desc, a.answer_id desc limit $4";
    let below = after.below(ActivityKind::Interaction);
    snapshot.all(sql(text).bind(user_id).bind(after.0).bind(below).bind(most)).await
}

/// Chosen options in their order: answer and option.
pub(super) async fn items(
    snapshot: &mut Transaction,
    user_id: i64,
    answer_ids: Vec<i64>,
) -> Result<Vec<(i64, String)>> {
    let text = "select answer_id, item from answer_items where user_id = $1 and answer_id = any($2) \
                order by answer_id, position";
    snapshot.all(sql(text).bind(user_id).bind(answer_ids)).await
}
