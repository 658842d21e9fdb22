//! One user: the panel beside the list.

mod data;
mod head;
mod id;
mod panel;
mod value;

pub use id::copy_id;
pub use panel::{Panel, PanelContext};
pub use value::value_text;
