//! Jobs, and files of users.

use super::{
    failure::Failure,
    request::{get, post, post_or, take_back},
};
use crate::address::Query;
use leptos::prelude::document;
use serde::Deserialize;
use shared::{
    api::jobs::{Job, JobRequest},
    ids::JobId,
};
use wasm_bindgen::JsCast;

/// The number of users is not the expected one: it is this.
#[derive(Debug, Deserialize)]
pub struct OtherNumber {
    /// How many there are.
    pub total: u64,
}

/// Begins a job, unless the number of users is another one.
pub async fn start_job(request: &JobRequest) -> Result<Result<Job, OtherNumber>, Failure> {
    post_or("/api/jobs", request, 409).await
}

/// How far a job is.
pub async fn job(job_id: JobId) -> Result<Job, Failure> {
    get(&format!("/api/jobs/{job_id}"), None).await
}

/// Stops a job.
pub async fn cancel_job(job_id: JobId) -> Result<Job, Failure> {
    take_back(&format!("/api/jobs/{job_id}")).await
}

/// Begins the job that takes back what another one did.
pub async fn undo_job(job_id: JobId) -> Result<Job, Failure> {
    post(&format!("/api/jobs/{job_id}/undo"), &(), None).await
}

/// Where the file of all users of a kept filter and a text is; everyone without.
pub fn export_address(filter_id: Option<&str>, text: &str, columns: Option<&str>) -> String {
    let mut query = Query::default();
    for (key, value) in [("fid", filter_id), ("text", Some(text).filter(|text| !text.is_empty())), ("columns", columns)]
    {
        if let Some(value) = value {
            query.push(key, value);
        }
    }
    format!("/api/users/export{}", query.text())
}

/// Has the browser take a file, as it does when a link to one is clicked.
pub fn download(address: &str) {
    let Ok(link) = document().create_element("a") else { return };
    // The names are valid, so that setting them cannot fail.
    let _ = link.set_attribute("href", address);
    let _ = link.set_attribute("download", "");
    if let Ok(link) = link.dyn_into::<web_sys::HtmlElement>() {
        link.click();
    }
}

#[cfg(test)]
mod tests {
    use super::export_address;

    #[test]
    fn files_have_addresses() {
        assert_eq!(export_address(None, "", None), "/api/users/export");
        let all = export_address(Some("k"), "a&b", Some("user,attribute:a%2Cb"));
        assert_eq!(all, "/api/users/export?fid=k&text=a%26b&columns=user,attribute:a%252Cb");
    }
}
