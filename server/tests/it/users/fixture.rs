//! Users written straight into the tables, so that searching is tested alone.

use rand::Rng;
use server::{
    changes::{self, Change, Topic},
    clock::Clock,
    db::{Database, Value},
};
use shared::text::fold;

/// A user with what the list shows. `rank` makes values with many ties.
#[derive(Clone, Debug)]
pub struct Person {
    pub user_id: i64,
    pub external_id: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub last_activity: Option<i64>,
    pub created: i64,
    pub sessions: i64,
    pub seats: Option<f64>,
    pub plan: Option<String>,
}

/// People of all sorts: with ties, without values, in an order that nothing depends on.
pub fn people(random: &mut impl Rng, count: i64) -> Vec<Person> {
    let some = |random: &mut dyn rand::RngCore| random.random_bool(0.7);
    (1..=count)
        .map(|number| Person {
            user_id: number * 7,
            external_id: some(random).then(|| format!("account-{number}")),
            name: some(random)
                .then(|| format!("{} Ågren", ["Åsa", "bo", "Bo", "zoë", "Émile"][random.random_range(0..5)])),
            email: some(random).then(|| format!("Person{}@example.com", random.random_range(0..40))),
            last_activity: some(random).then(|| random.random_range(0..20) * 1_000),
            created: random.random_range(0..1_000_000),
            sessions: random.random_range(0..4),
            seats: some(random).then(|| f64::from(random.random_range(-3..3)) / 2.0),
            plan: some(random).then(|| ["pro", "team", ""][random.random_range(0..3)].to_owned()),
        })
        .collect()
}

impl Person {
    fn row(&self) -> Vec<Value> {
        let folded = |text: &Option<String>| text.as_deref().map(fold);
        let lines = [folded(&self.name), folded(&self.email), folded(&self.external_id)];
        vec![
            self.user_id.into(),
            self.external_id.clone().into(),
            folded(&self.external_id).into(),
            self.name.clone().into(),
            folded(&self.name).into(),
            self.email.clone().into(),
            folded(&self.email).into(),
            "{}".into(),
            lines.into_iter().flatten().collect::<Vec<_>>().join("\n").into(),
            self.created.into(),
            self.created.into(),
            self.last_activity.into(),
            self.sessions.into(),
        ]
    }
}

/// Writes people with their two attributes, and the change.
pub async fn insert(database: &Database, people: &[Person]) {
    let mut writer = database.write().await.unwrap();
    let attributes = [(1_i64, "seats", "number"), (2, "plan", "text"), (3, "topics", "list")];
    let rows = attributes
        .iter()
        .map(|&(id, key, kind)| vec![id.into(), key.into(), key.into(), kind.into(), false.into(), 0_i64.into()]);
    let insert = "insert into attributes (attribute_id, key, name, kind, hidden, created_at)";
    writer.insert_many(insert, rows.collect(), "on conflict (key) do nothing").await.unwrap();
    let insert = "insert into users (user_id, external_id, external_id_folded, name, name_folded, email, email_folded, \
                  traits, search_text, made, created, last_activity, sessions)";
    writer.insert_many(insert, people.iter().map(Person::row).collect(), "").await.unwrap();
    let mut values = Vec::new();
    for person in people {
        let value = |attribute_id: i64, text: Option<String>, number: Option<f64>| -> Vec<Value> {
            let raw = "\"\"".to_owned();
            vec![
                person.user_id.into(),
                attribute_id.into(),
                text.into(),
                number.into(),
                raw.into(),
                "sdk".into(),
                0_i64.into(),
            ]
        };
        values.extend(person.seats.map(|seats| value(1, None, Some(seats))));
        values.extend(person.plan.clone().map(|plan| value(2, Some(plan), None)));
    }
    let insert =
        "insert into user_attributes (user_id, attribute_id, text_value, number_value, raw, source, updated_at)";
    writer.insert_many(insert, values, "").await.unwrap();
    let delta = i64::try_from(people.len()).unwrap();
    let change = Change { topic: Topic::Users, users_delta: delta, user_ids: None };
    // A change of long ago could be forgotten by a server before it has seen it.
    changes::record(&mut writer, Clock::System.now(), &change).await.unwrap();
    writer.commit().await.unwrap();
}
