//! Widgets that know no word of the product.

mod avatar;
mod choices;
mod clipboard;
mod clock;
mod dialog;
mod field;
mod icon;
mod live_region;
mod menu;
mod pagination;
mod pill;
mod relative_time;
mod tabs;
mod tooltip;

pub mod focus;
pub mod format;
pub mod keys;
pub mod media;
pub mod popover;
pub mod storage;

pub use avatar::Avatar;
pub use choices::Choices;
pub use clipboard::{CopyButton, copy};
pub use clock::Clock;
pub use dialog::Dialog;
pub use field::Field;
pub use icon::Icon;
pub use live_region::{Announcer, LiveRegions};
pub use menu::{MenuButton, MenuEntry, MenuItem};
pub use pagination::{Links, Pagination, Step, steps};
pub use pill::Pill;
pub use popover::Popover;
pub use relative_time::{RelativeTime, ago};
pub use tabs::Tabs;
pub use tooltip::{TooltipLayer, Tooltips};
