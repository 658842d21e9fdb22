//! A value in the list as a condition: a click on it narrows the draft to users that have it, too.

use super::column::Column;
use crate::{
    filter::{Builder, acting::add_known},
    ui::{Icon, Toasts},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use shared::{
    api::{catalogue::AttributeKind, users::UserRow},
    filter::{edit::DraftCondition, read_condition},
};

/// The condition of a cell; `None` where there is no value, or none that another user would share.
pub fn condition_of(column: &Column, user: &UserRow, kind: Option<AttributeKind>) -> Option<DraftCondition> {
    let text = |property: &str, value: &Option<String>| {
        let value = value.as_ref().filter(|value| !value.is_empty())?;
        Some(json!({"property": {property: {"is": {"value": value}}}}))
    };
    let condition = match column {
        Column::Email => text("email", &user.user.email),
        Column::UserId => text("user_id", &user.user.external_id),
        Column::Language => text("language", &user.user.language),
        Column::Sessions => Some(json!({"property": {"sessions": {"equals": user.user.sessions}}})),
        Column::Attribute(key) => {
            let test = test_of(kind?, user.attributes.get(key)?)?;
            Some(json!({"attribute": {"key": key, "test": test}}))
        }
        Column::User | Column::LastActivity | Column::FirstSeen | Column::Created | Column::Tags => None,
    }?;
    // A value can be longer than a condition takes.
    read_condition(&condition).is_ok().then_some(DraftCondition(condition))
}

/// The test that a value of a kind passes, and others with the same value.
pub fn test_of(kind: AttributeKind, value: &Value) -> Option<Value> {
    match (kind, value) {
        (AttributeKind::Text, Value::String(text)) => Some(json!({"text": {"is": {"value": text}}})),
        (AttributeKind::Number, Value::Number(number)) => Some(json!({"number": {"equals": number}})),
        (AttributeKind::Boolean, Value::Bool(truth)) => {
            Some(json!({"boolean": if *truth { "is_true" } else { "is_false" }}))
        }
        (AttributeKind::List, Value::Array(items)) if items.iter().all(Value::is_string) => {
            Some(json!({"list": {"contains_all": items}}))
        }
        // Moments are shared by nobody; a value of another kind is empty for tests.
        (AttributeKind::Time, _)
        | (AttributeKind::Text | AttributeKind::Number | AttributeKind::Boolean | AttributeKind::List, _) => None,
    }
}

/// A cell with the button that filters for its value. The keyboard has the builder for it: a stop at every value
/// would make the way through the list long.
pub fn filterable(content: AnyView, title: &str, condition: Option<DraftCondition>) -> AnyView {
    let Some(condition) = condition else { return content };
    let (builder, toasts): (Builder, Toasts) = (expect_context(), expect_context());
    let name = format!("Filter for this {}", title.to_lowercase());
    let click = move |_| add_known(builder, toasts, condition.clone());
    view! {
        <span class="cell-value">
            {content}
            <button
                type="button"
                class="icon-button cell-filter"
                tabindex="-1"
                aria-label=name.clone()
                title=name
                on:click=click
            >
                <Icon name="filter" />
            </button>
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{api::users::User, ids::UserId, time::Instant};

    fn row() -> UserRow {
        let user = User {
            user_id: UserId(1),
            external_id: Some("u-1".into()),
            visitor_id: None,
            name: None,
            email: Some(String::new()),
            last_activity: None,
            first_seen: None,
            created: Instant(0),
            sessions: 4,
            language: None,
            identified: true,
            tags: Vec::new(),
        };
        let attributes =
            json!({"plan": "pro", "seats": 7, "beta": false, "teams": ["a", "b"], "long": "x".repeat(2_000)});
        UserRow { user, attributes: serde_json::from_value(attributes).unwrap() }
    }

    #[test]
    fn values_become_conditions_of_their_kind() {
        let of = |column: Column, kind| condition_of(&column, &row(), kind).map(|condition| condition.0);
        let attribute = |key: &str, kind| of(Column::Attribute(key.into()), Some(kind));
        let test = |key: &str, test: Value| Some(json!({"attribute": {"key": key, "test": test}}));
        assert_eq!(attribute("plan", AttributeKind::Text), test("plan", json!({"text": {"is": {"value": "pro"}}})));
        assert_eq!(attribute("seats", AttributeKind::Number), test("seats", json!({"number": {"equals": 7}})));
        assert_eq!(attribute("beta", AttributeKind::Boolean), test("beta", json!({"boolean": "is_false"})));
        let teams = json!({"list": {"contains_all": ["a", "b"]}});
        assert_eq!(attribute("teams", AttributeKind::List), test("teams", teams));
        assert_eq!(of(Column::Sessions, None), Some(json!({"property": {"sessions": {"equals": 4}}})));
        assert_eq!(of(Column::UserId, None), Some(json!({"property": {"user_id": {"is": {"value": "u-1"}}}})));
    }

    #[test]
    fn what_cannot_be_asked_for_is_not_offered() {
        let of = |column: Column, kind| condition_of(&column, &row(), kind);
        let attribute = |key: &str, kind| of(Column::Attribute(key.into()), kind);
        assert_eq!(of(Column::Email, None), None, "it is empty");
        assert_eq!(attribute("long", Some(AttributeKind::Text)), None, "longer than a condition takes");
        assert_eq!(attribute("plan", Some(AttributeKind::Number)), None, "of another kind");
        assert_eq!((attribute("plan", None), attribute("gone", Some(AttributeKind::Text))), (None, None));
    }
}
