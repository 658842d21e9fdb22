//! What can be picked as the field of a condition, and how it is searched.

pub use super::category::Category;
use super::{
    change::Pick,
    experience::ACTIONS,
    kind::Kind,
    subject::{experience_kind, property_title},
};
use crate::ui::search::{plain, rank as rank_of};
use shared::{
    api::catalogue::{Catalogue, ExperienceField},
    filter::Property,
};

/// What an entry leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A field.
    Field(Pick),
    /// The second step: what the user did with an experience, or answered in it. Without an id it is any.
    Experience(Option<String>),
}

/// An entry of the picker.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub category: Category,
    /// What it stands under.
    pub group: &'static str,
    /// What it is remembered by.
    pub key: String,
    pub label: String,
    /// What the label does not say: the key, the kind of an experience, a description.
    pub detail: String,
    /// A few values.
    pub sample: String,
    pub icon: &'static str,
    pub users: Option<u64>,
    pub target: Target,
    /// Whether it is found only by searching, since it is a second step.
    pub is_deep: bool,
}

fn entry(category: Category, key: String, label: &str, icon: &'static str, target: Target) -> Entry {
    let (group, label) = (category.label(), label.to_owned());
    let (detail, sample, users, is_deep) = (String::new(), String::new(), None, false);
    Entry { category, group, key, label, detail, sample, icon, users, target, is_deep }
}

/// Everything that can be picked, in the order in which it is offered.
pub fn entries(known: &Catalogue) -> Vec<Entry> {
    let property = |property: Property| {
        let field = known.properties.iter().find(|field| field.key == property);
        let icon = Kind::of_property(property).icon();
        let key = format!("property:{}", property.word());
        Entry {
            sample: field.map(|field| field.samples.join(", ")).unwrap_or_default(),
            users: field.and_then(|field| field.users),
            ..entry(Category::Properties, key, property_title(property), icon, Target::Field(Pick::Property(property)))
        }
    };
    let mut entries: Vec<Entry> = Property::ALL.iter().copied().map(property).collect();
    entries.extend(known.attributes.iter().filter(|field| !field.hidden).map(|field| {
        let kind = Kind::of_attribute(field.kind);
        let pick = Target::Field(Pick::Attribute { key: field.key.clone(), kind });
        Entry {
            detail: if field.name == field.key { String::new() } else { field.key.clone() },
            sample: field.samples.join(", "),
            users: field.users,
            ..entry(Category::Attributes, format!("attribute:{}", field.key), &field.name, kind.icon(), pick)
        }
    }));
    if !known.experiences.is_empty() {
        let any = Target::Experience(None);
        entries.push(entry(Category::Experiences, "experience".into(), "Any experience", "experience", any));
    }
    for experience in &known.experiences {
        let target = Target::Experience(Some(experience.id.clone()));
        let key = format!("experience:{}", experience.id);
        entries.push(Entry {
            detail: experience_kind(&experience.kind).into(),
            users: experience.users,
            ..entry(Category::Experiences, key, &experience.name, "experience", target)
        });
        entries.extend(questions(experience).into_iter().map(|question| Entry {
            detail: experience.name.clone(),
            group: Category::Experiences.label(),
            is_deep: true,
            ..question
        }));
    }
    entries.extend(known.events.iter().map(|event| {
        let pick = Target::Field(Pick::Event { name: event.name.clone() });
        let entry = entry(Category::Events, format!("event:{}", event.name), &event.name, "event", pick);
        Entry { users: event.users, ..entry }
    }));
    entries.extend(known.segments.iter().map(|segment| {
        let pick = Target::Field(Pick::Segment { id: segment.segment_id.to_string() });
        let key = format!("segment:{}", segment.segment_id);
        Entry { detail: segment.description.clone(), ..entry(Category::Segments, key, &segment.name, "segment", pick) }
    }));
    entries.extend(known.imports.iter().map(|import| {
        let pick = Target::Field(Pick::Import { id: import.import_id.to_string() });
        entry(Category::Imports, format!("import:{}", import.import_id), &import.name, "upload", pick)
    }));
    entries
}

/// The second step: what the user did, and what was answered.
pub fn steps(known: &Catalogue, id: Option<&str>) -> Vec<Entry> {
    let action = |(action, label): (&'static str, &'static str)| {
        let pick = Target::Field(Pick::Experience { id: id.map(str::to_owned), action });
        let key = format!("experience:{}:{action}", id.unwrap_or_default());
        Entry { group: "What the user did", ..entry(Category::Experiences, key, label, "experience", pick) }
    };
    let mut steps: Vec<_> = ACTIONS.into_iter().map(action).collect();
    let experience = id.and_then(|id| known.experiences.iter().find(|experience| experience.id == id));
    steps.extend(experience.into_iter().flat_map(questions));
    steps
}

fn questions(experience: &ExperienceField) -> Vec<Entry> {
    let question = |question: &shared::api::catalogue::QuestionField| {
        let kind = Kind::of_question(question.kind);
        let (experience, id) = (experience.id.clone(), question.id.clone());
        let key = format!("answer:{experience}:{id}");
        let pick = Target::Field(Pick::Answer { experience, question: id, kind });
        Entry {
            group: "What was answered",
            sample: question.options.iter().take(3).cloned().collect::<Vec<_>>().join(", "),
            ..entry(Category::Experiences, key, &question.question, kind.icon(), pick)
        }
    };
    experience.questions.iter().map(question).collect()
}

