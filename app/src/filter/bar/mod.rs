//! The filter in one line, where the builder is closed.

mod add;
mod base;
mod line;
mod recent;
mod shown;
mod view;

pub use line::Sentence;
pub use line::{open as open_builder, open_at as open_builder_at};
pub use recent::remember;
pub use shown::shown;
pub use view::FilterLine;
