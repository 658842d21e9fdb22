//! One request and its answer: JSON both ways, problems read, a lost session told to the page.

use super::failure::Failure;
use gloo_net::http::{Request, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use std::{cell::RefCell, rc::Rc};

thread_local! {
    static SIGNED_OUT: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Sets what happens when the server says that there is no session any more.
pub fn on_signed_out(told: impl Fn() + 'static) {
    SIGNED_OUT.with_borrow_mut(|hook| *hook = Some(Rc::new(told)));
}

/// Gives up the request that it was lent to; dropping it gives up nothing.
#[derive(Clone)]
pub struct Abort(Option<web_sys::AbortController>);

impl Abort {
    /// A new one, for one request.
    pub fn new() -> Self {
        Self(web_sys::AbortController::new().ok())
    }

    /// Gives the request up.
    pub fn abort(&self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Asks with a body.
pub async fn post<Answer: DeserializeOwned>(
    path: &str,
    body: &impl Serialize,
    abort: Option<&Abort>,
) -> Result<Answer, Failure> {
    let request = lend(Request::post(path), abort).json(body).map_err(|_| Failure::Unreadable)?;
    read(request.send().await, abort).await
}

/// Asks with a body, where one status is no failure: its answer is read, too.
pub async fn post_or<Answer: DeserializeOwned, Other: DeserializeOwned>(
    path: &str,
    body: &impl Serialize,
    status: u16,
) -> Result<Result<Answer, Other>, Failure> {
    let request = lend(Request::post(path), None).json(body).map_err(|_| Failure::Unreadable)?;
    let sent = request.send().await;
    if let Some(response) = sent.as_ref().ok().filter(|response| response.status() == status) {
        let text = response.text().await.map_err(|_| Failure::Network)?;
        return serde_json::from_str(&text).map(Err).map_err(|_| Failure::Unreadable);
    }
    read(sent, None).await.map(Ok)
}

/// Asks with a body, and expects no answer but that it is done.
pub async fn send(path: &str, body: &impl Serialize) -> Result<(), Failure> {
    let request = lend(Request::post(path), None).json(body).map_err(|_| Failure::Unreadable)?;
    accept(request.send().await, None).await.map(|_| ())
}

/// Changes with a body.
pub async fn patch<Answer: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<Answer, Failure> {
    let request = lend(Request::patch(path), None).json(body).map_err(|_| Failure::Unreadable)?;
    read(request.send().await, None).await
}

/// Asks without a body.
pub async fn get<Answer: DeserializeOwned>(path: &str, abort: Option<&Abort>) -> Result<Answer, Failure> {
    let request = lend(Request::get(path), abort).build().map_err(|_| Failure::Unreadable)?;
    read(request.send().await, abort).await
}

/// Deletes, and expects no answer but that it is done.
pub async fn delete(path: &str) -> Result<(), Failure> {
    let request = Request::delete(path).build().map_err(|_| Failure::Unreadable)?;
    accept(request.send().await, None).await.map(|_| ())
}

/// Takes something back, and reads what has come of it.
pub async fn take_back<Answer: DeserializeOwned>(path: &str) -> Result<Answer, Failure> {
    let request = lend(Request::delete(path), None).build().map_err(|_| Failure::Unreadable)?;
    read(request.send().await, None).await
}

/// Puts without a body, and expects no answer but that it is done.
pub async fn put(path: &str) -> Result<(), Failure> {
    let request = Request::put(path).build().map_err(|_| Failure::Unreadable)?;
    accept(request.send().await, None).await.map(|_| ())
}

fn lend(request: RequestBuilder, abort: Option<&Abort>) -> RequestBuilder {
    let controller = abort.and_then(|abort| abort.0.as_ref());
    request
        .header("Accept", "application/json, application/problem+json")
        .abort_signal(controller.map(web_sys::AbortController::signal).as_ref())
}

async fn read<Answer: DeserializeOwned>(
    sent: Result<Response, gloo_net::Error>,
    abort: Option<&Abort>,
) -> Result<Answer, Failure> {
    let response = accept(sent, abort).await?;
    let text = response.text().await.map_err(|_| lost(abort))?;
    serde_json::from_str(&text).map_err(|_| Failure::Unreadable)
}

async fn accept(sent: Result<Response, gloo_net::Error>, abort: Option<&Abort>) -> Result<Response, Failure> {
    let response = sent.map_err(|_| lost(abort))?;
    if response.ok() {
        return Ok(response);
    }
    let text = response.text().await.unwrap_or_default();
    Err(refused(response.status(), &text))
}

/// The failure of an answer that is none of success. A lost session is told.
pub fn refused(status: u16, text: &str) -> Failure {
    let failure = Failure::Status { status, problem: serde_json::from_str(text).ok() };
    if failure.is_signed_out() {
        let hook = SIGNED_OUT.with_borrow(Clone::clone);
        if let Some(told) = hook {
            told();
        }
    }
    failure
}

/// A request without an answer: given up by us, or lost on the way.
fn lost(abort: Option<&Abort>) -> Failure {
    let aborted = abort.and_then(|abort| abort.0.as_ref()).is_some_and(|controller| controller.signal().aborted());
    if aborted { Failure::Aborted } else { Failure::Network }
}
