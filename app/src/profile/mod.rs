//! One user: the panel beside the list.

mod activity;
mod attributes;
mod context;
mod data;
mod fetch;
mod focusing;
mod head;
mod id;
mod kept;
mod menu;
mod paged;
mod panel;
mod part;
mod parts;
mod responses;
mod segments;
mod store;
mod tab;
mod value;
mod why;

pub use context::{ListPlace, PanelContext};
pub use focusing::is_in_panel;
pub use id::copy_id;
pub use panel::{Panel, tabs};
pub use store::ProfileStore;
pub use tab::ProfileTab;
pub use value::value_text;
