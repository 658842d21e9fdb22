//! Conditions as clauses about users: "whose plan is pro", "who did export at least twice".

use super::{
    condition::{answer, condition, deed, tag, tested},
    tests_of::{When, count, number, of_value, tags, text, when, window},
    words::{both, either, name, near, value},
};
use crate::filter::{
    condition::Condition,
    event::EventCondition,
    names::Names,
    property::PropertyCondition,
    test::{BooleanTest, Items, ListTest, Period, TimeTest, ValueTest},
};

/// The clause of a condition.
pub(super) fn clause(leaf: &Condition, names: &dyn Names) -> String {
    match leaf {
        Condition::Property(leaf) => property(leaf, names),
        Condition::Attribute(leaf) => {
            let subject = name(names.attribute(&leaf.key).map_or(leaf.key.as_str(), |field| &field.name));
            attribute(&subject, &leaf.test)
        }
        Condition::Experience(leaf) => {
            format!("who have {}{}", if leaf.happened { "" } else { "not " }, deed(leaf, names))
        }
        Condition::Answer(leaf) => format!("whose {}", answer(leaf, names).text),
        Condition::Event(leaf) => event(leaf),
        Condition::Segment(_) | Condition::Import(_) => format!("who are {}", condition(leaf, names).text),
    }
}

fn property(condition: &PropertyCondition, names: &dyn Names) -> String {
    let subject = condition.property().label();
    match condition {
        PropertyCondition::Name(test)
        | PropertyCondition::Email(test)
        | PropertyCondition::UserId(test)
        | PropertyCondition::Language(test) => format!("whose {}", text(subject, test).text),
        PropertyCondition::LastActivity(test) => active(test),
        PropertyCondition::FirstSeen(test) => were("first seen", "seen", test),
        PropertyCondition::Created(test) => were("created", "created", test),
        PropertyCondition::Sessions(test) => format!("whose {}", number("number of sessions", test).text),
        PropertyCondition::Tags(test) => {
            format!("who {}", tags("have", "do not have", test, |id| tag(id, names)).text)
        }
        PropertyCondition::Identified(BooleanTest::IsTrue) => "who are identified".to_owned(),
        PropertyCondition::Identified(BooleanTest::IsFalse) => "who are not identified".to_owned(),
        PropertyCondition::Identified(BooleanTest::IsEmpty) => "who are neither identified nor anonymous".to_owned(),
        PropertyCondition::Identified(BooleanTest::HasAnyValue) => "who are identified or anonymous".to_owned(),
    }
}

/// The latest activity: whoever was active lately was active last then.
fn active(test: &TimeTest) -> String {
    match test {
        TimeTest::WithinLast(span) => format!("who were active in {}", near("last", *span)),
        TimeTest::NotWithinLast(span) => format!("who were not active in {}", near("last", *span)),
        TimeTest::Current(Period::Day) => "who were active today".to_owned(),
        TimeTest::Current(Period::Week) => "who were active this week".to_owned(),
        TimeTest::Current(Period::Month) => "who were active this month".to_owned(),
        TimeTest::MoreThanAgo(_)
        | TimeTest::WithinNext(_)
        | TimeTest::Before(_)
        | TimeTest::After(_)
        | TimeTest::On(_)
        | TimeTest::NotOn(_)
        | TimeTest::Between(_)
        | TimeTest::IsEmpty
        | TimeTest::HasAnyValue => were("last active", "active", test),
    }
}

/// `at` goes before a time, `ever` stands alone.
fn were(at: &str, ever: &str, test: &TimeTest) -> String {
    match when(test) {
        When::Never => format!("who were never {ever}"),
        When::Ever => format!("who were ever {ever}"),
        When::At { text, negated } => format!("who were {}{at} {text}", if negated { "not " } else { "" }),
    }
}

fn attribute(subject: &str, test: &ValueTest) -> String {
    match test {
        ValueTest::Text(_) | ValueTest::Number(_) | ValueTest::Boolean(_) => {
            format!("whose {}", of_value(subject, test).text)
        }
        ValueTest::Time(test) => match when(test) {
            When::Never => format!("whose {subject} is empty"),
            When::Ever => format!("whose {subject} has any value"),
            When::At { text, negated } => format!("whose {subject} is {}{text}", if negated { "not " } else { "" }),
        },
        ValueTest::List(test) => list(subject, test),
    }
}

/// The name of a list is of one thing or of several: the clause reads well with either.
fn list(subject: &str, test: &ListTest) -> String {
    let values = |items: &Items| items.0.iter().map(|item| value(item)).collect::<Vec<_>>();
    let all = |items: &Items| both(&values(items)).text;
    match test {
        ListTest::ContainsAny(items) => format!("who have {} in {subject}", either(&values(items)).text),
        ListTest::ContainsAll(items) => format!("who have {} in {subject}", all(items)),
        ListTest::ContainsNone(items) => match values(items).as_slice() {
            [one] => format!("who do not have {one} in {subject}"),
            [one, other] => format!("who have neither {one} nor {other} in {subject}"),
            values => format!("who have none of {} in {subject}", both(values).text),
        },
        ListTest::IsExactly(items) => format!("who have exactly {} in {subject}", all(items)),
        ListTest::IsNotExactly(items) => format!("who do not have exactly {} in {subject}", all(items)),
        ListTest::IsEmpty => format!("who have nothing in {subject}"),
        ListTest::HasAnyValue => format!("who have something in {subject}"),
    }
}

fn event(condition: &EventCondition) -> String {
    let EventCondition { name: event, count: often, window: time, properties } = condition;
    let (event, rest) = (name(event), format!("{}{}", window(time), tested(properties)));
    match count(often) {
        None => format!("who never did {event}{rest}"),
        Some(often) => format!("who did {event}{often}{rest}"),
    }
}
