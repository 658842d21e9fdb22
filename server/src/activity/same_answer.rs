//! The filter that finds everyone who answered the same.

use serde_json::{Value, json};
use shared::{api::filter::FilterDocument, filter::Filter, filter::QuestionKind};

/// An answer, as far as a filter looks at it.
pub(super) struct Answered<'a> {
    pub(super) experience: &'a str,
    pub(super) question: &'a str,
    pub(super) kind: QuestionKind,
    pub(super) number: Option<f64>,
    pub(super) text: Option<&'a str>,
    pub(super) options: &'a [String],
}

/// The filter; `None` where no test can tell the answer: it is empty, of another kind than its question, or beyond
/// what a filter may hold.
pub(super) fn same_answer(answered: &Answered<'_>) -> Option<FilterDocument> {
    let test = match answered.kind {
        QuestionKind::Nps | QuestionKind::Rating | QuestionKind::Number => {
            json!({"number": {"equals": answered.number?}})
        }
        QuestionKind::SingleChoice | QuestionKind::MultipleChoice => match answered.options {
            [] => return None,
            [option] => json!({"choice": {"any_of": [option]}}),
            options => json!({"choice": {"all_of": options}}),
        },
        QuestionKind::Text => json!({"text": {"is": {"value": answered.text?}}}),
    };
    let condition = json!({"experience": answered.experience, "question": answered.question, "test": test});
    let document: Value = json!({"version": Filter::VERSION, "root": {"all": [{"answer": condition}]}});
    // What the reader of filters refuses nobody could apply.
    Filter::read(&document).ok().map(|filter| FilterDocument::new(&filter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(kind: QuestionKind, number: Option<f64>, text: Option<&str>, options: &[&str]) -> Option<Value> {
        let options: Vec<String> = options.iter().map(|option| (*option).to_owned()).collect();
        let answered = Answered { experience: "nps-1", question: "q", kind, number, text, options: &options };
        let filter = same_answer(&answered)?.read("").unwrap().to_value();
        Some(filter["root"]["all"][0]["answer"]["test"].clone())
    }

    #[test]
    fn each_kind_of_question_has_its_test() {
        use QuestionKind::{MultipleChoice, Nps, SingleChoice, Text};
        assert_eq!(filter(Nps, Some(9.0), None, &[]), Some(json!({"number": {"equals": 9}})));
        assert_eq!(filter(SingleChoice, None, Some("a"), &["a"]), Some(json!({"choice": {"any_of": ["a"]}})));
        assert_eq!(filter(MultipleChoice, None, None, &["b", "a"]), Some(json!({"choice": {"all_of": ["b", "a"]}})));
        assert_eq!(filter(Text, None, Some("Hi"), &[]), Some(json!({"text": {"is": {"value": "Hi"}}})));
    }

    #[test]
    fn what_no_test_can_tell_has_no_filter() {
        use QuestionKind::{MultipleChoice, Nps, Text};
        assert_eq!(filter(Nps, None, Some("nine"), &[]), None);
        assert_eq!(filter(MultipleChoice, None, None, &[]), None);
        assert_eq!(filter(Text, None, Some(""), &[]), None);
        assert_eq!(filter(Text, None, Some(&"x".repeat(2_000)), &[]), None);
        assert_eq!(filter(MultipleChoice, None, None, &["x"; 501]), None);
    }
}
