//! Hand-written users, filters and who matches: every operator against absent, null, empty and other-kind values,
//! boundaries, Unicode, case, time zones and changes of clocks. Every evaluator is held to them.

mod load;

pub use load::{Case, Vectors, vectors};
