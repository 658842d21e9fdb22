//! What exists at one moment, and the catalogue that it makes together with numbers.

use super::{
    counts::{Counted, Counts, few},
    store::{
        definitions::{self, AttributeRow, ExperienceRow, QuestionRow, SegmentRow},
        values,
    },
    uses::Uses,
};
use crate::{
    db::{Result, Transaction},
    error::{ApiError, ApiResult},
};
use shared::{
    api::catalogue::{
        AttributeField, AttributeKind, Catalogue, EventField, EventPropertyField, ExperienceField, ImportField,
        PropertyField, QuestionField, SegmentField, TagField,
    },
    color::Color,
    filter::{Property, QuestionKind},
    ids::{ImportId, SegmentId, TagId},
    text::fold,
};
use std::collections::HashMap;

/// Newest users whose names, addresses and ids are shown.
const NEWEST: i64 = 200;

/// Every definition of the workspace.
pub(super) struct Definitions {
    /// Name, e-mail address and the product's own id.
    newest_users: Vec<(Option<String>, Option<String>, Option<String>)>,
    attributes: Vec<AttributeRow>,
    events: Vec<(i64, String)>,
    experiences: Vec<ExperienceRow>,
    questions: Vec<QuestionRow>,
    options: Vec<(i64, String)>,
    tags: Vec<(i64, String, String)>,
    segments: Vec<SegmentRow>,
    imports: Vec<(i64, String)>,
}

impl Definitions {
    /// Reads them from one state.
    pub(super) async fn load(snapshot: &mut Transaction) -> Result<Self> {
        Ok(Self {
            newest_users: values::newest_users(snapshot, NEWEST).await?,
            attributes: definitions::attributes(snapshot).await?,
            events: definitions::events(snapshot).await?,
            experiences: definitions::experiences(snapshot).await?,
            questions: definitions::questions(snapshot).await?,
            options: definitions::options(snapshot).await?,
            tags: definitions::tags(snapshot).await?,
            segments: definitions::segments(snapshot).await?,
            imports: definitions::imports(snapshot).await?,
        })
    }

    /// The catalogue, with these numbers.
    pub(super) fn with(self, counts: &Counts) -> ApiResult<Catalogue> {
        let properties = Property::ALL.iter().map(|key| self.property(*key, counts)).collect();
        let Self { newest_users: _, attributes, events, experiences, questions, options, tags, segments, imports } =
            self;
        Ok(Catalogue {
            properties,
            attributes: by_name(attributes, counts, attribute, |field| &field.name)?,
            events: by_name(events, counts, |row, counts| Ok(event(row, counts)), |field| &field.name)?,
            experiences: experiences_with(experiences, questions, options, counts)?
                .into_iter()
                .map(|(_, field)| field)
                .collect(),
            segments: segments_by_name(segments),
            tags: by_name(tags, counts, |row, counts| Ok(tag(row, counts)), |field| &field.name)?,
            imports: imports.into_iter().map(|(id, name)| ImportField { import_id: ImportId(id), name }).collect(),
        })
    }

    /// Id and name of every event.
    pub(super) fn events_by_name(&self) -> Vec<(i64, String)> {
        let mut events = self.events.clone();
        events.sort_by_cached_key(|(_, name)| (fold(name), name.clone()));
        events
    }

    /// Every experience by its key.
    pub(super) fn experiences_by_name(self, counts: &Counts) -> ApiResult<Vec<(i64, ExperienceField)>> {
        experiences_with(self.experiences, self.questions, self.options, counts)
    }

    fn property(&self, key: Property, counts: &Counts) -> PropertyField {
        let counted = Counted::Property(key);
        let newest = || self.newest_users.iter();
        let samples = match key {
            // The most common ones would say little, and those of deleted users are not to linger.
            Property::Name => few(newest().filter_map(|(name, ..)| name.clone())),
            Property::Email => few(newest().filter_map(|(_, email, _)| email.clone())),
            Property::UserId => few(newest().filter_map(|(.., user_id)| user_id.clone())),
            Property::Language
            | Property::LastActivity
            | Property::FirstSeen
            | Property::Created
            | Property::Sessions
            | Property::Tags
            | Property::Identified => counts.samples(counted),
        };
        PropertyField { key, users: counts.users(counted), samples }
    }
}

