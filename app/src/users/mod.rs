//! The users list.

mod columns;
mod listing;
mod screen;
