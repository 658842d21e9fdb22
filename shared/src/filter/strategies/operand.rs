//! Random operands. They come from the same small pools as users' values, so that tests find some of them.

use crate::{
    filter::test::{
        BooleanTest, ChoiceTest, CountTest, Day, DayRange, Items, ListTest, Moment, Number, NumberRange, NumberTest,
        Pattern, Period, Span, TagIds, TagsTest, TextOperand, TextTest, TextsOperand, TimeTest, Times, Unit, ValueTest,
        Window,
    },
    ids::TagId,
    time::Instant,
};
use rand::{Rng, seq::IndexedRandom};

/// Texts that differ by little, or that a database might treat in its own way.
pub(super) const TEXTS: [&str; 34] = [
    "pro",
    "Pro",
    "PRO",
    "team",
    "pro plus",
    " pro",
    "pro ",
    " ",
    "%",
    "100%",
    "a_b",
    "aXb",
    "a%b",
    "*",
    "o'brien",
    "say \"hi\"",
    "back\\slash",
    "line\nbreak",
    "Straße",
    "STRASSE",
    "ẞ",
    "é",
    "e\u{301}",
    "É",
    "ΣΑΣ",
    "σας",
    "σασ",
    "İstanbul",
    "istanbul",
    "Иван",
    "иван",
    "😀",
    "null",
    "7",
];

/// Numbers at the edges of exactness, as JSON.
pub(super) const NUMBERS: [f64; 14] =
    [0.0, 1.0, 2.0, 5.0, 10.0, -1.0, 0.1, 0.3, 1.5, 9_007_199_254_740_992.0, 1e21, -1e300, 5e-324, 1_700_000_000_000.0];

const PATTERNS: [&str; 12] =
    ["^pro", "o$", "^$", ".", "(?i)PRO", "\\d", "^\\s", "p.o", "ß|é", "^.{1,3}$", "\\p{Lu}", "(?s)line.break"];

pub(super) fn pick<T: Clone>(random: &mut impl Rng, values: &[T]) -> T {
    // Pools are never empty.
    values.choose(random).unwrap_or(&values[0]).clone()
}

pub(super) fn text(random: &mut impl Rng) -> String {
    pick(random, &TEXTS).to_owned()
}

fn texts(random: &mut impl Rng) -> Vec<String> {
    (0..random.random_range(1..=4)).map(|_| text(random)).collect()
}

/// A text, or a part of one.
fn part(random: &mut impl Rng) -> String {
    let characters: Vec<char> = pick(random, &TEXTS).chars().collect();
    let from = random.random_range(0..characters.len());
    let to = random.random_range(from..characters.len());
    characters[from..=to].iter().collect()
}

fn text_operand(random: &mut impl Rng, value: String) -> TextOperand {
    TextOperand { value, ignore_case: random.random() }
}

pub(super) fn text_test(random: &mut impl Rng) -> TextTest {
    let whole = |random: &mut _| {
        let value = text(random);
        text_operand(random, value)
    };
    let piece = |random: &mut _| {
        let value = part(random);
        text_operand(random, value)
    };
    let several = |random: &mut _| TextsOperand { values: texts(random), ignore_case: Rng::random(random) };
    let pattern = |random: &mut _| Pattern { pattern: pick(random, &PATTERNS).to_owned() };
    match random.random_range(0..14) {
        0 => TextTest::Is(whole(random)),
        1 => TextTest::IsNot(whole(random)),
        2 => TextTest::OneOf(several(random)),
        3 => TextTest::NoneOf(several(random)),
        4 => TextTest::Contains(piece(random)),
        5 => TextTest::DoesNotContain(piece(random)),
        6 => TextTest::StartsWith(piece(random)),
        7 => TextTest::DoesNotStartWith(piece(random)),
        8 => TextTest::EndsWith(piece(random)),
        9 => TextTest::DoesNotEndWith(piece(random)),
        10 => TextTest::Matches(pattern(random)),
        11 => TextTest::DoesNotMatch(pattern(random)),
        12 => TextTest::IsEmpty,
        _ => TextTest::HasAnyValue,
    }
}

fn number(random: &mut impl Rng) -> Number {
    // The pool is finite.
    Number::new(pick(random, &NUMBERS)).unwrap_or(Number::ZERO)
}

pub(super) fn number_test(random: &mut impl Rng) -> NumberTest {
    match random.random_range(0..9) {
        0 => NumberTest::Equals(number(random)),
        1 => NumberTest::NotEquals(number(random)),
        2 => NumberTest::GreaterThan(number(random)),
        3 => NumberTest::AtLeast(number(random)),
        4 => NumberTest::LessThan(number(random)),
        5 => NumberTest::AtMost(number(random)),
        6 => {
            let (one, other) = (number(random), number(random));
            let (from, to) = if one <= other { (one, other) } else { (other, one) };
            NumberTest::Between(NumberRange { from, to })
        }
        7 => NumberTest::IsEmpty,
        _ => NumberTest::HasAnyValue,
    }
}

pub(super) fn boolean_test(random: &mut impl Rng) -> BooleanTest {
    pick(random, &[BooleanTest::IsTrue, BooleanTest::IsFalse, BooleanTest::IsEmpty, BooleanTest::HasAnyValue])
}

/// Spans after which users' times lie, to the millisecond.
pub(super) fn span(random: &mut impl Rng) -> Span {
    Span { amount: pick(random, &[1, 2, 7, 30]), unit: pick(random, Unit::ALL) }
}

