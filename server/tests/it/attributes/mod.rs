//! Attributes themselves: `/api/attributes`.

mod delete;
mod fixture;
mod kind;
mod read;
