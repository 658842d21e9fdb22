//! Rows of users as lines of CSV. Lists and tags are JSON, instants RFC 3339, what has no value is empty.

use super::{
    cell::{push_plain, push_text},
    columns::Column,
};
use serde_json::Value;
use shared::api::users::UserRow;

/// The line of heads, after the mark by which spreadsheets know UTF-8.
pub(super) fn head(columns: &[Column]) -> String {
    let mut text = "\u{feff}".to_owned();
    for (at, column) in columns.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { "," });
        push_text(&mut text, &column.head());
    }
    text.push_str("\r\n");
    text
}

/// The line of a user.
pub(super) fn push_row(text: &mut String, columns: &[Column], row: &UserRow) {
    for (at, column) in columns.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { "," });
        push_cell(text, column, row);
    }
    text.push_str("\r\n");
}

fn push_cell(text: &mut String, column: &Column, row: &UserRow) {
    let user = &row.user;
    let own = |text: &mut String, value: &Option<String>| push_text(text, value.as_deref().unwrap_or_default());
    let instant = |text: &mut String, at: Option<shared::time::Instant>| {
        push_plain(text, &at.map(|at| at.to_string()).unwrap_or_default());
    };
    match column {
        Column::Name => own(text, &user.name),
        Column::VisitorId => own(text, &user.visitor_id),
        Column::Email => own(text, &user.email),
        Column::UserId => own(text, &user.external_id),
        Column::Language => own(text, &user.language),
        Column::LastActivity => instant(text, user.last_activity),
        Column::FirstSeen => instant(text, user.first_seen),
        Column::Created => instant(text, Some(user.created)),
        Column::Sessions => push_plain(text, &user.sessions.to_string()),
        Column::Tags if user.tags.is_empty() => {}
        Column::Tags => {
            let names: Vec<&str> = user.tags.iter().map(|tag| tag.name.as_str()).collect();
            push_plain(text, &Value::from(names).to_string());
        }
        Column::Attribute(key) => match row.attributes.get(key) {
            None | Some(Value::Null) => {}
            Some(Value::String(value)) => push_text(text, value),
            Some(Value::Number(number)) => {
                push_plain(text, &number.as_f64().map(number_text).unwrap_or_default());
            }
            Some(other @ (Value::Bool(_) | Value::Array(_) | Value::Object(_))) => push_plain(text, &other.to_string()),
        },
    }
}

/// The shortest form that reads back as the same number; adding 0 makes -0 plain.
fn number_text(number: f64) -> String {
    let text = format!("{:?}", number + 0.0);
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{
        api::users::{TagOnUser, User},
        color::Color,
        ids::{TagId, UserId},
        time::Instant,
    };

    #[test]
    fn a_row_has_a_cell_for_every_column() {
        let tag = TagOnUser { tag_id: TagId(1), name: "a \"b\"".into(), color: Color::of_name("a") };
        let user = User {
            user_id: UserId(1),
            external_id: Some("-7".into()),
            visitor_id: None,
            name: Some("Åsa, Bo".into()),
            email: None,
            last_activity: Some(Instant(0)),
            first_seen: None,
            created: Instant(1),
            sessions: 3,
            language: Some("de".into()),
            identified: true,
            tags: vec![tag],
        };
        let value = serde_json::json!({"n": -5.0, "b": true, "l": ["x", "y"], "t": "=1"});
        let attributes = serde_json::from_value(value).unwrap();
        let row = UserRow { user, attributes };
        let mut columns = Column::NATIVE.to_vec();
        columns.extend(["n", "b", "l", "t", "none"].map(|key| Column::Attribute(key.into())));
        let mut text = head(&columns);
        push_row(&mut text, &columns, &row);
        assert_eq!(
            text,
            "\u{feff}user_id,name,visitor_id,email,last_activity,first_seen,created,sessions,language,tags,n,b,l,t,none\r\n\
             '-7,\"Åsa, Bo\",,,1970-01-01T00:00:00.000Z,,1970-01-01T00:00:00.001Z,3,de,\"[\"\"a \\\"\"b\\\"\"\"\"]\",-5,true,\
             \"[\"\"x\"\",\"\"y\"\"]\",'=1,\r\n"
        );
    }
}
