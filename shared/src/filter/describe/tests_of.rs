//! Tests in words, after the subject that they test.

use super::words::{Phrase, both, day, either, moment, near, quoted, span, value};
use crate::filter::test::{
    BooleanTest, ChoiceTest, CountTest, Items, ListTest, NumberTest, Pattern, Period, TagsTest, TextOperand, TextTest,
    TextsOperand, TimeTest, ValueTest, Window,
};
use crate::ids::TagId;

/// The subject and a word that is all there is to the test.
fn simple(subject: &str, rest: &str) -> Phrase {
    Phrase::plain(format!("{subject} {rest}"))
}

fn case(ignore_case: bool) -> &'static str {
    if ignore_case { " ignoring case" } else { "" }
}

/// "neither a nor b", "none of a, b and c".
fn none_of(values: &[String]) -> Phrase {
    match values {
        [one, other] => Phrase::plain(format!("neither {one} nor {other}")),
        _ => Phrase::around("none of ", both(values), ""),
    }
}

pub(super) fn text(subject: &str, test: &TextTest) -> Phrase {
    let part = |verb: &str, operand: &TextOperand| {
        Phrase::plain(format!("{subject} {verb} {}{}", quoted(&operand.value), case(operand.ignore_case)))
    };
    let whole = |verb: &str, operand: &TextOperand| {
        Phrase::plain(format!("{subject} {verb} {}{}", value(&operand.value), case(operand.ignore_case)))
    };
    let pattern =
        |verb: &str, pattern: &Pattern| Phrase::plain(format!("{subject} {verb} {}", quoted(&pattern.pattern)));
    let values = |operand: &TextsOperand| operand.values.iter().map(|text| value(text)).collect::<Vec<_>>();
    match test {
        TextTest::Is(operand) => whole("is", operand),
        TextTest::IsNot(operand) => whole("is not", operand),
        TextTest::OneOf(operand) => {
            Phrase::around(&format!("{subject} is "), either(&values(operand)), case(operand.ignore_case))
        }
        TextTest::NoneOf(operand) => match values(operand).as_slice() {
            [one] => Phrase::plain(format!("{subject} is not {one}{}", case(operand.ignore_case))),
            values => Phrase::around(&format!("{subject} is "), none_of(values), case(operand.ignore_case)),
        },
        TextTest::Contains(operand) => part("contains", operand),
        TextTest::DoesNotContain(operand) => part("does not contain", operand),
        TextTest::StartsWith(operand) => part("starts with", operand),
        TextTest::DoesNotStartWith(operand) => part("does not start with", operand),
        TextTest::EndsWith(operand) => part("ends with", operand),
        TextTest::DoesNotEndWith(operand) => part("does not end with", operand),
        TextTest::Matches(operand) => pattern("matches the pattern", operand),
        TextTest::DoesNotMatch(operand) => pattern("does not match the pattern", operand),
        TextTest::IsEmpty => simple(subject, "is empty"),
        TextTest::HasAnyValue => simple(subject, "has any value"),
    }
}

pub(super) fn number(subject: &str, test: &NumberTest) -> Phrase {
    let compared = |verb: &str, number: f64| Phrase::plain(format!("{subject} {verb} {number}"));
    match test {
        NumberTest::Equals(number) => compared("is", number.get()),
        NumberTest::NotEquals(number) => compared("is not", number.get()),
        NumberTest::GreaterThan(number) => compared("is greater than", number.get()),
        NumberTest::AtLeast(number) => compared("is at least", number.get()),
        NumberTest::LessThan(number) => compared("is less than", number.get()),
        NumberTest::AtMost(number) => compared("is at most", number.get()),
        NumberTest::Between(range) => {
            Phrase::plain(format!("{subject} is from {} to {}", range.from.get(), range.to.get()))
        }
        NumberTest::IsEmpty => simple(subject, "is empty"),
        NumberTest::HasAnyValue => simple(subject, "has any value"),
    }
}

pub(super) fn boolean(subject: &str, test: &BooleanTest) -> Phrase {
    match test {
        BooleanTest::IsTrue => simple(subject, "is true"),
        BooleanTest::IsFalse => simple(subject, "is false"),
        BooleanTest::IsEmpty => simple(subject, "is empty"),
        BooleanTest::HasAnyValue => simple(subject, "has any value"),
    }
}

pub(super) fn time(subject: &str, test: &TimeTest) -> Phrase {
    let at = |when: String| Phrase::plain(format!("{subject} {when}"));
    match test {
        TimeTest::WithinLast(length) => at(format!("within {}", near("last", *length))),
        TimeTest::NotWithinLast(length) => at(format!("not within {}", near("last", *length))),
        TimeTest::MoreThanAgo(length) => at(format!("more than {} ago", span(*length))),
        TimeTest::WithinNext(length) => at(format!("within {}", near("next", *length))),
        TimeTest::Current(Period::Day) => simple(subject, "today"),
        TimeTest::Current(Period::Week) => simple(subject, "this week"),
        TimeTest::Current(Period::Month) => simple(subject, "this month"),
        TimeTest::Before(when) => at(format!("before {}", moment(*when))),
        TimeTest::After(when) => at(format!("after {}", moment(*when))),
        TimeTest::On(when) => at(format!("on {}", day(*when))),
        TimeTest::NotOn(when) => at(format!("not on {}", day(*when))),
        TimeTest::Between(range) => at(format!("from {} to {}", day(range.from), day(range.to))),
        TimeTest::IsEmpty => simple(subject, "is empty"),
        TimeTest::HasAnyValue => simple(subject, "has any value"),
    }
}

