//! `POST /api/session/set-up`: the first owner, who is signed in at once.

use super::{
    email::{self, Email},
    owner, password, password_rules,
    session::{self, Visitor},
    store,
};
use crate::{
    access::{ClientAddress, secret},
    error::{ApiError, ApiResult},
    extract::Json,
    state::State,
};
use axum::{http::HeaderMap, response::Response};
use shared::{
    api::session::{Session, SetUpRequest},
    problem::{Problem, ProblemAt},
};
use store::links::Kind;

/// Makes the first owner, who is then signed in. The token is that of the link that the server printed.
#[utoipa::path(post, path = "/api/session/set-up", tag = "Session", security(()), request_body = SetUpRequest,
    responses((status = 200, body = Session), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn set_up(
    axum::extract::State(state): axum::extract::State<State>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Json(request): Json<SetUpRequest>,
) -> ApiResult<Response> {
    let now = state.clock.now();
    state.guard.admit_sign_in(address, now)?;
    let token_hash = secret::digest(&request.token);
    let mut snapshot = state.database.snapshot().await?;
    if store::accounts::has_owner(&mut snapshot).await? {
        return Err(has_owner());
    }
    if store::links::find(&mut snapshot, Kind::SetUp, &token_hash, now).await?.is_none() {
        return Err(no_link());
    }
    drop(snapshot);
    let (name, email) = check(&request)?;
    let password_hash = password::hash(&state.guard, request.password.clone(), rand::random()).await?;

    let mut transaction = state.database.write().await?;
    if store::links::take(&mut transaction, Kind::SetUp, &token_hash, now).await?.is_none() {
        return Err(no_link());
    }
    let account = owner::create_first(&mut transaction, &state.ids, name, &email, &password_hash, now).await?;
    let account = account.ok_or_else(has_owner)?;
    let visitor = Visitor { headers: &headers, address, by_link: false };
    let begun = session::begin(&mut transaction, &state, visitor, &account, now).await?;
    transaction.commit().await?;
    Ok(session::answer(&state, account, &begun))
}

fn check(request: &SetUpRequest) -> ApiResult<(&str, Email)> {
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, detail: &str| {
        errors.push(ProblemAt { pointer: pointer.into(), detail: detail.into() });
    };
    let name = email::name(&request.name);
    if name.is_none() {
        wrong("/name", "A name has 1 to 80 characters.");
    }
    let email = Email::read(&request.email);
    if email.is_none() {
        wrong("/email", "This is not an e-mail address.");
    }
    // Without an address there is none that the password could hold.
    let nobody = Email { text: "\n".into(), key: "\n".into() };
    if let Err(why) = password_rules::check(&request.password, email.as_ref().unwrap_or(&nobody)) {
        wrong("/password", why);
    }
    match (name, email) {
        (Some(name), Some(email)) if errors.is_empty() => Ok((name, email)),
        (_, _) => Err(ApiError::Invalid(errors)),
    }
}

fn has_owner() -> ApiError {
    ApiError::Conflict("This workspace has an owner already. Sign in instead.".into())
}

fn no_link() -> ApiError {
    ApiError::Forbidden("This link is not valid any more. The server prints a new one when it starts.".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_pointed_at() {
        let request = |name: &str, email: &str, password: &str| SetUpRequest {
            token: String::new(),
            name: name.into(),
            email: email.into(),
            password: password.into(),
        };
        let places = |request: SetUpRequest| match check(&request) {
            Ok(_) => vec![],
            Err(ApiError::Invalid(errors)) => errors.into_iter().map(|at| at.pointer).collect(),
            Err(other) => panic!("{other:?}"),
        };
        assert!(places(request("Ada", "ada@example.com", "a quiet brown harbour")).is_empty());
        assert_eq!(places(request(" ", "ada", "short")), ["/name", "/email", "/password"]);
        assert_eq!(places(request("Ada", "ada", "a quiet brown harbour")), ["/email"]);
        assert_eq!(places(request("Ada", "lovelace@example.com", "Lovelace 1815-1852")), ["/password"]);
    }
}
