//! What is missing in a condition or wrong with it, in words that say what to do.

use serde_json::Value;
use shared::filter::{
    Condition, Directory, Finding, PropertyCondition,
    edit::{DraftCondition, State},
    problems_of,
};

/// What is said of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The words.
    pub text: String,
    /// The place in the condition that is wrong. `None` where something is not there yet.
    pub wrong_at: Option<String>,
}

/// What is said of a condition; nothing of one that is whole, and of one of which nothing is chosen its button says it.
/// `is_gone`: its field does not exist any more. `names`: everything that exists, once that is known.
pub fn message(condition: &DraftCondition, is_gone: bool, names: Option<&Directory>) -> Option<Message> {
    let wrong = |text: String, at: &str| Some(Message { text, wrong_at: Some(at.to_owned()) });
    if is_gone {
        return wrong("Field no longer exists: choose another one".into(), "");
    }
    if condition.0.is_null() {
        return None;
    }
    match condition.state() {
        State::Complete(condition) => {
            let problems = names.map(|names| problems_of(&condition, names)).unwrap_or_default();
            match (*condition, problems.into_iter().next()) {
                (Condition::Property(PropertyCondition::Tags(_)), Some(_)) => {
                    wrong("A tag no longer exists: remove it".into(), "/property/tags")
                }
                (_, problem) => problem.and_then(|problem| wrong(problem, "")),
            }
        }
        State::Incomplete(findings) => Some(Message { text: missing(&findings), wrong_at: None }),
        State::Invalid(findings) => {
            let finding = findings.iter().find(|finding| !finding.is_missing)?;
            wrong(repair(condition, finding), &place_of(finding))
        }
    }
}

fn missing(findings: &[Finding]) -> String {
    let finding = findings.first();
    let last = finding.and_then(|finding| finding.inside.rsplit('.').next()).unwrap_or_default();
    let says = |word: &str| finding.is_some_and(|finding| finding.sentence.contains(word));
    match last {
        "property" => "Choose a property",
        "step" => "Choose a step",
        "from" => "Choose the first value",
        "to" => "Choose the last value",
        _ if says("“from”") => "Choose the first value",
        _ if says("“to”") => "Choose the last value",
        _ => "Choose a value",
    }
    .into()
}

/// The place that a finding is about, in the condition.
fn place_of(finding: &Finding) -> String {
    format!("/{}", finding.inside.replace('.', "/"))
}

/// The reader's sentences are for people who write documents; those that a person can run into here are said anew.
fn repair(condition: &DraftCondition, finding: &Finding) -> String {
    match condition.0.pointer(&place_of(finding)) {
        Some(Value::String(text)) if finding.sentence.contains("without quotes") => {
            format!("“{}” is not a number: write one such as 12.5", text.chars().take(40).collect::<String>())
        }
        _ => finding.sentence.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(form: Value) -> Option<(String, bool)> {
        message(&DraftCondition(form), false, Some(&Directory::default()))
            .map(|message| (message.text, message.wrong_at.is_some()))
    }

    #[test]
    fn what_is_missing_is_asked_for() {
        let missing = |text: &str| Some((text.to_owned(), false));
        assert_eq!(said(Value::Null), None);
        assert_eq!(said(json!({"property": {"email": {"is": {"value": ""}}}})), missing("Choose a value"));
        assert_eq!(
            said(json!({"property": {"sessions": {"between": {"from": 3, "to": null}}}})),
            missing("Choose the last value")
        );
        assert_eq!(said(json!({"property": {"email": {"is": {"value": "a"}}}})), None);
        let property = json!({"property": "", "test": {"text": "is_empty"}});
        assert_eq!(said(json!({"event": {"name": "a", "where": [property]}})), missing("Choose a property"));
    }

    #[test]
    fn what_is_wrong_says_how_to_mend_it() {
        let wrong = |text: &str| Some((text.to_owned(), true));
        assert_eq!(
            said(json!({"property": {"sessions": {"at_least": "ab"}}})),
            wrong("“ab” is not a number: write one such as 12.5")
        );
        assert_eq!(
            said(json!({"property": {"sessions": {"between": {"from": 5, "to": 1}}}})),
            wrong("The first value is after the second: swap them.")
        );
        assert_eq!(said(json!({"property": {"tags": {"has_any": ["7"]}}})), wrong("A tag no longer exists: remove it"));
        let gone = message(&DraftCondition(Value::Null), true, None);
        assert_eq!(gone.and_then(|message| message.wrong_at), Some(String::new()));
    }
}
