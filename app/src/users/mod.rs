//! The users list.

mod attribute_cell;
mod column;
mod column_chooser;
mod columns;
mod connect;
mod counter;
mod effects;
mod export_menu;
mod filter_bar;
mod filter_keys;
mod keyboard;
mod keys;
mod leaving;
mod list_bar;
mod listing;
mod naming;
mod no_list;
mod on_user;
mod order;
mod page;
mod paging;
mod refresh;
mod row;
mod row_actions;
mod row_menu;
mod screen;
mod selecting;
mod shortcuts;
mod snippets;
mod store;
mod table;
mod value_filter;

pub use naming::Naming;
pub use page::UsersPage;
