//! Who is signed in; setting up, signing in and out.

use super::{
    failure::Failure,
    request::{delete, get, post},
};
use shared::api::session::{LinkRequest, Session, SetUpRequest, SignInRequest, WaysIn};

const PATH: &str = "/api/session";

/// What the page is to show first.
pub async fn session() -> Result<Session, Failure> {
    get(PATH, None).await
}

/// Makes the first owner, who is then signed in.
pub async fn set_up(request: &SetUpRequest) -> Result<Session, Failure> {
    post("/api/session/set-up", request, None).await
}

/// Signs in by password.
pub async fn sign_in(request: &SignInRequest) -> Result<Session, Failure> {
    post(PATH, request, None).await
}

/// Signs in by a one-time link.
pub async fn sign_in_by_link(request: &LinkRequest) -> Result<Session, Failure> {
    post("/api/session/link", request, None).await
}

/// How one may sign in beside address and password.
pub async fn ways_in() -> Result<WaysIn, Failure> {
    get("/api/session/ways", None).await
}

/// Ends the session.
pub async fn sign_out() -> Result<(), Failure> {
    delete(PATH).await
}
