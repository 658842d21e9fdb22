//! One user's story, written as the rows that ingestion would have made of it.
//!
//! Invariants: the first sign of life is when the user was made; nothing happens after `now`; ids of events and
//! interactions rise with their times.

use super::{
    activity,
    attributes::{self, ATTRIBUTES, Sent},
    calendar::Calendar,
    chance::Chance,
    definitions::Definitions,
    events::{EVENTS, EventTable},
    experiences::{self, Answers, EXPERIENCES, Question},
    people::Person,
    plan::{Beginning, DAY},
    tables::{Batch, Table},
    tags,
};
use crate::{db::Value, ids::id_at, ingest::Digests};
use serde_json::json;
use shared::{api::catalogue::AttributeKind, text::fold, time::Instant, visitor::visitor_id};

/// Writes stories one after the other.
pub(super) struct Writer {
    now: i64,
    definitions: Definitions,
    table: EventTable,
    digests: Digests,
    last_user_id: i64,
}

/// Ids of one user's rows.
struct Ids {
    last: i64,
}

impl Ids {
    fn next(&mut self, chance: &mut Chance, at: i64) -> i64 {
        self.last = id_at(Instant(at), chance.bits() as i64).max(self.last + 1);
        self.last
    }
}

/// What the rows of one user have in common.
struct Subject<'a> {
    user_id: i64,
    person: &'a Person,
    made: i64,
    /// Times of activity so far, rising.
    times: Vec<i64>,
}

impl Writer {
    pub(super) fn new(now: Instant, definitions: Definitions, digests: Digests) -> Self {
        Self { now: now.0, definitions, table: EventTable::new(), digests, last_user_id: 0 }
    }

    /// Adds the rows of one user.
    pub(super) fn write(&mut self, beginning: Beginning, batch: &mut Batch) {
        let Beginning { mut chance, number, made, identified, has_browser, events } = beginning;
        let chance = &mut chance;
        let person =
            if identified { Person::identified(chance, number, has_browser) } else { Person::anonymous(chance) };
        let user_id = id_at(Instant(made), chance.bits() as i64).max(self.last_user_id + 1);
        self.last_user_id = user_id;
        let calendar = Calendar::new(person.culture.hours);
        let times = activity::event_times(chance, events, made, self.now, calendar);
        let mut subject = Subject { user_id, person: &person, made, times };
        self.write_events(chance, &subject, batch);
        if has_browser && subject.times.is_empty() {
            // A page was opened, which leaves no event.
            subject.times.push(made);
        }
        self.write_interactions(chance, &mut subject, batch);
        let created = if identified && chance.percent(70) { made - created_before(chance) } else { made };
        write_user(chance, &subject, created, batch);
        self.write_attributes(chance, &subject, created, batch);
        for tag in tags::tags(chance, identified) {
            let added_at = chance.between(made, self.now);
            batch.push(Table::Tags, [user_id.into(), self.definitions.tags[tag].into(), added_at.into()]);
        }
        batch.users += 1;
    }

    fn write_events(&self, chance: &mut Chance, subject: &Subject<'_>, batch: &mut Batch) {
        let habits = chance.bits();
        let identified = subject.person.external_id.is_some();
        let mut ids = Ids { last: 0 };
        for &at in &subject.times {
            let event = self.table.draw(chance, identified, habits);
            let properties = (EVENTS[event].properties)(chance);
            let digest = self.digests.of(properties.as_deref());
            let event_id = ids.next(chance, at);
            let name_id = self.definitions.events[event];
            batch.push(
                Table::Events,
                [subject.user_id.into(), event_id.into(), name_id.into(), at.into(), properties.into(), digest.into()],
            );
        }
    }

