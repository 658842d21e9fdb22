//! Whether what a filter names exists, and whether its tests are of the right kind.
//!
//! What is unknown never widens or narrows an audience in silence: it is a problem. Muted nodes may name anything.

use super::{
    answer::AnswerCondition,
    attribute::AttributeCondition,
    condition::Condition,
    experience::Which,
    names::Names,
    node::{Filter, Node},
    property::PropertyCondition,
};
use crate::problem::ProblemAt;

/// Looks at every condition that is not muted.
///
/// # Errors
/// Every problem, each with the pointer to its condition.
pub fn validate(filter: &Filter, names: &dyn Names) -> Result<(), Vec<ProblemAt>> {
    let mut problems = Vec::new();
    for visit in filter.live_visits() {
        let details = match visit.node {
            Node::Condition(condition) => problems_of(condition, names),
            Node::All(_) | Node::Any(_) | Node::Not(_) | Node::Muted(_) | Node::Named(_) => Vec::new(),
        };
        let at = |detail| ProblemAt { pointer: visit.pointer.clone(), detail };
        problems.extend(details.into_iter().map(at));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Sentences about what is wrong with one condition.
#[must_use]
pub fn problems_of(condition: &Condition, names: &dyn Names) -> Vec<String> {
    let gone = |what: &str, name: &str| vec![format!("There is no {what} “{name}”: choose another or remove this.")];
    match condition {
        Condition::Property(PropertyCondition::Tags(test)) => {
            let unknown = test.tags().iter().filter(|tag| names.tag(**tag).is_none());
            unknown.flat_map(|tag| gone("tag with the id", &tag.to_string())).collect()
        }
        Condition::Property(
            PropertyCondition::Name(_)
            | PropertyCondition::Email(_)
            | PropertyCondition::UserId(_)
            | PropertyCondition::Language(_)
            | PropertyCondition::LastActivity(_)
            | PropertyCondition::FirstSeen(_)
            | PropertyCondition::Created(_)
            | PropertyCondition::Sessions(_)
            | PropertyCondition::Identified(_),
        ) => Vec::new(),
        Condition::Attribute(condition) => attribute(condition, names),
        Condition::Experience(condition) => match &condition.which {
            Which::Id(id) if names.experience(&id.0).is_none() => gone("experience with the id", &id.0),
            Which::Id(_) | Which::Any => Vec::new(),
        },
        Condition::Answer(condition) => answer(condition, names),
        Condition::Event(condition) if !names.has_event(&condition.name) => gone("event", &condition.name),
        Condition::Event(_) => Vec::new(),
        Condition::Segment(condition) if names.segment(condition.id).is_none() => {
            gone("segment with the id", &condition.id.to_string())
        }
        Condition::Segment(_) => Vec::new(),
        Condition::Import(condition) if names.import(condition.id).is_none() => {
            gone("import with the id", &condition.id.to_string())
        }
        Condition::Import(_) => Vec::new(),
    }
}

fn attribute(condition: &AttributeCondition, names: &dyn Names) -> Vec<String> {
    let AttributeCondition { key, test } = condition;
    let Some(field) = names.attribute(key) else {
        return vec![format!("There is no attribute “{key}”: choose another or remove this.")];
    };
    if field.kind == test.kind() {
        return Vec::new();
    }
    let (kind, given) = (field.kind.word(), test.kind().word());
    vec![format!("The attribute “{key}” holds {kind}, which a test of {given} does not fit: use a test of {kind}.")]
}

fn answer(condition: &AnswerCondition, names: &dyn Names) -> Vec<String> {
    let AnswerCondition { experience, question, test, .. } = condition;
    if names.experience(experience).is_none() {
        return vec![format!("There is no experience with the id “{experience}”: choose another or remove this.")];
    }
    let Some(field) = names.question(experience, question) else {
        let sentence = format!("There is no question “{question}” in “{experience}”: choose another or remove this.");
        return vec![sentence];
    };
    let (fits, given) = (field.kind.test_word(), test.word());
    if fits == given {
        return Vec::new();
    }
    let kind = field.kind.word();
    vec![format!("The question “{question}” is of the kind {kind}: use a test of {fits}, not of {given}.")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api::catalogue::AttributeKind,
        filter::names::{Directory, ExperienceEntry, Field, QuestionKind},
        ids::{ImportId, SegmentId, TagId},
    };
    use serde_json::json;

    fn directory() -> Directory {
        let score = Field { name: "Score".into(), kind: QuestionKind::Nps };
        let nps = ExperienceEntry { name: "NPS".into(), questions: [("score".to_owned(), score)].into() };
        Directory {
            attributes: [("plan".to_owned(), Field { name: "plan".into(), kind: AttributeKind::Text })].into(),
            experiences: [("nps-1".to_owned(), nps)].into(),
            events: ["export".to_owned()].into(),
            tags: [(TagId(1), "Beta".into())].into(),
            segments: [(SegmentId(2), "Beta".into())].into(),
            imports: [(ImportId(3), "users.csv".into())].into(),
        }
    }

    fn problems(root: serde_json::Value) -> Vec<(String, String)> {
        let filter = Filter::read(&json!({"version": 1, "root": root})).unwrap();
        let problems = validate(&filter, &directory()).err().unwrap_or_default();
        problems.into_iter().map(|problem| (problem.pointer, problem.detail)).collect()
    }

    #[test]
    fn what_exists_is_no_problem() {
        let root = json!({"all": [
            {"property": {"tags": {"has_any": ["1"]}}},
            {"attribute": {"key": "plan", "test": {"text": "is_empty"}}},
            {"experience": {"which": "any", "action": "seen", "happened": true}},
            {"experience": {"which": {"id": "nps-1"}, "action": "seen", "happened": true}},
            {"answer": {"experience": "nps-1", "question": "score", "test": {"number": {"at_most": 6}}}},
            {"event": {"name": "export"}},
            {"segment": {"id": "2", "member": false}},
            {"import": {"id": "3"}},
        ]});
        assert_eq!(problems(root), []);
    }

    #[test]
    fn every_unknown_name_and_wrong_kind_is_told_with_its_node() {
        let root = json!({"any": [
            {"property": {"tags": {"has_all": ["1", "8", "9"]}}},
            {"attribute": {"key": "Plan", "test": {"text": "is_empty"}}},
            {"attribute": {"key": "plan", "test": {"number": "is_empty"}}},
            {"experience": {"which": {"id": "tour"}, "action": "seen", "happened": true}},
            {"answer": {"experience": "nps", "question": "score", "test": {"number": "is_empty"}}},
            {"answer": {"experience": "nps-1", "question": "why", "test": {"number": "is_empty"}}},
            {"answer": {"experience": "nps-1", "question": "score", "test": {"choice": "is_empty"}}},
            {"not": {"event": {"name": "Export"}}},
            {"segment": {"id": "1", "member": true}},
            {"named": {"name": "old", "node": {"import": {"id": "1"}}}},
        ]});
        let problems = problems(root);
        let pointers: Vec<_> = problems.iter().map(|(pointer, _)| pointer.trim_start_matches("/root/any/")).collect();
        assert_eq!(pointers, ["0", "0", "1", "2", "3", "4", "5", "6", "7/not", "8", "9/named/node"]);
        assert_eq!(problems[2].1, "There is no attribute “Plan”: choose another or remove this.");
        assert_eq!(problems[7].1, "The question “score” is of the kind nps: use a test of number, not of choice.");
    }

    #[test]
    fn muted_nodes_may_name_anything() {
        let gone = json!({"attribute": {"key": "gone", "test": {"text": "is_empty"}}});
        assert_eq!(problems(json!({"all": [{"muted": {"all": [gone]}}]})), []);
    }
}
