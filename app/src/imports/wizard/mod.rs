//! The five steps of an import: its file, who the rows are about, where columns go, a check, the run.
//!
//! Invariants: what is chosen is kept at the server as soon as it is chosen, unless it contradicts itself; the address says
//! which step is shown; each step's heading gets the focus when the step is gone to.

mod check;
mod destination;
mod facts;
mod file;
mod foot;
mod format;
mod identify;
mod kind;
mod map;
mod options;
mod page;
mod report;
mod run;
mod saving;
mod sheet;
mod state;
mod steps;
mod unsent;
mod upload;

pub use page::ImportPage;
