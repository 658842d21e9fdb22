//! The page, from inside the binary (in a build without optimisation: from the folder `dist`).
//!
//! Files in `assets/` have a hash of their content in their names and may be kept for ever; all others are asked
//! for again, with an ETag. Compressed twins (`.br`, `.gz`) were made when the page was built; nothing is
//! compressed here. Addresses without a file are the page's own and get `index.html`.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE,
    ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;
use std::borrow::Cow;

#[derive(Embed)]
#[folder = "../dist"]
struct Dist;

/// One file of the page.
struct File {
    content: Cow<'static, [u8]>,
    hash: [u8; 32],
}

/// Answers everything that is not the API: files of the page, or the page itself.
pub async fn page(request: Request) -> Response {
    let find = |name: &str| Dist::get(name).map(|file| File { hash: file.metadata.sha256_hash(), content: file.data });
    answer(request.method(), request.uri().path(), request.headers(), find)
}

fn answer(method: &Method, path: &str, headers: &HeaderMap, find: impl Fn(&str) -> Option<File>) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let name = path.trim_start_matches('/');
    let is_twin = name.ends_with(".br") || name.ends_with(".gz");
    let exists = !name.is_empty() && !is_twin && find(name).is_some();
    if exists {
        return file(method, name, headers, find);
    }
    if looks_like_a_file(name) {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    }
    if find(INDEX).is_none() {
        return (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response();
    }
    file(method, INDEX, headers, find)
}

const INDEX: &str = "index.html";
const NOT_BUILT: &str = "The page is not built. Build it with: cargo xtask build\n";

fn looks_like_a_file(name: &str) -> bool {
    name.starts_with("assets/") || name.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

/// A file that exists, in the smallest form that the client takes.
fn file(method: &Method, name: &str, headers: &HeaderMap, find: impl Fn(&str) -> Option<File>) -> Response {
    let (encoding, file) = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(encoding, _)| accepts(headers, encoding))
        .find_map(|(encoding, extension)| Some((Some(encoding), find(&format!("{name}{extension}"))?)))
        .or_else(|| Some((None, find(name)?)))
        .unwrap_or((None, File { content: Cow::Borrowed(&[]), hash: [0; 32] }));

    let etag = format!("\"{}\"", hex::encode(&file.hash[..16]));
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let unchanged = known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == etag));

    let mut response = Response::new(Body::empty());
    let out = response.headers_mut();
    out.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    out.insert(CACHE_CONTROL, HeaderValue::from_static(cache_control(name)));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        out.insert(ETAG, etag);
    }
    if name == SNIPPET {
        out.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    out.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    out.insert(CONTENT_LENGTH, HeaderValue::from(file.content.len()));
    if let Some(encoding) = encoding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if method == Method::GET {
        *response.body_mut() = Body::from(file.content);
    }
    response
}

/// The one file that pages of other hosts load.
const SNIPPET: &str = "rollcall.js";

