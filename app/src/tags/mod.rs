//! Tags: giving them to users and taking them away, one user or many at once, and managing the tags themselves.

mod acts;
mod bulk;
mod bulk_boxes;
mod bulk_choice;
mod context;
mod field;
mod ledger;
mod manage;
mod manage_delete;
mod manage_forms;
mod managing;
mod picker;
mod picker_keys;
mod picker_state;
mod pills;
mod search;

pub use bulk::BulkTags;
pub use bulk_choice::BulkChange;
pub use context::{Opened, PickerPlace, Tags, Who};
pub use field::tag_field;
pub use ledger::Shown;
pub use manage::{ManageTags, manage_content};
pub use picker::TagPicker;
pub use pills::{ProfileTags, TAG_USER, TagUserButton, add_tag, add_tag_id, list as tag_list, look_class};
