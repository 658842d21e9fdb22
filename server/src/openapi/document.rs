//! The OpenAPI document, put together from the handlers.

use super::refusals::Refusals;
use crate::{
    about, accounts, activity, attributes, audit, catalogue, deletion, export, filters, health, imports, ingest, jobs,
    live, profile, segments, settings, tags, targeting, user_attributes, users,
};
use axum::Json;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self,
        security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
    },
};

/// The description of everything below `/api`, of what is asked below `/v1`, and of the server's health.
#[derive(OpenApi)]
#[openapi(
    info(title = "Rollcall", description = "Everything that the dashboard does, for programs. Every id is a string, \
        times are UTC with three decimals, absent values are null, and every error is application/problem+json."),
    paths(
        users::search::search,
        users::count::count,
        users::explain::explain,
        profile::read::read,
        user_attributes::change::change,
        attributes::read::all,
        attributes::read::one,
        attributes::change::change,
        attributes::delete::delete,
        attributes::kind::check,
        attributes::kind::change,
        deletion::delete::delete,
        jobs::create::create,
        jobs::read::read,
        jobs::cancel::cancel,
        jobs::undo::undo,
        imports::upload::create,
        imports::requests::all,
        imports::requests::one,
        imports::requests::change,
        imports::requests::delete,
        imports::start::check,
        imports::start::run,
        imports::start::cancel,
        imports::start::revert,
        imports::rejects::download,
        export::download::download,
        activity::read::read,
        activity::responses::read,
        catalogue::read::read,
        catalogue::values::read,
        catalogue::entries::events,
        catalogue::entries::experiences,
        settings::requests::read,
        settings::requests::change,
        segments::read::all,
        segments::create::create,
        segments::read::one,
        segments::change::change,
        segments::delete::delete,
        segments::impact::impact,
        segments::members::members,
        segments::history::history,
        tags::read::all,
        tags::create::create,
        tags::change::change,
        tags::delete::delete,
        tags::merge::merge,
        tags::assign::put,
        tags::assign::delete,
        targeting::read::read,
        filters::keep::keep,
        filters::keep::read,
        filters::shown::shown,
        live::stream::stream,
        ingest::looking_on::messages,
        ingest::looking_on::rejects,
        ingest::identity_secrets::list,
        ingest::identity_secrets::create,
        ingest::identity_secrets::revoke,
        accounts::connect::read,
        accounts::session::read,
        accounts::session::sign_out,
        accounts::set_up::set_up,
        accounts::sign_in::by_password,
        accounts::sign_in::by_link,
        accounts::openid::ways,
        accounts::openid::start,
        accounts::openid::callback,
        accounts::key_requests::list,
        accounts::key_requests::create,
        accounts::key_requests::revoke,
        accounts::accept::look,
        accounts::accept::accept,
        accounts::list::list,
        accounts::invite::create,
        accounts::invite::revoke,
        accounts::manage::change_role,
        accounts::manage::remove,
        accounts::own::rename,
        accounts::own::change_password,
        accounts::own_sessions::list,
        accounts::own_sessions::end,
        accounts::own_sessions::end_others,
        audit::read::read,
        about::read::read,
        health::read::health,
        health::read::readiness,
    ),
    security(("key" = []), ("session" = [])),
    modifiers(&WaysIn, &Refusals),
)]
struct Document;

struct WaysIn;

impl Modify for WaysIn {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let cookie = ApiKey::Cookie(ApiKeyValue::new("rollcall_session"));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
        components.add_security_scheme("key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// The document.
pub(super) fn document() -> openapi::OpenApi {
    Document::openapi()
}

/// `GET /api/openapi.json`.
pub(super) async fn read() -> Json<openapi::OpenApi> {
    Json(document())
}
