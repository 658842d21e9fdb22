//! How far the jobs of this tab are, among the notifications.

use super::{context::Jobs, tracked::Tracked};
use crate::ui::format;
use leptos::prelude::*;
use shared::ids::JobId;

/// A card for each job that is under way.
#[component]
pub fn JobCards() -> impl IntoView {
    let jobs: Jobs = expect_context();
    let each = move || jobs.running.with(|running| running.iter().map(|one| one.job_id).collect::<Vec<_>>());
    view! { <For each=each key=|job_id| *job_id children=move |job_id| card(jobs, job_id) /> }
}

fn card(jobs: Jobs, job_id: JobId) -> AnyView {
    let one = Memo::new(move |_| jobs.running.with(|running| running.iter().find(|one| one.job_id == job_id).cloned()));
    let words =
        Memo::new(move |_| one.with(|one| one.as_ref().map(|one| one.doing(format::count)).unwrap_or_default()));
    let numbers = move || {
        one.with(|one| one.as_ref().and_then(|Tracked { job, .. }| job.as_ref().map(|job| (job.done, job.total))))
    };
    let told = move || numbers().map(|(done, total)| format!("{} of {}", format::count(done), format::count(total)));
    jobs.toasts.say(words.get_untracked());
    view! {
        <div class="toast job">
            <div class="job-words">
                <p>{words}</p>
                <progress
                    aria-label=words
                    max=move || numbers().map_or(1, |(_, total)| total.max(1)).to_string()
                    value=move || numbers().map_or(0, |(done, _)| done).to_string()
                ></progress>
                <span class="meta">{told}</span>
            </div>
            <button
                type="button"
                class="button-link"
                aria-label=move || format!("Cancel: {}", words.get())
                on:click=move |_| jobs.cancel(job_id)
            >
                "Cancel"
            </button>
        </div>
    }
    .into_any()
}
