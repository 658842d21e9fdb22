//! Imports.

mod page;

pub use page::ImportsPage;