pub(super) fn list(subject: &str, test: &ListTest) -> Phrase {
    let said = |verb: &str, list: Phrase| Phrase::around(&format!("{subject} {verb} "), list, "");
    let values = |items: &Items| items.0.iter().map(|item| value(item)).collect::<Vec<_>>();
    match test {
        ListTest::ContainsAny(items) => said("contains", either(&values(items))),
        ListTest::ContainsAll(items) => said("contains", both(&values(items))),
        ListTest::ContainsNone(items) => match values(items).as_slice() {
            [one] => Phrase::plain(format!("{subject} does not contain {one}")),
            values => said("contains", none_of(values)),
        },
        ListTest::IsExactly(items) => said("is exactly", both(&values(items))),
        ListTest::IsNotExactly(items) => said("is not exactly", both(&values(items))),
        ListTest::IsEmpty => simple(subject, "is empty"),
        ListTest::HasAnyValue => simple(subject, "has any value"),
    }
}

pub(super) fn choice(subject: &str, test: &ChoiceTest) -> Phrase {
    let said = |verb: &str, list: Phrase| Phrase::around(&format!("{subject} {verb} "), list, "");
    let values = |items: &Items| items.0.iter().map(|item| value(item)).collect::<Vec<_>>();
    match test {
        ChoiceTest::AnyOf(options) => said("includes", either(&values(options))),
        ChoiceTest::AllOf(options) => said("includes", both(&values(options))),
        ChoiceTest::NoneOf(options) => match values(options).as_slice() {
            [one] => Phrase::plain(format!("{subject} does not include {one}")),
            values => said("includes", none_of(values)),
        },
        ChoiceTest::IsEmpty => simple(subject, "is empty"),
        ChoiceTest::HasAnyValue => simple(subject, "has any value"),
    }
}

/// "has the tag A", "has the tags A and B".
pub(super) fn tags(test: &TagsTest, tag: impl Fn(TagId) -> String) -> Phrase {
    let values = || test.tags().iter().map(|id| tag(*id)).collect::<Vec<_>>();
    match test {
        TagsTest::HasAny(_) => Phrase::around("has the tag ", either(&values()), ""),
        TagsTest::HasAll(tags) if tags.0.len() == 1 => Phrase::around("has the tag ", both(&values()), ""),
        TagsTest::HasAll(_) => Phrase::around("has the tags ", both(&values()), ""),
        TagsTest::HasNone(_) => match values().as_slice() {
            [one] => Phrase::plain(format!("does not have the tag {one}")),
            [one, other] => Phrase::plain(format!("has neither the tag {one} nor {other}")),
            values => Phrase::around("has none of the tags ", both(values), ""),
        },
        TagsTest::IsEmpty => Phrase::plain("has no tag"),
        TagsTest::HasAnyValue => Phrase::plain("has a tag"),
    }
}

pub(super) fn of_value(subject: &str, test: &ValueTest) -> Phrase {
    match test {
        ValueTest::Text(test) => text(subject, test),
        ValueTest::Number(test) => number(subject, test),
        ValueTest::Boolean(test) => boolean(subject, test),
        ValueTest::Time(test) => time(subject, test),
        ValueTest::List(test) => list(subject, test),
    }
}

/// "once", "twice", "3 times".
fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

/// What an event did: "happened at least 3 times".
pub(super) fn count(test: &CountTest) -> String {
    match test {
        CountTest::AtLeast(count) if count.0 == 0 => "happened any number of times or never".to_owned(),
        CountTest::AtLeast(count) if count.0 == 1 => "happened".to_owned(),
        CountTest::AtLeast(count) => format!("happened at least {}", times(count.0)),
        CountTest::AtMost(count) if count.0 == 0 => "never happened".to_owned(),
        CountTest::AtMost(count) => format!("happened at most {}", times(count.0)),
        CountTest::Exactly(count) if count.0 == 0 => "never happened".to_owned(),
        CountTest::Exactly(count) => format!("happened exactly {}", times(count.0)),
    }
}

/// A window with a space before it; nothing for all of time.
pub(super) fn window(window: &Window) -> String {
    match window {
        Window::Ever => String::new(),
        Window::WithinLast(length) => format!(" within {}", near("last", *length)),
        Window::Since(from) => format!(" since {}", day(*from)),
        Window::Before(until) => format!(" before {}", day(*until)),
        Window::Between(range) => format!(" from {} to {}", day(range.from), day(range.to)),
    }
}
