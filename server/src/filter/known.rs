//! What exists of that which filters name, with its ids.

use super::{segments::Segments, store};
use crate::db::{Result, Transaction};
use shared::{
    api::catalogue::AttributeKind,
    filter::{Condition, Field, Filter, Names, PropertyCondition, QuestionKind, Which},
    ids::{ImportId, SegmentId, TagId},
};
use std::collections::{BTreeSet, HashMap};

/// What filters name.
#[derive(Debug, Default)]
struct Wanted {
    attributes: BTreeSet<String>,
    events: BTreeSet<String>,
    experiences: BTreeSet<String>,
    any_experience: bool,
    questions: BTreeSet<String>,
    tags: BTreeSet<i64>,
    imports: BTreeSet<i64>,
}

impl Wanted {
    fn add(&mut self, filter: &Filter) {
        for condition in filter.conditions() {
            match condition {
                Condition::Property(PropertyCondition::Tags(test)) => {
                    self.tags.extend(test.tags().iter().map(|tag| tag.0));
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
                )
                | Condition::Segment(_) => {}
                Condition::Attribute(condition) => drop(self.attributes.insert(condition.key.clone())),
                Condition::Experience(condition) => match &condition.which {
                    Which::Any => self.any_experience = true,
                    Which::Id(id) => drop(self.experiences.insert(id.0.clone())),
                },
                Condition::Answer(condition) => {
                    self.experiences.insert(condition.experience.clone());
                    self.questions.insert(condition.question.clone());
                }
                Condition::Event(condition) => drop(self.events.insert(condition.name.clone())),
                Condition::Import(condition) => drop(self.imports.insert(condition.id.0)),
            }
        }
    }
}

#[derive(Clone, Debug)]
struct Experience {
    key: i64,
    name: String,
    questions: HashMap<String, (i64, Field<QuestionKind>)>,
}

/// An import.
#[derive(Clone, Debug)]
pub(super) struct Import {
    name: String,
    /// Whether it was taken back, so that it left no users.
    pub is_reverted: bool,
}

/// What exists of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    attributes: HashMap<String, (i64, Field<AttributeKind>)>,
    events: HashMap<String, i64>,
    experiences: HashMap<String, Experience>,
    /// Of every experience, where one of the filters asks for any.
    pub experience_keys: Vec<i64>,
    tags: HashMap<i64, String>,
    imports: HashMap<i64, Import>,
    segments: HashMap<SegmentId, String>,
}

impl Known {
    /// Looks up what filters and segments name.
    pub(super) async fn load(snapshot: &mut Transaction, filters: &[&Filter], segments: &Segments) -> Result<Self> {
        let mut wanted = Wanted::default();
        filters.iter().for_each(|filter| wanted.add(filter));
        segments.filters().for_each(|filter| wanted.add(filter));
        let mut known = Self { segments: segments.names(), ..Self::default() };
        if !wanted.attributes.is_empty() {
            for (id, key, name, kind) in store::attributes(snapshot, list(wanted.attributes)).await? {
                known.attributes.extend(AttributeKind::from_word(&kind).map(|kind| (key, (id, Field { name, kind }))));
            }
        }
        if !wanted.events.is_empty() {
            let rows = store::event_names(snapshot, list(wanted.events)).await?;
            known.events = rows.into_iter().map(|(id, name)| (name, id)).collect();
        }
        if wanted.any_experience {
            known.experience_keys = store::experience_keys(snapshot).await?;
        }
        if !wanted.experiences.is_empty() {
            known.load_experiences(snapshot, list(wanted.experiences), list(wanted.questions)).await?;
        }
        if !wanted.tags.is_empty() {
            known.tags = store::tags(snapshot, list(wanted.tags)).await?.into_iter().collect();
        }
        if !wanted.imports.is_empty() {
            let rows = store::imports(snapshot, list(wanted.imports)).await?;
            let import = |name, status: String| Import { name, is_reverted: status == "reverted" };
            known.imports = rows.into_iter().map(|(id, name, status)| (id, import(name, status))).collect();
        }
        Ok(known)
    }

    async fn load_experiences(
        &mut self,
        snapshot: &mut Transaction,
        ids: Vec<String>,
        questions: Vec<String>,
    ) -> Result<()> {
        let rows = store::experiences(snapshot, ids).await?;
        let ids: HashMap<i64, String> = rows.iter().map(|(key, id, _)| (*key, id.clone())).collect();
        for (key, id, name) in rows {
            self.experiences.insert(id, Experience { key, name, questions: HashMap::new() });
        }
        if questions.is_empty() {
            return Ok(());
        }
        for (experience_key, key, id, name, kind) in
            store::questions(snapshot, ids.keys().copied().collect(), questions).await?
        {
            let experience = ids.get(&experience_key).and_then(|id| self.experiences.get_mut(id));
            let Some((experience, kind)) = experience.zip(QuestionKind::from_word(&kind)) else { continue };
            experience.questions.insert(id, (key, Field { name, kind }));
        }
        Ok(())
    }

    /// As if an attribute were of this kind.
    pub(super) fn with_kind(&self, key: &str, kind: AttributeKind) -> Self {
        let mut known = self.clone();
        if let Some((_, field)) = known.attributes.get_mut(key) {
            field.kind = kind;
        }
        known
    }

    pub(super) fn attribute_id(&self, key: &str) -> Option<i64> {
        self.attributes.get(key).map(|(id, _)| *id)
    }

    pub(super) fn event_name_id(&self, name: &str) -> Option<i64> {
        self.events.get(name).copied()
    }

    pub(super) fn experience_key(&self, id: &str) -> Option<i64> {
        self.experiences.get(id).map(|experience| experience.key)
    }

    pub(super) fn question_key(&self, experience: &str, question: &str) -> Option<i64> {
        self.experiences.get(experience)?.questions.get(question).map(|(key, _)| *key)
    }

    pub(super) fn import_of(&self, id: ImportId) -> Option<&Import> {
        self.imports.get(&id.0)
    }
}

fn list<T>(set: BTreeSet<T>) -> Vec<T> {
    set.into_iter().collect()
}

impl Names for Known {
    fn attribute(&self, key: &str) -> Option<&Field<AttributeKind>> {
        self.attributes.get(key).map(|(_, field)| field)
    }

    fn question(&self, experience: &str, question: &str) -> Option<&Field<QuestionKind>> {
        self.experiences.get(experience)?.questions.get(question).map(|(_, field)| field)
    }

    fn experience(&self, id: &str) -> Option<&str> {
        self.experiences.get(id).map(|experience| experience.name.as_str())
    }

    fn has_event(&self, name: &str) -> bool {
        self.events.contains_key(name)
    }

    fn tag(&self, id: TagId) -> Option<&str> {
        self.tags.get(&id.0).map(String::as_str)
    }

    fn segment(&self, id: SegmentId) -> Option<&str> {
        self.segments.get(&id).map(String::as_str)
    }

    fn import(&self, id: ImportId) -> Option<&str> {
        self.imports.get(&id.0).map(|import| import.name.as_str())
    }
}
