//! The names of the catalogue, as sentences and checks want them.

use shared::{
    api::catalogue::Catalogue,
    filter::{Directory, ExperienceEntry, Field},
};

/// Everything that a filter can name.
pub fn directory(catalogue: &Catalogue) -> Directory {
    let experience = |entry: &shared::api::catalogue::ExperienceField| ExperienceEntry {
        name: entry.name.clone(),
        questions: entry
            .questions
            .iter()
            .map(|question| (question.id.clone(), Field { name: question.question.clone(), kind: question.kind }))
            .collect(),
    };
    Directory {
        attributes: catalogue
            .attributes
            .iter()
            .map(|field| (field.key.clone(), Field { name: field.name.clone(), kind: field.kind }))
            .collect(),
        experiences: catalogue.experiences.iter().map(|entry| (entry.id.clone(), experience(entry))).collect(),
        events: catalogue.events.iter().map(|event| event.name.clone()).collect(),
        tags: catalogue.tags.iter().map(|tag| (tag.tag_id, tag.name.clone())).collect(),
        segments: catalogue.segments.iter().map(|segment| (segment.segment_id, segment.name.clone())).collect(),
        imports: catalogue.imports.iter().map(|import| (import.import_id, import.name.clone())).collect(),
    }
}
