//! An answer in words, and which answers are looked for. Pure.

use crate::{profile::value::value_text, ui::search::plain};
use serde_json::Value;
use shared::{api::responses::Response, filter::QuestionKind};

/// How an answer is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// 0 to 10, with what such people are called and the colour for it.
    Nps(String, &'static str, &'static str),
    /// A number.
    Number(String),
    /// What was chosen.
    Options(Vec<String>),
    /// Words.
    Text(String),
}

/// The answer of a response. One that does not fit its question is shown as it was sent.
pub fn answer_of(response: &Response) -> Answer {
    match (response.question_kind, &response.answer) {
        (QuestionKind::Nps, Value::Number(number)) => match number.as_f64() {
            Some(score) if score >= 9.0 => Answer::Nps(number.to_string(), "Promoter", "green"),
            Some(score) if score >= 7.0 => Answer::Nps(number.to_string(), "Passive", "amber"),
            Some(_) | None => Answer::Nps(number.to_string(), "Detractor", "red"),
        },
        (QuestionKind::Rating | QuestionKind::Number, Value::Number(number)) => Answer::Number(number.to_string()),
        (QuestionKind::SingleChoice | QuestionKind::MultipleChoice, Value::Array(options)) => {
            Answer::Options(options.iter().map(value_text).collect())
        }
        (QuestionKind::SingleChoice | QuestionKind::MultipleChoice, option) => {
            Answer::Options(vec![value_text(option)])
        }
        (QuestionKind::Nps | QuestionKind::Rating | QuestionKind::Number | QuestionKind::Text, answer) => {
            Answer::Text(value_text(answer))
        }
    }
}

/// Whether experience, question or answer holds what is searched for, which is plain.
pub fn fits(response: &Response, searched: &str, survey: &str) -> bool {
    let texts = [&response.experience_name, &response.question, &value_text(&response.answer)];
    let is_found = searched.is_empty() || texts.iter().any(|text| plain(text).contains(searched));
    is_found && (survey.is_empty() || response.experience_id == survey)
}

/// The experiences that were answered, each once: id and name.
pub fn surveys(responses: &[Response]) -> Vec<(String, String)> {
    let mut surveys: Vec<(String, String)> = Vec::new();
    for response in responses {
        if !surveys.iter().any(|(id, _)| *id == response.experience_id) {
            surveys.push((response.experience_id.clone(), response.experience_name.clone()));
        }
    }
    surveys
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::{ids::ActivityId, time::Instant};

    fn response(question_kind: QuestionKind, answer: Value) -> Response {
        Response {
            id: ActivityId(1),
            at: Instant(0),
            experience_id: "nps-1".into(),
            experience_name: "Autumn".into(),
            step: None,
            question_id: "q".into(),
            question: "How likely?".into(),
            question_kind,
            answer,
            filter: None,
        }
    }

    #[test]
    fn scores_are_told_by_what_such_people_are_called() {
        let word = |score: i64| match answer_of(&response(QuestionKind::Nps, json!(score))) {
            Answer::Nps(_, word, _) => word,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            [0, 6, 7, 8, 9, 10].map(word),
            ["Detractor", "Detractor", "Passive", "Passive", "Promoter", "Promoter"]
        );
        assert_eq!(answer_of(&response(QuestionKind::Nps, json!("nine"))), Answer::Text("nine".into()));
    }

    #[test]
    fn choices_are_lists() {
        let options = |answer| answer_of(&response(QuestionKind::MultipleChoice, answer));
        assert_eq!(options(json!(["a", "b"])), Answer::Options(vec!["a".into(), "b".into()]));
        assert_eq!(options(json!("a")), Answer::Options(vec!["a".into()]));
    }

    #[test]
    fn all_that_is_told_is_searched() {
        let one = response(QuestionKind::Text, json!("Größe"));
        for searched in ["", "autumn", "likely", "grosse"] {
            assert!(fits(&one, searched, ""), "{searched}");
        }
        assert!(!fits(&one, "", "other") && fits(&one, "", "nps-1") && !fits(&one, "x", ""));
        assert_eq!(surveys(&[one.clone(), one]), [("nps-1".to_owned(), "Autumn".to_owned())]);
    }
}
