//! The whole of the server's routes, and what every answer carries.

mod headers;
mod request_id;
mod router;

pub use router::router;
