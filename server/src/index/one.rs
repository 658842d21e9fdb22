//! Filters about one user: what is held of the user is tested, and nobody makes a set of all users for it.

use super::{audience::Audience, evaluate::has_reached, reading::Reading, sets::by_numbers};
use crate::{
    db::{Result, Transaction},
    filter::{
        self, Answers, Compiled, Events, Interactions, Leaf, ResolvedFilter, Scope, SetProbe, Subject, TimeProbe,
    },
    index::Evaluator,
};
use std::collections::HashMap;

impl Audience {
    /// Whether a user passes a condition; `None` where only the database can tell.
    pub(super) fn holds(&self, ordinal: u32, leaf: &Leaf) -> Option<bool> {
        let at = ordinal as usize;
        let positive = match &leaf.subject {
            Subject::Everyone => true,
            Subject::NativeText(property, probe) => probe.holds(self.native_text(*property).get(at)),
            Subject::NativeTime(property, probe) => {
                self.native_time(*property).time(at).is_some_and(|time| match probe {
                    TimeProbe::HasValue => true,
                    TimeProbe::In { instants, dates: _ } => instants.contains(time),
                })
            }
            Subject::Sessions(probe) => probe.holds(self.natives.sessions.get(at) as f64),
            Subject::Identified => self.natives.identified.contains(at),
            Subject::Tags(probe) => {
                self.tags.sets.holds(at, &by_numbers(probe, |tag_id| self.tags.ids.number(*tag_id)))
            }
            Subject::Attribute { attribute_id, probe } => {
                self.attributes.get(attribute_id).is_some_and(|attribute| attribute.holds(at, probe))
            }
            Subject::Experience(interactions) => self.has_interacted(ordinal, interactions),
            Subject::Answer { question_key, window, probe } => {
                self.answers.get(question_key).is_some_and(|answers| answers.holds(ordinal, *window, probe))
            }
            Subject::Event(events) => match self.events.get(&events.event_name_id) {
                // What was asked about all users lately is known of this one.
                Some(happened) => match happened.holds(ordinal, events) {
                    Some(holds) => holds,
                    None => return self.kept.get(leaf, self).map(|set| set.contains(at)),
                },
                None => false,
            },
            Subject::Import { import_id } => {
                self.imports.sets.holds(at, &SetProbe::Any(vec![self.imports.ids.number(*import_id)]))
            }
        };
        Some(positive != leaf.negated)
    }

    fn answers_of(&self, ordinal: u32, filter: &ResolvedFilter) -> Answers {
        filter.leaves.iter().map(|leaf| self.holds(ordinal, leaf)).collect()
    }

    /// The ordinal of a user who is there.
    fn live(&self, user_id: i64) -> Option<u32> {
        self.people.ordinal(user_id).filter(|ordinal| self.people.live().contains(*ordinal as usize))
    }

    /// Whether a user matches a filter. The snapshot is of the state that is held; whoever is not there matches nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matches(&self, snapshot: &mut Transaction, filter: &ResolvedFilter, user_id: i64) -> Result<bool> {
        let Some(ordinal) = self.live(user_id) else { return Ok(false) };
        let mut answers = self.answers_of(ordinal, filter);
        complete(snapshot, filter, &mut answers, user_id, &mut Vec::new()).await?;
        Ok(filter.root.holds(&answers).unwrap_or_default())
    }

    fn has_interacted(&self, ordinal: u32, interactions: &Interactions) -> bool {
        let Interactions { experience_keys, action, step, window } = interactions;
        let mut lists = experience_keys.iter().filter_map(|key| self.deeds.get(&(*key, action.word())));
        lists
            .any(|deeds| deeds.of_user(ordinal).iter().any(|deed| window.contains(deed.at) && has_reached(deed, *step)))
    }
}

impl Reading {
    /// Which of these filters, resolved in this reading, a user matches, and who says so. The index moves on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matching(&mut self, filters: Vec<ResolvedFilter>, user_id: i64) -> Result<(Vec<bool>, Evaluator)> {
        let answers = self.answers(&filters, user_id);
        self.release();
        let Some(answers) = answers else {
            return Ok((filter::matching(&mut self.snapshot, filters, user_id).await?, Evaluator::Sql));
        };
        let mut asked = Vec::new();
        let mut matching = Vec::with_capacity(filters.len());
        for (filter, mut answers) in filters.iter().zip(answers) {
            let holds = match filter.root.holds(&answers) {
                Some(holds) => holds,
                None => {
                    complete(&mut self.snapshot, filter, &mut answers, user_id, &mut asked).await?;
                    filter.root.holds(&answers).unwrap_or_default()
                }
            };
            matching.push(holds);
        }
        Ok((matching, Evaluator::Index))
    }

    /// Whether a user matches each node of a filter that was resolved in this reading, by its pointer, and who says so.
    /// The index moves on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matches(
        &mut self,
        filter: ResolvedFilter,
        user_id: i64,
    ) -> Result<(HashMap<String, bool>, Evaluator)> {
        let answers = self.answers(std::slice::from_ref(&filter), user_id).and_then(|mut answers| answers.pop());
        self.release();
        let Some(mut answers) = answers else {
            let compiled = Compiled::new(&mut self.snapshot, filter, Scope::One(user_id)).await?;
            return Ok((compiled.matches(&mut self.snapshot, user_id).await?, Evaluator::Sql));
        };
        complete(&mut self.snapshot, &filter, &mut answers, user_id, &mut Vec::new()).await?;
        Ok((filter.root.noted(&answers), Evaluator::Index))
    }

    /// What the index says of the conditions of each filter; `None` where it is of no use.
    fn answers(&self, filters: &[ResolvedFilter], user_id: i64) -> Option<Vec<Answers>> {
        let audience = &self.held()?.audience;
        let ordinal = audience.live(user_id)?;
        Some(filters.iter().map(|filter| audience.answers_of(ordinal, filter)).collect())
    }
}

/// Has the database answer what the index does not; `asked` is what it was asked about this user before.
async fn complete<'a>(
    snapshot: &mut Transaction,
    filter: &'a ResolvedFilter,
    answers: &mut Answers,
    user_id: i64,
    asked: &mut Vec<(&'a Events, bool)>,
) -> Result<()> {
    for (leaf, answer) in filter.leaves.iter().zip(answers) {
        let (Subject::Event(events), None) = (&leaf.subject, &answer) else { continue };
        let earlier = asked.iter().find(|(other, _)| *other == events).map(|(_, has)| *has);
        let has = match earlier {
            Some(has) => has,
            None => filter::has_enough(snapshot, events, user_id, &filter.calendar).await?,
        };
        asked.push((events, has));
        *answer = Some(has != leaf.negated);
    }
    Ok(())
}
