//! What every answer carries, and what tells that the server is well.

mod health;
mod log;
