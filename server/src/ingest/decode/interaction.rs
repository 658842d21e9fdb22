//! The reserved event names: what users did with experiences.

use super::{json::Json, traits::list};
use crate::ingest::message::{Answer, AnswerValue, Interaction, InteractionAction};
use std::borrow::Cow;

/// Most characters of the ids and names of experiences and questions.
const LONGEST_ID: usize = 200;
const LONGEST_NAME: usize = 700;

const EXPERIENCE_KINDS: [&str; 8] = ["tour", "survey", "nps", "banner", "checklist", "hint", "changelog", "other"];
const QUESTION_KINDS: [&str; 6] = ["nps", "rating", "number", "single_choice", "multiple_choice", "text"];

/// The action that an event's name stands for; `None` for ordinary events.
pub(super) fn action(event: &str) -> Option<InteractionAction> {
    Some(match event {
        "Experience Seen" => InteractionAction::Seen,
        "Experience Step Reached" => InteractionAction::StepReached,
        "Experience Completed" => InteractionAction::Completed,
        "Experience Dismissed" => InteractionAction::Dismissed,
        "Experience Answered" => InteractionAction::Answered,
        _ => return None,
    })
}

struct Properties<'a>(Vec<(Cow<'a, str>, Json<'a>)>);

impl Properties<'_> {
    fn get(&self, key: &str) -> Option<&Json<'_>> {
        let found = self.0.iter().rev().find(|(name, _)| name == key);
        found.map(|(_, value)| value).filter(|value| **value != Json::Null)
    }

    /// A required id: a text, or a number, which is its digits.
    fn id(&self, key: &str) -> Result<String, String> {
        let id = match self.get(key) {
            Some(Json::Text(text)) => text.clone().into_owned(),
            Some(Json::Number(number)) => number.to_string(),
            Some(Json::Null | Json::Boolean(_) | Json::List(_) | Json::Object(_)) | None => String::new(),
        };
        if (1..=LONGEST_ID).contains(&id.chars().count()) {
            Ok(id)
        } else {
            Err(format!("The property {key} is missing, or not a text of 1 to {LONGEST_ID} characters."))
        }
    }

    fn name(&self, key: &str) -> Option<String> {
        match self.get(key) {
            Some(Json::Text(text)) if !text.is_empty() => Some(text.chars().take(LONGEST_NAME).collect()),
            Some(Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::List(_) | Json::Object(_))
            | None => None,
        }
    }

    fn kind(&self, key: &str, kinds: &[&'static str]) -> Option<&'static str> {
        let Some(Json::Text(text)) = self.get(key) else { return None };
        kinds.iter().find(|kind| **kind == text.as_ref()).copied()
    }

    /// A whole number from 0, which some clients send as text.
    fn step(&self, key: &str, refused: &mut Vec<String>) -> Option<i64> {
        let value = self.get(key)?;
        let step = match value {
            Json::Number(number) => number.as_f64().filter(|number| number.fract() == 0.0),
            Json::Text(text) => text.parse::<u32>().ok().map(f64::from),
            Json::Null | Json::Boolean(_) | Json::List(_) | Json::Object(_) => None,
        };
        // In this range every whole number is exact.
        let step = step.filter(|step| (0.0..=1e6).contains(step)).map(|step| step as i64);
        if step.is_none() {
            refused.push(format!("The property {key} is not a whole number and was left out."));
        }
        step
    }
}

/// Reads the properties of a reserved event; what is left out of them goes into `refused`.
pub(super) fn read(
    action: InteractionAction,
    properties: Json<'_>,
    refused: &mut Vec<String>,
) -> Result<Interaction, String> {
    let properties = match properties {
        Json::Object(entries) => Properties(entries),
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::List(_) => Properties(Vec::new()),
    };
    let answer = match action {
        InteractionAction::Answered => Some(answer(&properties)?),
        InteractionAction::Seen
        | InteractionAction::StepReached
        | InteractionAction::Completed
        | InteractionAction::Dismissed => None,
    };
    Ok(Interaction {
        action,
        experience_id: properties.id("experience_id")?,
        name: properties.name("experience_name"),
        kind: properties.kind("experience_kind", &EXPERIENCE_KINDS),
        step: properties.step("step", refused),
        steps: properties.step("steps", refused),
        answer,
    })
}

fn answer(properties: &Properties<'_>) -> Result<Answer, String> {
    let value = properties.get("answer").and_then(|answer| match answer {
        Json::Number(number) => number.as_f64().map(|number| AnswerValue::Number(number + 0.0)),
        Json::Text(text) => Some(AnswerValue::Text(text.clone().into_owned())),
        Json::List(items) => list(items).ok().map(AnswerValue::Options),
        Json::Null | Json::Boolean(_) | Json::Object(_) => None,
    });
    Ok(Answer {
        question_id: properties.id("question_id")?,
        question: properties.name("question"),
        kind: properties.kind("question_kind", &QUESTION_KINDS),
        value,
        raw: properties.get("answer").map(Json::to_text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interaction(action: InteractionAction, text: &str) -> Result<(Interaction, usize), String> {
        let mut refused = Vec::new();
        let interaction = read(action, serde_json::from_str(text).unwrap(), &mut refused)?;
        Ok((interaction, refused.len()))
    }

    #[test]
    fn an_answer_is_read_by_its_kind() {
        let value = |answer: &str| {
            let text = format!("{{\"experience_id\":\"e\",\"question_id\":7,\"answer\":{answer}}}");
            let answer = interaction(InteractionAction::Answered, &text).unwrap().0.answer.unwrap();
            assert_eq!(answer.question_id, "7");
            (answer.value, answer.raw)
        };
        assert_eq!(value("9"), (Some(AnswerValue::Number(9.0)), Some("9".into())));
        assert_eq!(value("\"ok\""), (Some(AnswerValue::Text("ok".into())), Some("\"ok\"".into())));
        let options = AnswerValue::Options(vec!["a".into(), "2".into()]);
        assert_eq!(value("[\"a\",2,\"a\"]"), (Some(options), Some("[\"a\",2,\"a\"]".into())));
        assert_eq!(value("true"), (None, Some("true".into())));
        assert_eq!(value("null"), (None, None));
    }

    #[test]
    fn ids_are_required() {
        for text in ["{}", "[]", "{\"experience_id\":\"\"}", "{\"experience_id\":[1]}"] {
            assert!(interaction(InteractionAction::Seen, text).is_err(), "{text}");
        }
        assert!(interaction(InteractionAction::Answered, "{\"experience_id\":\"e\"}").is_err());
    }

    #[test]
    fn a_step_that_is_none_is_left_out_and_told() {
        let step = |step: &str| {
            let text = format!("{{\"experience_id\":\"e\",\"step\":{step},\"experience_kind\":\"toor\"}}");
            let (interaction, refused) = interaction(InteractionAction::StepReached, &text).unwrap();
            assert_eq!(interaction.kind, None);
            (interaction.step, refused)
        };
        assert_eq!(step("3"), (Some(3), 0));
        assert_eq!(step("\"3\""), (Some(3), 0));
        assert_eq!(step("null"), (None, 0));
        for wrong in ["2.5", "-1", "\"two\"", "1e300", "[1]"] {
            assert_eq!(step(wrong), (None, 1), "{wrong}");
        }
    }
}
