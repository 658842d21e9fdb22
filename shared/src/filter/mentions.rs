//! What filters name: to tell who uses a tag or a segment before it goes, and to put one tag in the place of another.

use super::{
    condition::Condition,
    experience::Which,
    node::{Filter, Node},
    property::PropertyCondition,
    test::{TagIds, TagsTest},
};
use crate::ids::{ImportId, SegmentId, TagId};
use std::collections::BTreeSet;

/// Something that a condition names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mention {
    /// An attribute, by key.
    Attribute(String),
    /// An event, by name.
    Event(String),
    /// An experience, by the product's id.
    Experience(String),
    /// A question, by the product's ids of its experience and of itself.
    Question(String, String),
    /// A tag.
    Tag(TagId),
    /// A segment.
    Segment(SegmentId),
    /// An import.
    Import(ImportId),
}

impl Condition {
    /// What it names. An answer names its experience as well as its question.
    #[must_use]
    pub fn mentions(&self) -> Vec<Mention> {
        match self {
            Self::Property(condition) => condition.tags().iter().map(|tag| Mention::Tag(*tag)).collect(),
            Self::Attribute(condition) => vec![Mention::Attribute(condition.key.clone())],
            Self::Experience(condition) => match &condition.which {
                Which::Any => Vec::new(),
                Which::Id(id) => vec![Mention::Experience(id.0.clone())],
            },
            Self::Answer(condition) => vec![
                Mention::Experience(condition.experience.clone()),
                Mention::Question(condition.experience.clone(), condition.question.clone()),
            ],
            Self::Event(condition) => vec![Mention::Event(condition.name.clone())],
            Self::Segment(condition) => vec![Mention::Segment(condition.id)],
            Self::Import(condition) => vec![Mention::Import(condition.id)],
        }
    }
}

impl PropertyCondition {
    /// The tags that it names.
    #[must_use]
    pub fn tags(&self) -> &[TagId] {
        match self {
            Self::Tags(test) => test.tags(),
            Self::Name(_)
            | Self::Email(_)
            | Self::UserId(_)
            | Self::Language(_)
            | Self::LastActivity(_)
            | Self::FirstSeen(_)
            | Self::Created(_)
            | Self::Sessions(_)
            | Self::Identified(_) => &[],
        }
    }
}

impl Filter {
    /// Everything that it names, in muted nodes as well: those may take part again at any time.
    #[must_use]
    pub fn mentions(&self) -> BTreeSet<Mention> {
        let conditions = self.visits().into_iter().filter_map(|visit| match visit.node {
            Node::Condition(condition) => Some(condition.mentions()),
            Node::All(_) | Node::Any(_) | Node::Not(_) | Node::Muted(_) | Node::Named(_) => None,
        });
        conditions.flatten().collect()
    }

    /// Puts a tag in the place of another, muted nodes included. Operands stay sets: no tag is in one twice.
    pub fn replace_tag(&mut self, tag: TagId, by: TagId) {
        replace_tag(&mut self.root, tag, by);
    }
}

fn replace_tag(node: &mut Node, tag: TagId, by: TagId) {
    match node {
        Node::All(children) | Node::Any(children) => children.iter_mut().for_each(|child| replace_tag(child, tag, by)),
        Node::Not(child) | Node::Muted(child) => replace_tag(child, tag, by),
        Node::Named(named) => replace_tag(&mut named.node, tag, by),
        Node::Condition(Condition::Property(PropertyCondition::Tags(test))) => match test {
            TagsTest::HasAny(TagIds(tags)) | TagsTest::HasAll(TagIds(tags)) | TagsTest::HasNone(TagIds(tags)) => {
                let mut kept = Vec::with_capacity(tags.len());
                for found in tags.drain(..).map(|found| if found == tag { by } else { found }) {
                    if !kept.contains(&found) {
                        kept.push(found);
                    }
                }
                *tags = kept;
            }
            TagsTest::IsEmpty | TagsTest::HasAnyValue => {}
        },
        Node::Condition(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn filter(root: Value) -> Filter {
        Filter::read(&json!({"version": 1, "root": root})).unwrap()
    }

    #[test]
    fn everything_that_is_named_is_told_once() {
        let tags = |test: Value| json!({"property": {"tags": test}});
        let filter = filter(json!({"any": [
            tags(json!({"has_any": ["2", "1"]})),
            {"muted": {"not": tags(json!({"has_none": ["3", "1"]}))}},
            {"named": {"name": "n", "node": {"segment": {"id": "7", "member": false}}}},
            {"attribute": {"key": "plan", "test": {"text": "is_empty"}}},
            {"experience": {"which": {"id": "tour"}, "action": "seen", "happened": true}},
            {"experience": {"which": "any", "action": "seen", "happened": true}},
            {"answer": {"experience": "nps", "question": "score", "test": {"number": {"at_most": 6}}}},
            {"event": {"name": "export"}},
            {"import": {"id": "4"}},
            {"property": {"name": "is_empty"}},
        ]}));
        let expected = [
            Mention::Attribute("plan".into()),
            Mention::Event("export".into()),
            Mention::Experience("nps".into()),
            Mention::Experience("tour".into()),
            Mention::Question("nps".into(), "score".into()),
            Mention::Tag(TagId(1)),
            Mention::Tag(TagId(2)),
            Mention::Tag(TagId(3)),
            Mention::Segment(SegmentId(7)),
            Mention::Import(ImportId(4)),
        ];
        assert_eq!(filter.mentions().into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_tag_takes_the_place_of_another_once() {
        let tags = |test: Value| json!({"property": {"tags": test}});
        let of = |one: Value, two: Value, three: Value| {
            let muted = json!({"muted": {"not": tags(json!({"has_none": two}))}});
            let named = json!({"named": {"name": "n", "node": tags(json!({"has_all": three}))}});
            filter(json!({"all": [{"any": [tags(json!({"has_any": one})), muted]}, named, tags(json!("is_empty"))]}))
        };
        let mut found = of(json!(["1", "2", "3"]), json!(["1"]), json!(["2", "4", "1"]));
        found.replace_tag(TagId(1), TagId(2));
        assert_eq!(found, of(json!(["2", "3"]), json!(["2"]), json!(["2", "4"])));
    }
}
