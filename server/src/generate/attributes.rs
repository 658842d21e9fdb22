//! Twelve attributes of all kinds, and what somebody's values are.

use super::{chance::Chance, people::Person, plan::DAY};
use shared::{
    api::{catalogue::AttributeKind, profile::Source},
    time::Instant,
};

/// An attribute. Its index in [`ATTRIBUTES`] is what values go by.
pub(super) struct Attribute {
    pub key: &'static str,
    pub kind: AttributeKind,
    pub source: Source,
    pub integration: Option<&'static str>,
}

const fn attribute(key: &'static str, kind: AttributeKind, source: Source) -> Attribute {
    Attribute { key, kind, source, integration: None }
}

/// All of them.
pub(super) static ATTRIBUTES: [Attribute; 12] = [
    attribute("plan", AttributeKind::Text, Source::Sdk),
    Attribute { integration: Some("HubSpot"), ..attribute("company", AttributeKind::Text, Source::Integration) },
    attribute("country", AttributeKind::Text, Source::Sdk),
    attribute("city", AttributeKind::Text, Source::Sdk),
    attribute("role", AttributeKind::Text, Source::Sdk),
    attribute("seats", AttributeKind::Number, Source::Server),
    attribute("mrr", AttributeKind::Number, Source::Server),
    attribute("is_admin", AttributeKind::Boolean, Source::Sdk),
    attribute("trial_ends_at", AttributeKind::Time, Source::Server),
    attribute("signup_date", AttributeKind::Time, Source::Sdk),
    attribute("topics", AttributeKind::List, Source::Sdk),
    attribute("referrer", AttributeKind::Text, Source::Sdk),
];

/// A value as a client sends it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sent {
    Text(String),
    Number(f64),
    Boolean(bool),
    Instant(Instant),
    /// The start of the day.
    Date(Instant),
    List(Vec<&'static str>),
}

const PLANS: [&str; 4] = ["free", "pro", "team", "enterprise"];
const ROLES: [&str; 7] = ["member", "admin", "developer", "designer", "product manager", "support", "owner"];
const TOPICS: [&str; 8] = ["surveys", "tours", "banners", "analytics", "api", "pricing", "security", "beta"];
const REFERRERS: [&str; 8] = [
    "https://www.google.com/",
    "https://duckduckgo.com/",
    "https://www.linkedin.com/",
    "https://news.ycombinator.com/",
    "https://github.com/",
    "https://www.producthunt.com/",
    "https://t.co/",
    "newsletter",
];

/// The values of somebody: index of the attribute and value, by index.
pub(super) fn values(chance: &mut Chance, person: &Person, created: i64, made: i64) -> Vec<(usize, Sent)> {
    if person.external_id.is_none() {
        return anonymous_values(chance, person);
    }
    let mut values = Vec::with_capacity(ATTRIBUTES.len());
    let plan = chance.weighted(&[55, 26, 14, 5]);
    values.push((0, Sent::Text(PLANS[plan].to_owned())));
    if let Some(company) = &person.company {
        values.push((1, Sent::Text(company.name.clone())));
    }
    if chance.percent(88) {
        values.push((2, Sent::Text(person.culture.country.to_owned())));
        if chance.percent(80) {
            values.push((3, Sent::Text(person.culture.city(chance).to_owned())));
        }
    }
    let role = chance.weighted(&[46, 14, 14, 9, 8, 6, 3]);
    if chance.percent(75) {
        values.push((4, Sent::Text(ROLES[role].to_owned())));
    }
    let seats = seats(chance, plan);
    if chance.percent(70) {
        // Some client sends words now and then.
        let odd = chance.below(400) == 0;
        values.push((5, if odd { Sent::Text("unlimited".to_owned()) } else { Sent::Number(seats) }));
    }
    if plan > 0 || chance.percent(30) {
        values.push((6, Sent::Number(revenue(chance, plan, seats))));
    }
    if chance.percent(92) {
        values.push((7, Sent::Boolean(role == 1 || role == 6 || chance.percent(4))));
    }
    if plan == 0 && chance.percent(60) {
        let at = made + 14 * DAY + chance.between(-DAY, DAY);
        values.push((8, Sent::Instant(Instant(at))));
    }
    if chance.percent(85) {
        values.push((9, Sent::Date(Instant(created.div_euclid(DAY) * DAY))));
    }
    if chance.percent(55) {
        values.push((10, Sent::List(topics(chance))));
    }
    if chance.percent(40) {
        values.push((11, Sent::Text(REFERRERS[chance.early(REFERRERS.len())].to_owned())));
    }
    values
}

/// Of visitors at most their country and where they came from are known.
fn anonymous_values(chance: &mut Chance, person: &Person) -> Vec<(usize, Sent)> {
    let mut values = Vec::new();
    if chance.percent(12) {
        values.push((2, Sent::Text(person.culture.country.to_owned())));
    }
    if chance.percent(18) {
        values.push((11, Sent::Text(REFERRERS[chance.early(REFERRERS.len())].to_owned())));
    }
    values
}

fn seats(chance: &mut Chance, plan: usize) -> f64 {
    let most = [3, 12, 60, 900][plan];
    let fraction = chance.fraction();
    (1 + (fraction * fraction * fraction * f64::from(most)) as i64) as f64
}

/// Dollars and cents a month.
fn revenue(chance: &mut Chance, plan: usize, seats: f64) -> f64 {
    let cents = match plan {
        0 => 0,
        1 => 1_900 * seats as i64,
        2 => 2_900 * seats as i64,
        _ => 4_900 * seats as i64 - chance.between(0, 999) * 7,
    };
    cents as f64 / 100.0
}

fn topics(chance: &mut Chance) -> Vec<&'static str> {
    let mut topics = Vec::new();
    for _ in 0..=chance.early(4) {
        let topic = TOPICS[chance.early(TOPICS.len())];
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    topics
}