/// Makes fields of rows and puts them in the order of their names, whatever their case.
fn by_name<Row, Field>(
    rows: Vec<Row>,
    counts: &Counts,
    make: impl Fn(Row, &Counts) -> ApiResult<Field>,
    name: impl Fn(&Field) -> &str,
) -> ApiResult<Vec<Field>> {
    let mut fields = rows.into_iter().map(|row| make(row, counts)).collect::<ApiResult<Vec<_>>>()?;
    fields.sort_by_cached_key(|field| (fold(name(field)), name(field).to_owned()));
    Ok(fields)
}

fn attribute(row: AttributeRow, counts: &Counts) -> ApiResult<AttributeField> {
    let kind = AttributeKind::from_word(&row.kind).ok_or(ApiError::Defect)?;
    let counted = Counted::Attribute(row.attribute_id);
    let (users, samples) = (counts.users(counted), counts.samples(counted));
    Ok(AttributeField { key: row.key, name: row.name, kind, hidden: row.hidden, users, samples })
}

fn event((id, name): (i64, String), counts: &Counts) -> EventField {
    let properties = counts.event_properties.get(&id).map(Vec::as_slice).unwrap_or_default().iter();
    let properties = properties.map(|found| EventPropertyField { key: found.key.clone(), kind: found.kind }).collect();
    EventField { name, users: counts.users(Counted::Event(id)), properties }
}

fn tag((id, name, color): (i64, String, String), counts: &Counts) -> TagField {
    let color = Color::from_word(&color).unwrap_or_else(|| Color::of_name(&name));
    TagField { tag_id: TagId(id), name, color, users: counts.users(Counted::Tag(id)) }
}

fn experiences_with(
    experiences: Vec<ExperienceRow>,
    questions: Vec<QuestionRow>,
    options: Vec<(i64, String)>,
    counts: &Counts,
) -> ApiResult<Vec<(i64, ExperienceField)>> {
    let mut options_of: HashMap<i64, Vec<String>> = HashMap::new();
    for (question_key, option) in options {
        options_of.entry(question_key).or_default().push(option);
    }
    let mut questions_of: HashMap<i64, Vec<QuestionField>> = HashMap::new();
    for row in questions {
        let kind = QuestionKind::from_word(&row.kind).ok_or(ApiError::Defect)?;
        let options = options_of.remove(&row.question_key).unwrap_or_default();
        let field = QuestionField { id: row.question_id, question: row.question, kind, options };
        questions_of.entry(row.experience_key).or_default().push(field);
    }
    let mut fields: Vec<_> = experiences
        .into_iter()
        .map(|row| {
            let field = ExperienceField {
                id: row.experience_id,
                name: row.name,
                kind: row.kind,
                steps: row.steps.and_then(|steps| u32::try_from(steps).ok()),
                users: counts.users(Counted::Experience(row.experience_key)),
                questions: questions_of.remove(&row.experience_key).unwrap_or_default(),
            };
            (row.experience_key, field)
        })
        .collect();
    // Several may have one name.
    fields.sort_by_cached_key(|(_, field)| (fold(&field.name), field.name.clone(), field.id.clone()));
    Ok(fields)
}

fn segments_by_name(rows: Vec<SegmentRow>) -> Vec<SegmentField> {
    let mut uses = Uses::default();
    for row in &rows {
        uses.add(SegmentId(row.segment_id), &row.filter);
    }
    let mut fields: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let segment_id = SegmentId(row.segment_id);
            let color = Color::from_word(&row.color).unwrap_or_else(|| Color::of_name(&row.name));
            let uses = uses.of(segment_id);
            SegmentField { segment_id, name: row.name, description: row.description, icon: row.icon, color, uses }
        })
        .collect();
    fields.sort_by_cached_key(|field| (fold(&field.name), field.name.clone()));
    fields
}
