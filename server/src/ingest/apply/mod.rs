//! What messages do to users, in memory and without a database: the heart of ingestion.
//!
//! A group of messages is applied one after the other to the part of the world that they concern, the working set.
//! Invariants: an id leads to one user; of two identified users neither is ever merged into the other without the
//! secret key; what is written afterwards is the same as if each message had been stored alone, in this order.

mod attributes;
mod catalogue;
mod deleted;
mod experiences;
mod identity;
mod natives;
mod user;
mod working_set;

pub use attributes::{AttributeState, AttributeWrite, Columns, columns, converted, kind_of};
pub use catalogue::{AttributeDefinition, Catalogue, ExperienceDefinition, QuestionDefinition};
pub use natives::{NativeColumns, NativeValue, Natives};
pub use user::{Change, User};
pub use working_set::{Link, WorkingSet};
