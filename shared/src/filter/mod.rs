//! Filters: which users are meant. One tree of plain data for the builder, the server, segments and addresses.
//!
//! A document becomes a [`Filter`] only through the reader, which notes every problem of it; [`validate`](validate())
//! then looks at the names in it. What a filter means is written down once more, as code, in `oracle`.

mod answer;
mod attribute;
mod canonical;
#[cfg(feature = "zones")]
pub mod clock;
mod condition;
mod describe;
pub mod edit;
mod event;
mod experience;
mod import;
pub mod limits;
mod mentions;
mod names;
mod node;
#[cfg(feature = "oracle")]
pub mod oracle;
mod property;
mod read;
mod segment;
#[cfg(feature = "oracle")]
pub mod strategies;
pub mod test;
mod validate;
#[cfg(feature = "oracle")]
pub mod vectors;
mod walk;

pub use {
    answer::{AnswerCondition, AnswerTest},
    attribute::AttributeCondition,
    canonical::{canonical, canonical_hash, canonical_text},
    condition::Condition,
    describe::{describe, describe_condition, describe_node, describe_users},
    event::{EventCondition, EventProperty},
    experience::{ExperienceAction, ExperienceCondition, ExperienceId, Which},
    import::ImportCondition,
    mentions::Mention,
    names::{Directory, ExperienceEntry, Field, Names, QuestionKind},
    node::{Filter, NamedNode, Node, read_condition},
    property::{Property, PropertyCondition},
    read::Finding,
    segment::SegmentCondition,
    validate::{problems_of, validate},
    walk::Visit,
};
