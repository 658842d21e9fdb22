//! Setting up, signing in and out.

mod form;
mod link;
mod session;
mod set_up;
mod sign_in;
mod token;

pub use link::SignInLinkPage;
pub use session::SessionContext;
pub use set_up::SetUpPage;
pub use sign_in::SignInPage;
