//! The builder's tree and everything that can be done to it. Pure: each operation makes a new draft or says why not.

mod draft;
mod finish;
mod history;
mod limits_of;
mod moves;
mod operations;
mod shape;

pub use draft::{Combinator, Content, Draft, DraftCondition, DraftNode, NodeId, State};
pub use finish::{Finished, Purpose};
pub use history::{Edit, History};
pub use limits_of::OpRefused;
pub use moves::{Direction, DropTarget};

#[cfg(test)]
mod tests;
