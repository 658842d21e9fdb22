//! Sending a file. `fetch` does not tell how much has been sent, so that this is an XMLHttpRequest; the browser reads the
//! file as it sends it, and never holds all of it.

use super::{failure::Failure, request::refused};
use js_sys::Promise;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

/// A file that is being sent, to give it up.
#[derive(Clone)]
pub struct Upload(Option<XmlHttpRequest>);

impl Upload {
    /// A new one, for one file.
    pub fn new() -> Self {
        Self(XmlHttpRequest::new().ok())
    }

    /// Gives it up.
    pub fn abort(&self) {
        if let Some(request) = &self.0 {
            // One that is over is not disturbed.
            let _ = request.abort();
        }
    }
}

/// Sends a file as a form does, in the field `file`.
pub async fn upload<Answer: DeserializeOwned>(
    path: &str,
    file: &File,
    sending: &Upload,
    told: impl Fn(f64) + 'static,
) -> Result<Answer, Failure> {
    let request = sending.0.as_ref().ok_or(Failure::Network)?;
    let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.total() > 0.0 {
            told(event.loaded() / event.total());
        }
    });
    let (status, text) = sent(path, file, request, &on_progress).await.map_err(|_| Failure::Network)?;
    match status {
        0 => Err(Failure::Network),
        200..=299 => serde_json::from_str(&text).map_err(|_| Failure::Unreadable),
        _ => Err(refused(status, &text)),
    }
}

async fn sent(
    path: &str,
    file: &File,
    request: &XmlHttpRequest,
    on_progress: &Closure<dyn Fn(ProgressEvent)>,
) -> Result<(u16, String), JsValue> {
    let form = FormData::new()?;
    form.append_with_blob("file", file)?;
    request.open_with_async("POST", path, true)?;
    request.set_request_header("Accept", "application/json, application/problem+json")?;
    request.upload()?.set_onprogress(Some(wasm_bindgen::JsCast::unchecked_ref(on_progress.as_ref())));
    let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send_with_opt_form_data(Some(&form))?;
    JsFuture::from(ended).await?;
    Ok((request.status()?, request.response_text()?.unwrap_or_default()))
}
