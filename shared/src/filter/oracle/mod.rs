//! What filters mean, written down a second time and as plainly as possible: one user at a time, no index, no SQL.
//!
//! Every evaluator must agree with this one on every filter and every user.

mod experience;
mod facts;
mod matches;
mod value;

pub use facts::{AnswerFact, EventFact, Facts, InteractionFact};
pub use matches::{Context, counts, matches};

#[cfg(test)]
mod tests;
