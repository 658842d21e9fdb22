//! One condition as a set of users.

use super::{
    audience::{Audience, Deed},
    bits::Bits,
    column::Times,
    happened::Happened,
    kept::{Passing, is_at_edge},
    sets::by_numbers,
    texts::TextColumn,
};
use crate::filter::{Events, Interactions, NativeText, NativeTime, SetProbe, Subject, TimeProbe};

impl Audience {
    /// The users that pass a positive test; `None` for events whose properties are tested, which are not held.
    pub(super) fn passing(&self, subject: &Subject) -> Option<Passing> {
        let len = self.people.len();
        let mut soon = Vec::new();
        let mut set = match subject {
            Subject::Everyone => return Some(self.people.live().clone().into()),
            Subject::NativeText(property, probe) => self.native_text(*property).passing(len, probe),
            Subject::NativeTime(property, probe) => {
                let times = self.native_time(*property);
                match probe {
                    TimeProbe::HasValue => Bits::of(len, |ordinal| times.time(ordinal).is_some()),
                    TimeProbe::In { instants, dates: _ } => Bits::of(len, |ordinal| {
                        let Some(at) = times.time(ordinal) else { return false };
                        if is_at_edge(at, *instants) {
                            soon.extend(u32::try_from(ordinal));
                        }
                        instants.contains(at)
                    }),
                }
            }
            Subject::Sessions(probe) => {
                let sessions = &self.natives.sessions;
                // Databases compare them as doubles, too.
                Bits::of(len, |ordinal| probe.holds(sessions.get(ordinal) as f64))
            }
            Subject::Identified => self.natives.identified.clone(),
            Subject::Tags(probe) => {
                let probe = by_numbers(probe, |tag_id| self.tags.ids.number(*tag_id));
                self.tags.sets.passing(len, &probe)
            }
            Subject::Attribute { attribute_id, probe } => {
                let attribute = self.attributes.get(attribute_id);
                attribute.map_or_else(|| Bits::new(len), |attribute| attribute.passing(len, probe))
            }
            Subject::Experience(interactions) => self.interactions(len, interactions),
            Subject::Answer { question_key, window, probe } => {
                let answers = self.answers.get(question_key);
                answers.map_or_else(|| Bits::new(len), |answers| answers.passing(len, *window, probe))
            }
            Subject::Event(events) if events.properties.is_empty() => {
                let happened = self.events.get(&events.event_name_id);
                happened.map_or_else(|| Bits::new(len), |happened| happened.passing(len, events, &mut soon))
            }
            Subject::Event(_) => return None,
            Subject::Import { import_id } => {
                let probe = SetProbe::Any(vec![self.imports.ids.number(*import_id)]);
                self.imports.sets.passing(len, &probe)
            }
        };
        set.and(self.people.live());
        Some(Passing { set, soon })
    }

    /// The users who did something often enough with properties that have one of these digests.
    pub(super) fn passing_with(&self, events: &Events, digests: &[i64]) -> Bits {
        let len = self.people.len();
        let happened = self.events.get(&events.event_name_id);
        let mut found = happened.map_or_else(|| Bits::new(len), |happened| happened.passing_with(len, events, digests));
        found.and(self.people.live());
        found
    }

    /// Whether it is held who did something with which properties.
    pub(super) fn knows_properties(&self, event_name_id: i64) -> bool {
        self.events.get(&event_name_id).is_none_or(Happened::knows_properties)
    }

    pub(super) fn native_text(&self, property: NativeText) -> &TextColumn {
        match property {
            NativeText::Name => &self.natives.name,
            NativeText::Email => &self.natives.email,
            NativeText::UserId => &self.natives.user_id,
            NativeText::Language => &self.natives.language,
        }
    }

    pub(super) fn native_time(&self, property: NativeTime) -> &Times {
        match property {
            NativeTime::LastActivity => &self.natives.last_activity,
            NativeTime::FirstSeen => &self.natives.first_seen,
            NativeTime::Created => &self.natives.created,
        }
    }

    fn interactions(&self, len: usize, interactions: &Interactions) -> Bits {
        let Interactions { experience_keys, action, step, window } = interactions;
        let mut found = Bits::new(len);
        for deeds in experience_keys.iter().filter_map(|key| self.deeds.get(&(*key, action.word()))) {
            deeds.for_each(|user, deeds| {
                if deeds.iter().any(|deed| window.contains(deed.at) && has_reached(deed, *step)) {
                    found.insert(user as usize);
                }
            });
        }
        found
    }
}

/// Whether a deed is about this step, or one behind it.
pub(super) fn has_reached(deed: &Deed, step: Option<u32>) -> bool {
    step.is_none_or(|step| deed.step.is_some_and(|done| i64::from(done) >= step.into()))
}
