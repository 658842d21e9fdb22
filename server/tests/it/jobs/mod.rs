//! Jobs: tagging, deleting and exporting all users that match.

mod end;
mod refused;
mod restart;
mod support;
mod work;