    fn write_interactions(&self, chance: &mut Chance, subject: &mut Subject<'_>, batch: &mut Batch) {
        if subject.times.is_empty() {
            return;
        }
        let mut happened = Vec::new();
        for (index, experience) in EXPERIENCES.iter().enumerate() {
            if !experiences::meets(chance, experience, subject.person.external_id.is_some()) {
                continue;
            }
            let met = *chance.pick(&subject.times) + chance.between(1_000, 9_000);
            for one in experiences::journey(chance, experience) {
                let at = met + one.after;
                // The rest of a journey that is still going on has not happened yet.
                if at <= self.now {
                    happened.push((at, index, one));
                }
            }
        }
        happened.sort_by_key(|&(at, index, _)| (at, index));
        let mut ids = Ids { last: 0 };
        for (at, index, one) in happened {
            let interaction_id = ids.next(chance, at);
            let experience_key = self.definitions.experiences[index];
            let (user_id, step) = (subject.user_id, one.step);
            batch.push(
                Table::Interactions,
                [
                    user_id.into(),
                    interaction_id.into(),
                    experience_key.into(),
                    one.action.into(),
                    step.into(),
                    at.into(),
                ],
            );
            if let Some(question) = one.question {
                let keys = [user_id, interaction_id, experience_key, self.definitions.questions[index][question]];
                write_answer(chance, &EXPERIENCES[index].questions[question], keys, step, at, batch);
            }
            subject.times.push(at);
        }
        subject.times.sort_unstable();
    }

    fn write_attributes(&self, chance: &mut Chance, subject: &Subject<'_>, created: i64, batch: &mut Batch) {
        let user_id = subject.user_id;
        for (index, sent) in attributes::values(chance, subject.person, created, subject.made) {
            let attribute = &ATTRIBUTES[index];
            let attribute_id = self.definitions.attributes[index];
            // Most traits come with the first sign of life, some with a later one.
            let later = chance.percent(30) && !subject.times.is_empty();
            let updated_at = if later { *chance.pick(&subject.times) } else { subject.made };
            let raw = raw(&sent);
            let mut row = Typed::default();
            match (attribute.kind, sent) {
                (AttributeKind::Text, Sent::Text(text)) => {
                    row.folded = Some(fold(&text));
                    row.text = Some(text);
                }
                (AttributeKind::Number, Sent::Number(number)) => row.number = Some(number),
                (AttributeKind::Boolean, Sent::Boolean(boolean)) => row.boolean = Some(boolean),
                (AttributeKind::Time, Sent::Instant(at) | Sent::Date(at)) => row.time = Some(at.0),
                (AttributeKind::List, Sent::List(items)) => {
                    for (position, item) in items.into_iter().enumerate() {
                        let position = position as i64;
                        batch.push(
                            Table::AttributeItems,
                            [user_id.into(), attribute_id.into(), position.into(), item.into()],
                        );
                    }
                }
                // Of another kind than the attribute: kept as sent only.
                (
                    AttributeKind::Text
                    | AttributeKind::Number
                    | AttributeKind::Boolean
                    | AttributeKind::Time
                    | AttributeKind::List,
                    Sent::Text(_)
                    | Sent::Number(_)
                    | Sent::Boolean(_)
                    | Sent::Instant(_)
                    | Sent::Date(_)
                    | Sent::List(_),
                ) => {}
            }
            let integration = attribute.integration.map(str::to_owned);
            batch.push(
                Table::Attributes,
                [
                    user_id.into(),
                    attribute_id.into(),
                    row.text.into(),
                    row.folded.into(),
                    row.number.into(),
                    row.boolean.into(),
                    row.time.into(),
                    raw.into(),
                    attribute.source.word().into(),
                    integration.into(),
                    updated_at.into(),
                ],
            );
        }
    }
}

/// The typed columns of a value.
#[derive(Default)]
struct Typed {
    text: Option<String>,
    folded: Option<String>,
    number: Option<f64>,
    boolean: Option<bool>,
    time: Option<i64>,
}

/// JSON, as a client sends it.
fn raw(sent: &Sent) -> String {
    match sent {
        Sent::Text(text) => json!(text),
        // A client writes 14, not 14.0.
        Sent::Number(number) if *number == (*number as i64) as f64 => json!(*number as i64),
        Sent::Number(number) => json!(number),
        Sent::Boolean(boolean) => json!(boolean),
        Sent::Instant(at) => json!(at),
        Sent::Date(at) => json!(at.to_string().get(..10)),
        Sent::List(items) => json!(items),
    }
    .to_string()
}

/// How long before the first sign of life the product had made the account: mostly moments, up to two years.
fn created_before(chance: &mut Chance) -> i64 {
    if chance.percent(60) {
        return chance.between(0, 90_000);
    }
    let fraction = chance.fraction();
    (fraction * fraction * (730 * DAY) as f64) as i64
}

