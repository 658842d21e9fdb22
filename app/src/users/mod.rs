//! The users list.

mod column;
mod column_chooser;
mod columns;
mod connect;
mod counter;
mod effects;
mod filter_bar;
mod filter_keys;
mod keyboard;
mod list_bar;
mod listing;
mod naming;
mod no_list;
mod opened;
mod order;
mod page;
mod paging;
mod refresh;
mod row;
mod row_tags;
mod screen;
mod shortcuts;
mod snippets;
mod store;
mod table;
mod value_filter;

pub use connect::Ways;
pub use naming::Naming;
pub use page::UsersPage;
pub use row_tags::who;
pub use value_filter::test_of;
