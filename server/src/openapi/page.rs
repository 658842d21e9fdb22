//! `GET /api/docs`: the OpenAPI document as a page, rendered here, without any script.

use super::document::document;
use axum::response::{Html, IntoResponse};
use serde_json::Value;
use std::fmt::Write as _;

/// The page.
pub(super) async fn read() -> impl IntoResponse {
    // A document that was read once is a plain value; it is small and rarely asked for.
    Html(render(&serde_json::to_value(document()).unwrap_or_default()))
}

/// The style sheet of the page, an address of its own as the content policy demands.
pub(super) async fn style() -> impl IntoResponse {
    ([(axum::http::header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("docs.css"))
}

fn render(document: &Value) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Rollcall API</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/api/docs.css\"></head>\
         <body><main><h1>Rollcall API</h1>",
    );
    let about = text(&document["info"]["description"]);
    put(&mut page, format_args!("<p>{about}</p><p><a href=\"/api/openapi.json\">OpenAPI document</a></p>"));
    let calls = calls(document);
    page.push_str("<nav aria-label=\"Calls\"><ul>");
    for call in &calls {
        let (id, method, path) = (call.id(), call.method.to_uppercase(), escape(call.path));
        put(&mut page, format_args!("<li><a href=\"#{id}\"><code><b>{method}</b> {path}</code></a></li>"));
    }
    page.push_str("</ul></nav>");
    for call in &calls {
        call.render(&mut page);
    }
    page.push_str("<h2>Types</h2>");
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        let name = escape(name);
        put(&mut page, format_args!("<section id=\"type-{name}\"><h3><code>{name}</code></h3>"));
        put(&mut page, format_args!("<p>{}</p>", text(&schema["description"])));
        fields(&mut page, schema);
        page.push_str("</section>");
    }
    page.push_str("</main></body></html>");
    page
}

/// One method of one path.
struct Call<'a> {
    method: &'a str,
    path: &'a str,
    operation: &'a Value,
}

fn calls(document: &Value) -> Vec<Call<'_>> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| Call { method, path, operation })
        })
        .collect()
}

impl Call<'_> {
    fn id(&self) -> String {
        let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '-' };
        format!("{}{}", self.method, self.path.chars().map(plain).collect::<String>())
    }

    fn render(&self, page: &mut String) {
        let (id, method, path) = (self.id(), self.method.to_uppercase(), escape(self.path));
        put(page, format_args!("<section id=\"{id}\"><h2><code><b>{method}</b> {path}</code></h2>"));
        put(page, format_args!("<p>{}</p>", text(&self.operation["summary"])));
        put(page, format_args!("<p>{}</p><dl>", text(&self.operation["description"])));
        for parameter in self.operation["parameters"].as_array().into_iter().flatten() {
            let (name, about) = (text(&parameter["name"]), text(&parameter["description"]));
            put(page, format_args!("<dt><code>{name}</code></dt><dd>{about}</dd>"));
        }
        if let Some(body) = content_type(&self.operation["requestBody"]) {
            put(page, format_args!("<dt>Body</dt><dd>{body}</dd>"));
        }
        for (status, answer) in self.operation["responses"].as_object().into_iter().flatten() {
            let (about, body) = (text(&answer["description"]), content_type(answer).unwrap_or_default());
            put(page, format_args!("<dt>{}</dt><dd>{body} {about}</dd>", escape(status)));
        }
        page.push_str("</dl></section>");
    }
}

fn content_type(part: &Value) -> Option<String> {
    let (_, content) = part["content"].as_object()?.iter().next()?;
    Some(type_name(&content["schema"]))
}

fn fields(page: &mut String, schema: &Value) {
    page.push_str("<dl>");
    let parts = schema["allOf"].as_array().map_or_else(|| vec![schema], |parts| parts.iter().collect());
    for part in parts.into_iter().chain(schema["oneOf"].as_array().into_iter().flatten()) {
        if part.get("$ref").is_some() {
            put(page, format_args!("<dt>all of</dt><dd>{}</dd>", type_name(part)));
        }
        for (name, field) in part["properties"].as_object().into_iter().flatten() {
            let (name, kind, about) = (escape(name), type_name(field), text(&field["description"]));
            put(page, format_args!("<dt><code>{name}</code></dt><dd>{kind} {about}</dd>"));
        }
    }
    for word in schema["enum"].as_array().into_iter().flatten() {
        put(page, format_args!("<dt><code>{}</code></dt><dd></dd>", text(word)));
    }
    page.push_str("</dl>");
}

fn type_name(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = escape(reference.rsplit('/').next().unwrap_or(reference));
        return format!("<a href=\"#type-{name}\"><code>{name}</code></a>");
    }
    if let Some(one) = schema["oneOf"].as_array() {
        return one.iter().map(type_name).collect::<Vec<_>>().join(" or ");
    }
    match &schema["type"] {
        Value::String(kind) if kind == "array" => format!("list of {}", type_name(&schema["items"])),
        Value::String(kind) => format!("<code>{}</code>", escape(kind)),
        Value::Array(kinds) => {
            let kinds = kinds.iter().filter_map(Value::as_str).map(|kind| format!("<code>{}</code>", escape(kind)));
            kinds.collect::<Vec<_>>().join(" or ")
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => String::new(),
    }
}

fn text(value: &Value) -> String {
    escape(value.as_str().unwrap_or_default())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn put(page: &mut String, piece: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = page.write_fmt(piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_and_every_type_is_on_the_page() {
        let document = serde_json::to_value(document()).unwrap();
        let page = render(&document);
        assert!(!calls(&document).is_empty());
        for call in calls(&document) {
            assert!(page.contains(&format!("id=\"{}\"", call.id())), "{}", call.path);
            assert!(call.operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{}", call.path);
        }
        for name in document["components"]["schemas"].as_object().unwrap().keys() {
            assert!(page.contains(&format!("id=\"type-{name}\"")), "{name}");
        }
        assert!(!page.contains("<script") && !page.contains("style="));
    }
}
