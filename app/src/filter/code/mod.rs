//! The filter as code: JSON that can be replaced, SQL, plain words, a call of the API.

mod button;
mod json;
mod replace;
mod sql;
mod texts;

pub use button::CodeButton;
