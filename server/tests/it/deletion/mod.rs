//! `DELETE /api/users/{user_id}`: nothing of a person stays, and the person does not come back.

pub mod everything;
mod replay;
