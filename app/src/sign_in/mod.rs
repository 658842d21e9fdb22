//! Setting up, signing in and out.

mod form;
mod invitation;
mod link;
mod openid;
mod password;
mod session;
mod set_up;
mod token;

pub use invitation::{InvitationPage, role_words};
pub use link::SignInLinkPage;
pub use password::SignInPage;
pub use session::SessionContext;
pub use set_up::SetUpPage;
