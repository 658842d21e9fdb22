//! The field, the operator and the value of a condition.

mod case_offer;
mod category;
mod change;
mod condition;
mod entries;
mod event;
mod event_property;
mod experience;
mod field_button;
mod kind;
mod message;
mod picker;
mod picker_parts;
mod place;
mod segment;
mod slot;
mod subject;
mod suggestions;
mod test_fields;
mod test_form;
mod value;
mod window;
mod words;
mod zone;

pub use case_offer::{CaseOffers, ignoring_case};
pub use change::{Pick, with_field};
pub use condition::{ConditionFields, focus_value};
pub use entries::{Entry, Target, entries};
pub use segment::EditedSegment;
pub use subject::experience_kind;
pub use words::words;