fn write_user(chance: &mut Chance, subject: &Subject<'_>, created: i64, batch: &mut Batch) {
    let Subject { user_id, person, made, times } = subject;
    let identified = person.external_id.is_some();
    let language = (identified || chance.percent(85)).then(|| person.culture.language.to_owned());
    let anonymous_id = person.anonymous_ids.first().cloned();
    let visitor_id = anonymous_id.as_deref().map(visitor_id);
    // An identify led the browsers of somebody who signed up to the account.
    let linked_at = identified.then_some(*made);
    for anonymous_id in &person.anonymous_ids {
        batch.push(Table::Identities, [format!("anon:{anonymous_id}").into(), (*user_id).into(), linked_at.into()]);
    }
    if let Some(external_id) = &person.external_id {
        let none = Value::Integer(None);
        batch.push(Table::Identities, [format!("user:{external_id}").into(), (*user_id).into(), none]);
    }
    // A browser tells its language by itself; everything else is told of people who signed up.
    let source = if times.is_empty() { "server" } else { "sdk" };
    let told = |present: bool| present.then(|| json!({"source": source, "updated": made}));
    let locale = language.as_ref().map(|locale| json!({"source": source, "updated": made, "value": locale}));
    let traits = [
        ("created", told(created != *made)),
        ("email", told(person.email.is_some())),
        ("locale", locale),
        ("name", told(person.name.is_some())),
    ];
    let traits: serde_json::Map<_, _> =
        traits.into_iter().filter_map(|(key, told)| Some((key.to_owned(), told?))).collect();
    let folded = |text: &Option<String>| text.as_deref().map(fold);
    let search_text: Vec<String> = [&person.name, &person.email, &person.external_id, &visitor_id, &anonymous_id]
        .into_iter()
        .filter_map(folded)
        .collect();
    let row: [Value; 19] = [
        (*user_id).into(),
        person.external_id.clone().into(),
        folded(&person.external_id).into(),
        anonymous_id.clone().into(),
        visitor_id.clone().into(),
        person.name.clone().into(),
        folded(&person.name).into(),
        person.email.clone().into(),
        folded(&person.email).into(),
        language.clone().into(),
        folded(&language).into(),
        Value::Text(None),
        serde_json::Value::Object(traits).to_string().into(),
        search_text.join("\n").into(),
        (*made).into(),
        created.into(),
        times.first().copied().into(),
        times.last().copied().into(),
        activity::sessions(times).into(),
    ];
    batch.push(Table::Users, row);
}

/// `keys` are those of user, interaction, experience and question.
fn write_answer(
    chance: &mut Chance,
    question: &Question,
    keys: [i64; 4],
    step: Option<i64>,
    at: i64,
    batch: &mut Batch,
) {
    let [user_id, answer_id, experience_key, question_key] = keys;
    let (mut number, mut text, mut options) = (None, None, Vec::new());
    let raw = match &question.answers {
        Answers::Numbers { from, weights } => {
            let value = from + chance.weighted(weights) as i64;
            number = Some(value as f64);
            json!(value)
        }
        Answers::One { options: all, weights } => {
            let option = all[chance.weighted(weights)];
            options.push(option);
            text = Some(option.to_owned());
            json!(option)
        }
        Answers::Some { options: all } => {
            options.extend(all.iter().filter(|_| chance.percent(40)));
            if options.is_empty() {
                options.push(all[0]);
            }
            json!(options)
        }
        Answers::Text(sentences) => {
            let sentence = *chance.pick(sentences);
            text = Some(sentence.to_owned());
            json!(sentence)
        }
    };
    for (position, option) in options.into_iter().enumerate() {
        batch.push(Table::AnswerItems, [user_id.into(), answer_id.into(), (position as i64).into(), option.into()]);
    }
    let folded = text.as_deref().map(fold);
    batch.push(
        Table::Answers,
        [
            user_id.into(),
            answer_id.into(),
            experience_key.into(),
            question_key.into(),
            step.into(),
            at.into(),
            number.into(),
            text.into(),
            folded.into(),
            raw.to_string().into(),
        ],
    );
}
