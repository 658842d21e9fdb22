//! The last step: how far it is, what it came to, and where to go from there.

use super::{check::progress, page::heading, report::counts, state::Wizard};
use crate::{
    api::{ImportAct, rejects_address},
    imports::{
        acts::{Acts, Ask, has_users, reverted_words, users_address},
        row::status_view,
        words::counted,
    },
    ui::{Icon, focus::focus_if_lost, format},
};
use leptos::prelude::*;
use shared::api::imports::{Import, ImportStatus};

/// The step.
pub fn run_step(wizard: Wizard, acts: Acts) -> AnyView {
    let is_under_way = Memo::new(move |_| wizard.import.with(|import| import.status.is_under_way()));
    Effect::new(move |was: Option<bool>| {
        let now = is_under_way.get();
        if was.is_some_and(|was| was != now) {
            if !now {
                wizard.announcer.status(wizard.import.with_untracked(ended));
            }
            focus_if_lost(if now { "stop" } else { "step-title" });
        }
        now
    });
    let numbers = move || {
        let import = wizard.import.get();
        counts([import.created, import.updated, import.unchanged, import.skipped, import.rejected])
    };
    let state = move || wizard.import.with(status_view);
    let content = move || {
        if is_under_way.get() {
            let words = if wizard.import.with_untracked(|import| import.reverting) {
                "Taking it back"
            } else {
                "Importing the rows"
            };
            return view! {
                {progress(wizard, words, acts.may_edit)}
                <p class="meta">"You can leave this page: it goes on, and the list of imports shows how far it is."</p>
            }
            .into_any();
        }
        wizard.import.with(over)
    };
    view! {
        {heading("Run")}
        <p class="import-state">{move || (!is_under_way.get()).then(state)}</p>
        {content}
        {numbers}
        {move || (!is_under_way.get()).then(|| links(wizard, acts, &wizard.import.get()))}
    }
    .into_any()
}

/// What it came to, in a sentence.
fn ended(import: &Import) -> String {
    let users = |number| counted(number, "user", "users", format::count);
    let numbers = format!(
        "{} created, {} updated, {} rejected.",
        users(import.created),
        users(import.updated),
        counted(import.rejected, "row", "rows", format::count)
    );
    let done = format!("{} of {}", format::count(import.done), counted(import.rows, "row", "rows", format::count));
    match (import.status, &import.revert) {
        (ImportStatus::Reverted, Some(reverted)) => format!("Reverted: {}", reverted_words(reverted, format::count)),
        (ImportStatus::Cancelled | ImportStatus::Failed, Some(reverted)) => {
            format!("Reverting was stopped: {}", reverted_words(reverted, format::count))
        }
        (ImportStatus::Cancelled, None) => format!("It was stopped after {done}. What was done by then stays done."),
        (ImportStatus::Failed, None) => format!("It could not go on after {done}."),
        (
            ImportStatus::Draft
            | ImportStatus::Checking
            | ImportStatus::Running
            | ImportStatus::Done
            | ImportStatus::Reverted,
            _,
        ) => format!("Done: {numbers}"),
    }
}

fn over(import: &Import) -> AnyView {
    let problem = import.problem.clone().map(|problem| view! { <p class="form-error">{problem}</p> });
    view! { <p>{ended(import)}</p>{problem} }.into_any()
}

fn links(wizard: Wizard, acts: Acts, import: &Import) -> AnyView {
    let (id, may) = (import.import_id, acts.may_edit);
    let resume = (may && import.can_run).then(|| {
        view! { <button type="button" class="button button-primary" on:click=move |_| wizard.act(ImportAct::Run)>"Resume"</button> }
    });
    let users = has_users(import).then(|| {
        let class = if import.can_run { "button" } else { "button button-primary" };
        view! { <a class=class href=users_address(id)><Icon name="users" />"Show these users"</a> }
    });
    let segment = match (import.segment_id, has_users(import) && may) {
        (Some(segment_id), _) => {
            Some(view! { <a class="button" href=format!("/segments/{segment_id}")><Icon name="segment" />"Open the segment"</a> }.into_any())
        }
        (None, true) => {
            let create = move |_| wizard.import.with_untracked(|import| acts.create_segment(import));
            Some(view! { <button type="button" class="button" on:click=create><Icon name="segment" />"Create segment"</button> }.into_any())
        }
        (None, false) => None,
    };
    let rejects = (may && import.rejected > 0).then(|| {
        view! { <a class="button" href=rejects_address(id) download=""><Icon name="download" />"Download rejected rows"</a> }
    });
    let revert = (may && import.can_revert).then(|| {
        let ask = move |_| acts.asked.set(Some((Ask::Revert, wizard.import.get_untracked())));
        view! { <button type="button" class="button" on:click=ask><Icon name="undo" />"Revert"</button> }
    });
    let another = may.then(|| view! { <a class="button" href="/imports/new">"Import another file"</a> });
    let failure = move || wizard.failure.get().map(|failure| view! { <p class="form-error">{failure.reason()}</p> });
    view! {
        {failure}
        <div class="wizard-foot">{resume}{users}{segment}{rejects}{revert}{another}</div>
    }
    .into_any()
}