fn cache_control(name: &str) -> &'static str {
    if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Whether a coding is named in `Accept-Encoding` and not refused by `q=0`.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|choice| {
        let (name, quality) = choice.split_once(';').unwrap_or((choice, "q=1"));
        let quality = quality.trim().trim_start_matches("q=").parse::<f32>();
        name.trim().eq_ignore_ascii_case(encoding) && quality.is_ok_and(|quality| quality > 0.0)
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 7] = [
        ("index.html", "<html>"),
        ("index.html.gz", "gz of index"),
        ("assets/app-1.wasm", "wasm"),
        ("assets/app-1.wasm.br", "br of wasm"),
        ("assets/app-1.wasm.gz", "gz of wasm"),
        ("rollcall.js", "snippet"),
        ("favicon.svg", "<svg>"),
    ];

    fn built(name: &str) -> Option<File> {
        let (position, (_, content)) = FILES.iter().enumerate().find(|(_, (known, _))| *known == name)?;
        let hash = [u8::try_from(position).unwrap(); 32];
        Some(File { content: Cow::Borrowed(content.as_bytes()), hash })
    }

    fn header(response: &Response, name: axum::http::HeaderName) -> Option<&str> {
        response.headers().get(name).map(|value| value.to_str().unwrap())
    }

    async fn body(response: Response) -> String {
        let bytes = axum::body::to_bytes(response.into_body(), 1024).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    fn get(path: &str, encodings: &str) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, encodings.parse().unwrap());
        answer(&Method::GET, path, &headers, built)
    }

    #[tokio::test]
    async fn the_smallest_form_that_the_client_takes() {
        let wasm = "/assets/app-1.wasm";
        for (encodings, encoding, content) in [
            ("gzip, deflate, br", Some("br"), "br of wasm"),
            ("gzip;q=1.0, br;q=0", Some("gzip"), "gz of wasm"),
            ("GZIP", Some("gzip"), "gz of wasm"),
            ("identity", None, "wasm"),
        ] {
            let response = get(wasm, encodings);
            assert_eq!(header(&response, CONTENT_ENCODING), encoding, "{encodings}");
            assert_eq!(header(&response, VARY), Some("Accept-Encoding"));
            assert_eq!(header(&response, CONTENT_TYPE), Some("application/wasm"));
            assert_eq!(header(&response, CACHE_CONTROL), Some("public, max-age=31536000, immutable"));
            assert_eq!(body(response).await, content, "{encodings}");
        }
    }

    #[tokio::test]
    async fn addresses_of_the_page_get_the_page() {
        for path in ["/", "/users", "/segments/new", "/set-up"] {
            let response = get(path, "br");
            assert_eq!(response.status(), StatusCode::OK);
            assert_eq!(header(&response, CONTENT_TYPE), Some("text/html; charset=utf-8"));
            assert_eq!(header(&response, CACHE_CONTROL), Some("no-cache"));
            assert_eq!(body(response).await, "<html>", "{path}");
        }
    }

    #[test]
    fn a_missing_file_is_not_the_page() {
        for path in ["/nothing.png", "/assets/app-2.js", "/assets/app", "/index.html.gz", "/a/b.txt", "/../Cargo.toml"]
        {
            assert_eq!(get(path, "br").status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[tokio::test]
    async fn what_is_known_is_not_sent_again() {
        let first = get("/favicon.svg", "br");
        let etag = header(&first, ETAG).unwrap().to_owned();
        let ask = |known: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(IF_NONE_MATCH, known.parse().unwrap());
            answer(&Method::GET, "/favicon.svg", &headers, built)
        };
        for known in [etag.clone(), format!("\"x\", W/{etag}")] {
            let response = ask(&known);
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
            assert_eq!(header(&response, ETAG), Some(&*etag));
            assert_eq!(body(response).await, "");
        }
        assert_eq!(ask("\"other\"").status(), StatusCode::OK);
        assert_ne!(header(&get("/", "gzip"), ETAG), header(&get("/", "br"), ETAG));
    }

    #[tokio::test]
    async fn head_tells_the_length_and_sends_nothing() {
        let response = answer(&Method::HEAD, "/favicon.svg", &HeaderMap::new(), built);
        assert_eq!(header(&response, CONTENT_LENGTH), Some("5"));
        assert_eq!(body(response).await, "");
    }

    #[test]
    fn other_methods_are_told_what_is_allowed() {
        let response = answer(&Method::POST, "/users", &HeaderMap::new(), built);
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(header(&response, ALLOW), Some("GET, HEAD"));
    }

    #[test]
    fn pages_of_other_hosts_may_load_the_snippet_and_nothing_else() {
        assert_eq!(header(&get("/rollcall.js", "br"), ACCESS_CONTROL_ALLOW_ORIGIN), Some("*"));
        assert_eq!(header(&get("/favicon.svg", "br"), ACCESS_CONTROL_ALLOW_ORIGIN), None);
    }

    #[tokio::test]
    async fn a_server_without_a_page_says_how_to_build_it() {
        let response = answer(&Method::GET, "/users", &HeaderMap::new(), |_| None);
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(body(response).await.contains("cargo xtask build"));
    }
}
