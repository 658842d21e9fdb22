//! What a user answered: a card each, searched and filtered by survey.

mod card;
mod list;
mod words;

pub use list::Responses;
