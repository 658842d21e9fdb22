//! Tests as evaluation needs them: a positive operator with its operand made ready, and whether it is negated.
//!
//! Invariant: a probe is false on every empty value, so that "negated" alone says what is true on empty.

mod boolean;
mod number;
mod set;
mod text;
mod time;

pub(super) use boolean::BooleanProbe;
pub(super) use number::NumberProbe;
pub(super) use set::SetProbe;
pub(super) use text::{Comparison, TextProbe};
pub(super) use time::{Range, TimeProbe};
