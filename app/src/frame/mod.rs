//! What stands round every page: the rail, the header, the tabs, banners.

mod layout;
mod rail;

pub use layout::Frame;
