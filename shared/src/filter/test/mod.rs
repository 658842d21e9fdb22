//! Tests: an operator and its operand. One kind a file.

mod boolean;
mod choice;
mod count;
pub(crate) mod kind;
mod list;
mod moment;
mod number;
#[cfg(any(test, not(feature = "patterns")))]
mod pattern_check;
mod tags;
mod text;
mod time;
mod value;
mod window;

pub(crate) use moment::words;
pub use {
    boolean::BooleanTest,
    choice::ChoiceTest,
    count::{CountTest, Times},
    kind::{OperandShape, OperatorInfo},
    list::{Items, ListTest},
    moment::{Day, DayRange, Moment, Period, Span, Unit},
    number::{Number, NumberRange, NumberTest},
    tags::{TagIds, TagsTest},
    text::{Pattern, TextOperand, TextTest, TextsOperand},
    time::TimeTest,
    value::ValueTest,
    window::Window,
};
