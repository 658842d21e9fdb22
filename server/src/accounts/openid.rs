//! Signing in with OpenID Connect: there and back, and whose account it is.
//!
//! A browser goes to both addresses by itself, so that whatever happens ends on a page, never in JSON.

use super::{
    email::{self, Email},
    note::note,
    session::{self, Visitor},
    store,
};
use crate::{
    access::{ClientAddress, FlowCookie, Principal, public_url, secret},
    db::{self, Transaction},
    error::ApiError,
    openid::{Claims, Flow, Provider},
    state::State,
};
use axum::{
    Json,
    extract::Query,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use shared::{
    api::{
        accounts::Invitation,
        session::{Account, OpenIdProblem, Role, WaysIn},
    },
    ids::AccountId,
    time::Instant,
};
use store::links::Kind;

/// How long somebody may take at the provider, in milliseconds.
const PATIENCE: i64 = 10 * 60_000;

/// Tells how one may sign in beside address and password.
#[utoipa::path(get, path = "/api/session/ways", tag = "Session", security(()), responses((status = 200, body = WaysIn)))]
pub(crate) async fn ways(axum::extract::State(state): axum::extract::State<State>) -> Json<WaysIn> {
    Json(WaysIn { openid: state.openid.as_ref().map(|provider| provider.name.clone()) })
}

/// Where the page was to lead.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(rename = "return")]
    to: Option<String>,
}

/// What comes back from the provider.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Returned {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// Sends the browser to the provider of OpenID Connect.
#[utoipa::path(get, path = "/api/session/openid", tag = "Session", security(()),
    params(("return" = Option<String>, Query, description = "Where the page leads afterwards: a path of it")),
    responses((status = 303, description = "To the provider, or back to the sign-in page.")))]
pub(crate) async fn start(
    axum::extract::State(state): axum::extract::State<State>,
    ClientAddress(address): ClientAddress,
    Query(wanted): Query<Wanted>,
) -> Response {
    let to = wanted.to.filter(|to| is_ours(to));
    let now = state.clock.now();
    if state.guard.admit_sign_in(address, now).is_err() {
        return back(OpenIdProblem::TooMany, to.as_deref());
    }
    match begun(&state, to.as_deref(), now).await {
        Ok((place, cookie)) => see_other(&place, [Some(cookie), None]),
        Err(problem) => back(problem, to.as_deref()),
    }
}

async fn begun(state: &State, to: Option<&str>, now: Instant) -> Result<(String, HeaderValue), OpenIdProblem> {
    let provider = state.openid.as_ref().ok_or(OpenIdProblem::Provider)?;
    let seed = secret::token(rand::random());
    let flow = Flow::of(&seed);
    let host =
        public_url(&mut state.database.snapshot().await.map_err(busy)?, &state.public_url).await.map_err(busy)?;
    let place = provider.begin(&flow, &place_back(&host)).await.map_err(untold)?;
    let mut transaction = state.database.write().await.map_err(busy)?;
    store::links::delete_outdated(&mut transaction, now).await.map_err(busy)?;
    let (hash, expires) = (secret::digest(&flow.state), Instant(now.0 + PATIENCE));
    store::links::insert(&mut transaction, Kind::OpenId, &hash, None, expires).await.map_err(busy)?;
    transaction.commit().await.map_err(busy)?;
    let cookie = FlowCookie::of(state.guard.cookie).set(&seed, to.unwrap_or_default(), PATIENCE / 1000);
    Ok((place, cookie))
}

/// Where the provider sends the browser back to.
fn place_back(host: &str) -> String {
    format!("{host}/api/session/openid/callback")
}

/// Takes the browser that comes back from the provider, and signs it in.
#[utoipa::path(get, path = "/api/session/openid/callback", tag = "Session", security(()),
    params(("state" = Option<String>, Query), ("code" = Option<String>, Query), ("error" = Option<String>, Query)),
    responses((status = 303, description = "To the page, signed in, or back to the sign-in page with the problem.")))]
pub(crate) async fn callback(
    axum::extract::State(state): axum::extract::State<State>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Query(returned): Query<Returned>,
) -> Response {
    let cookie = FlowCookie::of(state.guard.cookie);
    let (seed, to) = cookie.read(&headers).unwrap_or_default();
    let to = Some(to).filter(|to| is_ours(to));
    let visitor = Visitor { headers: &headers, address, by_link: false };
    match ended(&state, visitor, &seed, returned).await {
        Ok(session) => see_other(to.as_deref().unwrap_or("/users"), [Some(session), Some(cookie.clear())]),
        Err(problem) => {
            let mut response = back(problem, to.as_deref());
            response.headers_mut().append(header::SET_COOKIE, cookie.clear());
            response
        }
    }
}

