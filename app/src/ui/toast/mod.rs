//! Short messages about what was done, and the way back from it.

mod context;
mod layer;
mod recent;
mod stack;

pub use context::Toasts;
pub use layer::ToastLayer;
pub use recent::RecentChanges;
