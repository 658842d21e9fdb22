//! Tests as evaluation needs them: a positive operator with its operand made ready, and whether it is negated.
//!
//! Invariant: a probe is false on every empty value, so that "negated" alone says what is true on empty.

mod boolean;
mod number;
mod set;
mod text;
mod time;

pub(crate) use boolean::BooleanProbe;
pub(crate) use number::NumberProbe;
pub(crate) use set::SetProbe;
pub(crate) use text::{Comparison, TextProbe};
pub(crate) use time::{Range, TimeProbe};