/// How well an entry fits: the smaller the better. `None` where it does not.
fn rank(entry: &Entry, searched: &str) -> Option<u8> {
    let place = |text: &str, begins: u8| rank_of(&plain(text), searched).map(|rank| begins + rank);
    let others = [&entry.detail, &entry.key, &entry.sample].into_iter().filter_map(|text| place(text, 3)).min();
    place(&entry.label, 0).or(others).or_else(|| place(entry.category.label(), 6))
}

/// The entries that fit a text, the best first, those of one group together. Without a text: all that are not a
/// second step, the recently used first.
pub fn found(entries: &[Entry], text: &str, category: Option<Category>, recent: &[String]) -> Vec<Entry> {
    let searched = plain(text.trim());
    let is_meant = |entry: &&Entry| category.is_none_or(|category| entry.category == category);
    let entries = entries.iter().filter(is_meant);
    if searched.is_empty() {
        let shown: Vec<_> = entries.filter(|entry| !entry.is_deep || recent.contains(&entry.key)).collect();
        let is_recent = |key: &&String| category.is_none() && !key.is_empty();
        let used = recent.iter().filter(is_recent).filter_map(|key| shown.iter().find(|entry| entry.key == *key));
        let used = used.map(|entry| Entry { group: "Recently used", ..(*entry).clone() });
        let all = shown.iter().filter(|entry| !entry.is_deep).map(|entry| (*entry).clone());
        return used.chain(all).collect();
    }
    let mut found: Vec<(u8, &Entry)> = entries.filter_map(|entry| Some((rank(entry, &searched)?, entry))).collect();
    found.sort_by_key(|(rank, entry)| (*rank, std::cmp::Reverse(entry.users)));
    // The group with the best entry comes first.
    let mut groups: Vec<&'static str> = Vec::new();
    for (_, entry) in &found {
        if !groups.contains(&entry.group) {
            groups.push(entry.group);
        }
    }
    found.sort_by_key(|(_, entry)| groups.iter().position(|group| *group == entry.group));
    found.into_iter().map(|(_, entry)| entry.clone()).collect()
}

/// The keys of fields that were used last, after one more.
pub fn used(recent: &[String], key: &str) -> Vec<String> {
    let others = recent.iter().filter(|other| *other != key).cloned();
    std::iter::once(key.to_owned()).chain(others).take(5).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{
        api::catalogue::{AttributeField, AttributeKind, EventField, QuestionField},
        filter::QuestionKind,
    };

    fn catalogue() -> Catalogue {
        let attribute = |key: &str, name: &str| AttributeField {
            key: key.into(),
            name: name.into(),
            kind: AttributeKind::Text,
            hidden: false,
            users: Some(3),
            samples: vec!["pro".into()],
        };
        let question = QuestionField {
            id: "score".into(),
            question: "How likely is it?".into(),
            kind: QuestionKind::Nps,
            options: Vec::new(),
        };
        Catalogue {
            attributes: vec![attribute("plan", "Plan"), attribute("explanation", "Explanation")],
            events: vec![EventField { name: "plan changed".into(), users: None, properties: Vec::new() }],
            experiences: vec![ExperienceField {
                id: "nps".into(),
                name: "Quarterly NPS".into(),
                kind: "nps".into(),
                steps: None,
                users: None,
                questions: vec![question],
            }],
            ..Catalogue::default()
        }
    }

    fn labels(found: &[Entry]) -> Vec<&str> {
        found.iter().map(|entry| entry.label.as_str()).collect()
    }

    #[test]
    fn beginnings_come_before_words_and_words_before_parts() {
        let entries = entries(&catalogue());
        assert_eq!(labels(&found(&entries, "PLAN", None, &[])), ["Plan", "Explanation", "plan changed"]);
        assert_eq!(labels(&found(&entries, "changed", None, &[])), ["plan changed"]);
        assert_eq!(labels(&found(&entries, "pro", Some(Category::Attributes), &[])), ["Plan", "Explanation"]);
        assert_eq!(labels(&found(&entries, "likely", None, &[])), ["How likely is it?"]);
        assert_eq!(labels(&found(&entries, "nothing of it", None, &[])), Vec::<&str>::new());
    }

    #[test]
    fn what_is_hidden_is_not_offered() {
        let mut known = catalogue();
        known.attributes[0].hidden = true;
        assert_eq!(labels(&found(&entries(&known), "plan", None, &[])), ["plan changed", "Explanation"]);
    }

    #[test]
    fn what_was_used_last_is_on_top_and_second_steps_are_not_offered() {
        let entries = entries(&catalogue());
        let recent = ["event:plan changed".to_owned(), "answer:nps:score".into(), "attribute:gone".into()];
        let found_now = found(&entries, "", None, &recent);
        assert_eq!(labels(&found_now)[..3], ["plan changed", "How likely is it?", "Name"]);
        assert_eq!(found_now[0].group, "Recently used");
        assert!(!labels(&found(&entries, "", None, &[])).contains(&"How likely is it?"));
        assert_eq!(used(&recent, "attribute:gone"), ["attribute:gone", "event:plan changed", "answer:nps:score"]);
    }

    #[test]
    fn an_experience_leads_to_what_was_done_and_answered() {
        let steps = steps(&catalogue(), Some("nps"));
        let expected = ["Seen", "Completed", "Dismissed", "Answered", "Reached step", "How likely is it?"];
        assert_eq!(labels(&steps), expected);
        assert_eq!(super::steps(&catalogue(), None).len(), 5);
    }
}
