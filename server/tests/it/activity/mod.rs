//! What one user did and answered.

mod responses;
mod timeline;