/// A day near now, by UTC.
pub(super) fn day(random: &mut impl Rng, now: Instant) -> Day {
    let days: i64 = pick(random, &[0, 0, -1, -1, 1, -7, -30, -365]);
    Day::in_utc(Instant(now.0 + days * 24 * 60 * 60_000))
}

fn day_range(random: &mut impl Rng, now: Instant) -> DayRange {
    let (one, other) = (day(random, now), day(random, now));
    DayRange { from: one.min(other), to: one.max(other) }
}

/// An instant that some users have, or one that is a millisecond off.
pub(super) fn instant(random: &mut impl Rng, now: Instant) -> Instant {
    let minute = 60_000;
    let ago: i64 = pick(
        random,
        &[
            0,
            minute,
            2 * minute,
            60 * minute,
            24 * 60 * minute,
            7 * 24 * 60 * minute,
            30 * 24 * 60 * minute,
            -24 * 60 * minute,
        ],
    );
    let off = pick(random, &[0, 0, 1, -1]);
    match random.random_range(0..4) {
        // The start of a day in UTC.
        0 => Instant((now.0 - ago).div_euclid(86_400_000) * 86_400_000 + off),
        1 => Instant(now.0 - random.random_range(0..400 * 24 * 60 * minute)),
        _ => Instant(now.0 - ago + off),
    }
}

fn moment(random: &mut impl Rng, now: Instant) -> Moment {
    if random.random() { Moment::Day(day(random, now)) } else { Moment::Instant(instant(random, now)) }
}

pub(super) fn time_test(random: &mut impl Rng, now: Instant) -> TimeTest {
    match random.random_range(0..12) {
        0 => TimeTest::WithinLast(span(random)),
        1 => TimeTest::NotWithinLast(span(random)),
        2 => TimeTest::MoreThanAgo(span(random)),
        3 => TimeTest::WithinNext(span(random)),
        4 => TimeTest::Current(pick(random, Period::ALL)),
        5 => TimeTest::Before(moment(random, now)),
        6 => TimeTest::After(moment(random, now)),
        7 => TimeTest::On(day(random, now)),
        8 => TimeTest::NotOn(day(random, now)),
        9 => TimeTest::Between(day_range(random, now)),
        10 => TimeTest::IsEmpty,
        _ => TimeTest::HasAnyValue,
    }
}

/// Items that lists of users hold: texts, and numbers and booleans as texts.
pub(super) const ITEMS: [&str; 8] = ["admin", "Admin", "editor", "7", "0.5", "true", "é", "a,b"];

fn items(random: &mut impl Rng) -> Items {
    Items((0..random.random_range(1..=3)).map(|_| pick(random, &ITEMS).to_owned()).collect())
}

pub(super) fn list_test(random: &mut impl Rng) -> ListTest {
    match random.random_range(0..7) {
        0 => ListTest::ContainsAny(items(random)),
        1 => ListTest::ContainsAll(items(random)),
        2 => ListTest::ContainsNone(items(random)),
        3 => ListTest::IsExactly(items(random)),
        4 => ListTest::IsNotExactly(items(random)),
        5 => ListTest::IsEmpty,
        _ => ListTest::HasAnyValue,
    }
}

pub(super) fn choice_test(random: &mut impl Rng) -> ChoiceTest {
    match random.random_range(0..5) {
        0 => ChoiceTest::AnyOf(items(random)),
        1 => ChoiceTest::AllOf(items(random)),
        2 => ChoiceTest::NoneOf(items(random)),
        3 => ChoiceTest::IsEmpty,
        _ => ChoiceTest::HasAnyValue,
    }
}

pub(super) fn tags_test(random: &mut impl Rng, tags: &[TagId]) -> TagsTest {
    let several = |random: &mut _| {
        let count = Rng::random_range(random, 1..=3);
        TagIds((0..count).map(|_| pick(random, tags)).collect())
    };
    match random.random_range(0..5) {
        0 => TagsTest::HasAny(several(random)),
        1 => TagsTest::HasAll(several(random)),
        2 => TagsTest::HasNone(several(random)),
        3 => TagsTest::IsEmpty,
        _ => TagsTest::HasAnyValue,
    }
}

pub(super) fn value_test(random: &mut impl Rng, kind: crate::api::catalogue::AttributeKind, now: Instant) -> ValueTest {
    use crate::api::catalogue::AttributeKind;
    match kind {
        AttributeKind::Text => ValueTest::Text(text_test(random)),
        AttributeKind::Number => ValueTest::Number(number_test(random)),
        AttributeKind::Boolean => ValueTest::Boolean(boolean_test(random)),
        AttributeKind::Time => ValueTest::Time(time_test(random, now)),
        AttributeKind::List => ValueTest::List(list_test(random)),
    }
}

pub(super) fn count_test(random: &mut impl Rng) -> CountTest {
    let times = Times(random.random_range(0..=3));
    match random.random_range(0..3) {
        0 => CountTest::AtLeast(times),
        1 => CountTest::AtMost(times),
        _ => CountTest::Exactly(times),
    }
}

pub(super) fn window(random: &mut impl Rng, now: Instant) -> Window {
    match random.random_range(0..8) {
        0 => Window::WithinLast(span(random)),
        1 => Window::Since(day(random, now)),
        2 => Window::Before(day(random, now)),
        3 => Window::Between(day_range(random, now)),
        _ => Window::Ever,
    }
}