/// The cookie of the session that begins.
async fn ended(
    state: &State,
    visitor: Visitor<'_>,
    seed: &str,
    returned: Returned,
) -> Result<HeaderValue, OpenIdProblem> {
    let provider = state.openid.as_ref().ok_or(OpenIdProblem::Provider)?;
    let (flow, now) = (Flow::of(seed), state.clock.now());
    // Digests are compared, so that the time that it takes tells nothing of the state.
    let hash = secret::digest(&flow.state);
    if seed.is_empty() || returned.state.is_none_or(|state| secret::digest(&state) != hash) {
        return Err(OpenIdProblem::Expired);
    }
    let mut transaction = state.database.write().await.map_err(busy)?;
    let link = store::links::take(&mut transaction, Kind::OpenId, &hash, now).await.map_err(busy)?;
    let host = public_url(&mut transaction, &state.public_url).await.map_err(busy)?;
    // It works once, whatever comes of it.
    transaction.commit().await.map_err(busy)?;
    link.ok_or(OpenIdProblem::Expired)?;
    let code = match (returned.code, returned.error) {
        (Some(code), None) => code,
        (_, Some(error)) if error == "access_denied" => return Err(OpenIdProblem::Refused),
        (_, _) => return Err(OpenIdProblem::Provider),
    };
    let claims = provider.end(&flow, &place_back(&host), &code, now).await.map_err(untold)?;
    let email = claims.email.as_deref().filter(|_| claims.email_verified).and_then(Email::read);
    let email = email.ok_or(OpenIdProblem::Unverified)?;
    let mut transaction = state.database.write().await.map_err(busy)?;
    let found = account(&mut transaction, state, provider, &claims, &email, now).await.map_err(busy)?;
    let (account, has_password) = found.ok_or(OpenIdProblem::Stranger)?;
    // Who has no password yet may set one without the one before.
    let visitor = Visitor { by_link: !has_password, ..visitor };
    let begun = session::begin(&mut transaction, state, visitor, &account, now).await.map_err(busy)?;
    transaction.commit().await.map_err(busy)?;
    Ok(begun.cookie(state))
}

/// The account of an address, and whether it has a password: the one that there is, the one that an invitation makes, or a
/// viewer's where the operator lets in a whole domain.
async fn account(
    transaction: &mut Transaction,
    state: &State,
    provider: &Provider,
    claims: &Claims,
    email: &Email,
    now: Instant,
) -> db::Result<Option<(Account, bool)>> {
    if let Some(found) = store::accounts::by_email(transaction, &email.key).await? {
        return Ok(Some((found.account, !found.password_hash.is_empty())));
    }
    let invitation = store::invitations::by_email(transaction, &email.key, now).await?;
    let domain = email.key.rsplit('@').next().unwrap_or_default();
    let is_let_in = provider.domains.iter().any(|one| one == domain) && store::accounts::has_owner(transaction).await?;
    let (role, invitation_id) = match invitation {
        Some(Invitation { role, invitation_id, .. }) => (role, Some(invitation_id)),
        None if is_let_in => (Role::Viewer, None),
        None => return Ok(None),
    };
    let name = claims.name.as_deref().and_then(email::name);
    let account_id = AccountId(state.ids.next());
    let name = name.unwrap_or_else(|| email.local()).chars().take(80).collect();
    let account = Account { account_id, name, email: email.text.clone(), role };
    store::accounts::insert(transaction, &account, &email.key, "", now).await?;
    let mut detail = json!({ "account_id": account_id, "role": role, "way": "OpenID Connect" });
    if let Some(invitation_id) = invitation_id {
        store::invitations::end(transaction, invitation_id).await?;
        detail["invitation_id"] = json!(invitation_id);
    }
    let by = Principal::Account(account.clone());
    note(transaction, &state.ids, Some(&by), ("account_created", detail), now).await?;
    Ok(Some((account, false)))
}

fn busy(error: db::Error) -> OpenIdProblem {
    // It is logged where all of them are.
    drop(ApiError::from(error));
    OpenIdProblem::Busy
}

fn untold(failure: crate::openid::Failure) -> OpenIdProblem {
    tracing::warn!(%failure, "nobody was signed in");
    OpenIdProblem::Provider
}

/// Only ever an address of our own page.
fn is_ours(to: &str) -> bool {
    let is_plain = to.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/api/") && is_plain && to.len() <= 2_000
}

/// Back to the sign-in page, which says what the problem is.
fn back(problem: OpenIdProblem, to: Option<&str>) -> Response {
    let rest = to.map(|to| format!("&return={}", crate::openid::escaped(to))).unwrap_or_default();
    see_other(&format!("/sign-in?problem={}{rest}", problem.word()), [None, None])
}

fn see_other(place: &str, cookies: [Option<HeaderValue>; 2]) -> Response {
    let Ok(place) = HeaderValue::try_from(place) else { return ApiError::Defect.into_response() };
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response();
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        for ours in ["/users", "/users?sort=-created&f=%7B%7D", "/"] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "",
            "users",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\r\nb: c",
            "/ä",
            "/api/session",
        ] {
            assert!(!is_ours(other), "{other}");
        }
        let long = format!("/{}", "a".repeat(2_000));
        assert!(!is_ours(&long));
    }
}
