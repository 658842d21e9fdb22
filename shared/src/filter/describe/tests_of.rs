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

/// When something was or will be, by a test.
pub(super) enum When {
    Never,
    Ever,
    At { text: String, negated: bool },
}

pub(super) fn when(test: &TimeTest) -> When {
    let (text, negated) = match test {
        TimeTest::WithinLast(length) => (format!("within {}", near("last", *length)), false),
        TimeTest::NotWithinLast(length) => (format!("within {}", near("last", *length)), true),
        TimeTest::MoreThanAgo(length) => (format!("more than {} ago", span(*length)), false),
        TimeTest::WithinNext(length) => (format!("within {}", near("next", *length)), false),
        TimeTest::Current(period) => (current(*period).to_owned(), false),
        TimeTest::Before(when) => (format!("before {}", moment(*when)), false),
        TimeTest::After(when) => (format!("after {}", moment(*when)), false),
        TimeTest::On(when) => (format!("on {}", day(*when)), false),
        TimeTest::NotOn(when) => (format!("on {}", day(*when)), true),
        TimeTest::Between(range) => (format!("from {} to {}", day(range.from), day(range.to)), false),
        TimeTest::IsEmpty => return When::Never,
        TimeTest::HasAnyValue => return When::Ever,
    };
    When::At { text, negated }
}

fn current(period: Period) -> &'static str {
    match period {
        Period::Day => "today",
        Period::Week => "this week",
        Period::Month => "this month",
    }
}

pub(super) fn time(subject: &str, test: &TimeTest) -> Phrase {
    match when(test) {
        When::Never => simple(subject, "is empty"),
        When::Ever => simple(subject, "has any value"),
        When::At { text, negated: false } => simple(subject, &text),
        When::At { text, negated: true } => simple(subject, &format!("not {text}")),
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

/// "has the tag A", "have the tags A and B"; the verb and how it is negated are given.
pub(super) fn tags(has: &str, has_not: &str, test: &TagsTest, tag: impl Fn(TagId) -> String) -> Phrase {
    let values = || test.tags().iter().map(|id| tag(*id)).collect::<Vec<_>>();
    let said = |what: &str, list: Phrase| Phrase::around(&format!("{has} {what} "), list, "");
    match test {
        TagsTest::HasAny(_) => said("the tag", either(&values())),
        TagsTest::HasAll(tags) if tags.0.len() == 1 => said("the tag", both(&values())),
        TagsTest::HasAll(_) => said("the tags", both(&values())),
        TagsTest::HasNone(_) => match values().as_slice() {
            [one] => Phrase::plain(format!("{has_not} the tag {one}")),
            [one, other] => Phrase::plain(format!("{has} neither the tag {one} nor {other}")),
            values => said("none of the tags", both(values)),
        },
        TagsTest::IsEmpty => simple(has, "no tag"),
        TagsTest::HasAnyValue => simple(has, "a tag"),
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

/// How often: " at least twice", with a space before it; `None` for never.
pub(super) fn count(test: &CountTest) -> Option<String> {
    match test {
        CountTest::AtLeast(count) if count.0 == 0 => Some(" any number of times or never".to_owned()),
        CountTest::AtLeast(count) if count.0 == 1 => Some(String::new()),
        CountTest::AtLeast(count) => Some(format!(" at least {}", times(count.0))),
        CountTest::AtMost(count) if count.0 == 0 => None,
        CountTest::AtMost(count) => Some(format!(" at most {}", times(count.0))),
        CountTest::Exactly(count) if count.0 == 0 => None,
        CountTest::Exactly(count) => Some(format!(" exactly {}", times(count.0))),
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
