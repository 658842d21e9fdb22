//! One condition as a set of users.

use super::{
    audience::{Audience, Deed},
    bits::Bits,
    column::Times,
    lists::Lists,
    sets::by_numbers,
    texts::TextColumn,
};
use crate::filter::{Events, Interactions, NativeText, NativeTime, Range, SetProbe, Subject, TimeProbe};

impl Audience {
    /// The users that pass a positive test; `None` for events whose properties are tested, which are not held.
    pub(super) fn passing(&self, subject: &Subject) -> Option<Bits> {
        let len = self.people.len();
        let mut found = match subject {
            Subject::Everyone => return Some(self.people.live().clone()),
            Subject::NativeText(property, probe) => self.native_text(*property).passing(len, probe),
            Subject::NativeTime(property, probe) => {
                let times = self.native_time(*property);
                match probe {
                    TimeProbe::HasValue => Bits::of(len, |ordinal| times.time(ordinal).is_some()),
                    TimeProbe::In { instants, dates: _ } => {
                        Bits::of(len, |ordinal| times.time(ordinal).is_some_and(|at| instants.contains(at)))
                    }
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
                let times = self.events.get(&events.event_name_id);
                times.map_or_else(|| Bits::new(len), |times| happened(len, times, events))
            }
            Subject::Event(_) => return None,
            Subject::Import { import_id } => {
                let probe = SetProbe::Any(vec![self.imports.ids.number(*import_id)]);
                self.imports.sets.passing(len, &probe)
            }
        };
        found.and(self.people.live());
        Some(found)
    }

    pub(super) fn native_text(&self, property: NativeText) -> &TextColumn {
        match property {
            NativeText::Name => &self.natives.name,
            NativeText::Email => &self.natives.email,
            NativeText::UserId => &self.natives.user_id,
            NativeText::Language => &self.natives.language,
        }
    }

    fn native_time(&self, property: NativeTime) -> &Times {
        match property {
            NativeTime::LastActivity => &self.natives.last_activity,
            NativeTime::FirstSeen => &self.natives.first_seen,
            NativeTime::Created => &self.natives.created,
        }
    }

    fn interactions(&self, len: usize, interactions: &Interactions) -> Bits {
        let Interactions { experience_keys, action, step, window } = interactions;
        let reached =
            |deed: &Deed| step.is_none_or(|step| deed.step.is_some_and(|done| i64::from(done) >= step.into()));
        let mut found = Bits::new(len);
        for deeds in experience_keys.iter().filter_map(|key| self.deeds.get(&(*key, action.word()))) {
            deeds.for_each(|user, deeds| {
                if deeds.iter().any(|deed| window.contains(deed.at) && reached(deed)) {
                    found.insert(user as usize);
                }
            });
        }
        found
    }
}

/// Whose events are as many as asked for.
fn happened(len: usize, times: &Lists<i64>, events: &Events) -> Bits {
    let mut found = Bits::new(len);
    times.for_each(|user, times| {
        let count = number_in(times, events.window);
        if count >= events.at_least as usize && events.at_most.is_none_or(|most| count <= most as usize) {
            found.insert(user as usize);
        }
    });
    found
}

/// How many of rising times are in a range.
fn number_in(times: &[i64], Range { first, last }: Range) -> usize {
    let start = first.map_or(0, |first| times.partition_point(|at| *at < first));
    let end = last.map_or(times.len(), |last| times.partition_point(|at| *at <= last));
    end.saturating_sub(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_a_window_are_in_it() {
        let times = [1, 5, 5, 9];
        let number = |first, last| number_in(&times, Range { first, last });
        assert_eq!([number(None, None), number(Some(5), Some(5)), number(Some(2), Some(8))], [4, 2, 2]);
        assert_eq!([number(Some(9), None), number(None, Some(0)), number(Some(8), Some(2))], [1, 0, 0]);
    }

    #[test]
    fn events_are_counted_by_user() {
        let mut times = Lists::default();
        for (user, at) in [(0, 1), (0, 2), (0, 3), (2, 2), (5, 9)] {
            assert!(times.push(user, at));
        }
        let found = |at_least, at_most, window| {
            let events = Events { event_name_id: 1, window, at_least, at_most, properties: Vec::new() };
            happened(6, &times, &events).iter().collect::<Vec<_>>()
        };
        assert_eq!(found(1, None, Range::default()), [0, 2, 5]);
        assert_eq!(found(1, Some(1), Range::default()), [2, 5]);
        assert_eq!(found(2, None, Range { first: Some(2), last: None }), [0]);
    }
}
