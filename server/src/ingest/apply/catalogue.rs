//! The definitions that grow from what arrives: attributes, event names, experiences and questions.
//!
//! Invariants: ids are small, rise, and are given under the writer's lock; `changed_*` names exactly what is not in
//! the database yet.

use shared::{api::catalogue::AttributeKind, time::Instant};
use std::collections::{BTreeSet, HashMap};

/// Most options that are kept of a question.
const MOST_OPTIONS: usize = 500;

/// An attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttributeDefinition {
    /// Its id.
    pub attribute_id: i64,
    /// Its kind, which the first value fixed.
    pub kind: AttributeKind,
}

/// An experience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExperienceDefinition {
    /// Our key of it.
    pub experience_key: i64,
    /// The newest name.
    pub name: String,
    /// The newest kind.
    pub kind: String,
    /// How many steps it has, as far as is known.
    pub steps: Option<i64>,
    /// When it was first heard of.
    pub created_at: i64,
}

/// A question of an experience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionDefinition {
    /// Our key of it.
    pub question_key: i64,
    /// The newest wording.
    pub question: String,
    /// The newest kind.
    pub kind: String,
    /// Options that were named, in the order of their first appearance.
    pub options: Vec<String>,
    /// How many of them are in the database.
    pub options_stored: usize,
    /// When it was first heard of.
    pub created_at: i64,
}

/// All definitions.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// By key.
    pub attributes: HashMap<String, AttributeDefinition>,
    /// Ids by name.
    pub event_names: HashMap<String, i64>,
    /// By the product's id.
    pub experiences: HashMap<String, ExperienceDefinition>,
    /// By experience and the product's id.
    pub questions: HashMap<(i64, String), QuestionDefinition>,
    /// The largest ids given, by kind of definition.
    pub last: LastIds,
    /// Keys of attributes to insert.
    pub new_attributes: Vec<(String, Instant)>,
    /// Names of events to insert.
    pub new_event_names: Vec<(String, Instant)>,
    /// Experiences to write.
    pub changed_experiences: BTreeSet<String>,
    /// Questions to write.
    pub changed_questions: BTreeSet<(i64, String)>,
}

/// The largest ids given.
#[derive(Clone, Copy, Debug, Default)]
pub struct LastIds {
    /// Of attributes.
    pub attribute: i64,
    /// Of event names.
    pub event_name: i64,
    /// Of experiences.
    pub experience: i64,
    /// Of questions.
    pub question: i64,
}

fn next(last: &mut i64) -> i64 {
    *last += 1;
    *last
}

impl Catalogue {
    /// Whether something is to be written.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        !(self.new_attributes.is_empty()
            && self.new_event_names.is_empty()
            && self.changed_experiences.is_empty()
            && self.changed_questions.is_empty())
    }

    /// The attribute of a key, made with `kind` when there is none.
    pub fn attribute(&mut self, key: &str, kind: AttributeKind, at: Instant) -> AttributeDefinition {
        if let Some(found) = self.attributes.get(key) {
            return *found;
        }
        let made = AttributeDefinition { attribute_id: next(&mut self.last.attribute), kind };
        self.attributes.insert(key.to_owned(), made);
        self.new_attributes.push((key.to_owned(), at));
        made
    }

    /// The id of an event's name.
    pub fn event_name(&mut self, name: &str, at: Instant) -> i64 {
        if let Some(&found) = self.event_names.get(name) {
            return found;
        }
        let id = next(&mut self.last.event_name);
        self.event_names.insert(name.to_owned(), id);
        self.new_event_names.push((name.to_owned(), at));
        id
    }

    /// The key of an experience, of which this much was told.
    pub fn experience(
        &mut self,
        id: &str,
        name: Option<&str>,
        kind: Option<&str>,
        steps: Option<i64>,
        at: Instant,
    ) -> i64 {
        let last = &mut self.last.experience;
        let mut is_new = false;
        let known = self.experiences.entry(id.to_owned()).or_insert_with(|| {
            is_new = true;
            ExperienceDefinition {
                experience_key: next(last),
                name: id.to_owned(),
                kind: "other".into(),
                steps: None,
                created_at: at.0,
            }
        });
        let before = known.clone();
        if let Some(name) = name {
            name.clone_into(&mut known.name);
        }
        if let Some(kind) = kind {
            kind.clone_into(&mut known.kind);
        }
        known.steps = steps.or(known.steps);
        if is_new || before != *known {
            self.changed_experiences.insert(id.to_owned());
        }
        known.experience_key
    }

    /// The key of a question, of which this much was told.
    pub fn question(
        &mut self,
        experience_key: i64,
        id: &str,
        question: Option<&str>,
        kind: Option<&str>,
        guess: &str,
        at: Instant,
    ) -> &mut QuestionDefinition {
        let key = (experience_key, id.to_owned());
        let last = &mut self.last.question;
        let mut is_new = false;
        let known = self.questions.entry(key.clone()).or_insert_with(|| {
            is_new = true;
            QuestionDefinition {
                question_key: next(last),
                question: id.to_owned(),
                kind: guess.to_owned(),
                options: Vec::new(),
                options_stored: 0,
                created_at: at.0,
            }
        });
        let has_news =
            question.is_some_and(|question| question != known.question) || kind.is_some_and(|kind| kind != known.kind);
        if let Some(question) = question {
            question.clone_into(&mut known.question);
        }
        if let Some(kind) = kind {
            kind.clone_into(&mut known.kind);
        }
        if is_new || has_news {
            self.changed_questions.insert(key);
        }
        known
    }

    /// Keeps options of a choice.
    pub fn keep_options(&mut self, experience_key: i64, question_id: &str, options: &[String]) {
        let key = (experience_key, question_id.to_owned());
        let Some(known) = self.questions.get_mut(&key) else { return };
        let before = known.options.len();
        for option in options {
            if known.options.len() < MOST_OPTIONS && !known.options.contains(option) {
                known.options.push(option.clone());
            }
        }
        if known.options.len() > before {
            self.changed_questions.insert(key);
        }
    }

    /// Everything is in the database now.
    pub fn mark_written(&mut self) {
        self.new_attributes.clear();
        self.new_event_names.clear();
        self.changed_experiences.clear();
        for key in std::mem::take(&mut self.changed_questions) {
            if let Some(known) = self.questions.get_mut(&key) {
                known.options_stored = known.options.len();
            }
        }
    }
}
