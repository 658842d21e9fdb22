//! What calls may be refused with beside what their handlers say, told once for all of them.

use utoipa::{
    Modify,
    openapi::{
        OpenApi, RefOr, Response,
        content::Content,
        path::{Operation, PathItem},
        schema::Ref,
        security::SecurityRequirement,
    },
};

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// Adds the refusals that many calls have in common, and the content type that all of them have.
pub(super) struct Refusals;

impl Modify for Refusals {
    fn modify(&self, document: &mut OpenApi) {
        for (path, item) in &mut document.paths.paths {
            let asks_database = path != "/healthz";
            for (is_change, operation) in operations(item) {
                for (status, told) in of(operation, is_change, asks_database) {
                    let answer = || RefOr::T(Response::new(told));
                    operation.responses.responses.entry(status.to_owned()).or_insert_with(answer);
                }
                operation.responses.responses.iter_mut().for_each(|(status, answer)| as_problem(status, answer));
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let PathItem { get, put, post, patch, delete, .. } = item;
    let changes = [put, post, patch, delete].into_iter().filter_map(|one| Some((true, one.as_mut()?)));
    get.as_mut().map(|one| (false, one)).into_iter().chain(changes)
}

/// Statuses and what they mean, where a call can have them.
fn of(
    operation: &Operation,
    is_change: bool,
    asks_database: bool,
) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let ways_in = operation.security.as_ref();
    let is_open = ways_in.is_some_and(|ways| ways.contains(&SecurityRequirement::default()));
    let body = operation.request_body.as_ref();
    let takes_json = body.is_some_and(|body| matches!(body, RefOr::T(body) if body.content.contains_key(JSON)));
    let has_values = takes_json || operation.parameters.as_ref().is_some_and(|all| !all.is_empty());
    [
        (body.is_some(), "400", "The body cannot be read"),
        (!is_open, "401", "Nobody is signed in, or the key is unknown"),
        (is_change, "403", "Not for this role, or asked by a page of another site"),
        (body.is_some(), "413", "The body is too large"),
        (takes_json, "415", "The body is not JSON"),
        (has_values, "422", "Something in it is wrong; `errors` say what and where"),
        (asks_database, "503", "The database does not answer; ask again in a moment"),
    ]
    .into_iter()
    .filter_map(|(is_so, status, told)| is_so.then_some((status, told)))
}

fn as_problem(status: &str, answer: &mut RefOr<Response>) {
    let RefOr::T(answer) = answer else { return };
    if status >= "400" {
        let content = RefOr::T(Content::new(Some(Ref::from_schema_name("Problem"))));
        answer.content = [(PROBLEM.to_owned(), content)].into_iter().collect();
    }
}
