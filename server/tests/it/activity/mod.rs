//! What one user did and answered.

mod responses;
pub mod timeline;
