//! What stands in the list's place: skeleton, no match, a failure, a filter that cannot be had.

use super::{screen::Screen, store::Store};
use crate::{
    address::Write,
    api::Failure,
    filter::{AppliedState, NoMatchHelp},
    ui::{Announcer, CopyButton, focus::focus},
};
use leptos::prelude::*;

/// Ten rows to come; seen only after a moment, so that a quick answer never flickers.
#[component]
pub fn Skeleton() -> impl IntoView {
    let store: Store = expect_context();
    let columns = move || store.columns.with(|columns| columns.all().len());
    let cell = |at: usize| {
        view! {
            <td role="cell" class:column-user=at == 0>
                {(at == 0).then(|| view! { <span class="skeleton skeleton-avatar"></span> })}
                <span class="skeleton"></span>
            </td>
        }
    };
    let row = move |at: usize| {
        let cells = move || (0..columns()).map(cell).collect_view();
        let hidden = (at > 0).then_some("true");
        view! {
            <tr role="row" class="skeleton-row" aria-hidden=hidden>
                <td role="cell" class="column-check"></td>
                {cells}
                <td role="cell" class="column-actions"></td>
                {(at == 0).then(|| view! { <td role="cell" class="visually-hidden">"Loading users"</td> })}
            </tr>
        }
    };
    (0..10).map(row).collect_view()
}

/// A row over the whole width.
#[component]
fn WholeRow(children: Children) -> impl IntoView {
    let store: Store = expect_context();
    // The box and the actions have columns, too.
    let span = move || store.columns.with(|columns| (columns.all().len() + 2).to_string());
    view! {
        <tr role="row" class="block-row"><td role="cell" colspan=span><div class="block">{children()}</div></td></tr>
    }
}

/// Nobody matches what is searched for.
#[component]
pub fn NoMatch() -> impl IntoView {
    let store: Store = expect_context();
    let text = move || store.screen.with(|screen| screen.text.trim().to_owned());
    if store.applied.state.with(|state| matches!(state, AppliedState::Ready { .. })) {
        return view! { <WholeRow><NoMatchHelp text=text() /></WholeRow> }.into_any();
    }
    let clear = move |_| {
        let screen = store.screen.get_untracked();
        store.go(&Screen { text: String::new(), place: Screen::default().place, ..screen }, Write::Push);
        focus("search");
    };
    view! {
        <WholeRow>
            <p class="block-title">{move || format!("No users match “{}”", text())}</p>
            <p>"The search looks for this text in names, e-mail addresses, user IDs and visitor IDs."</p>
            <button type="button" class="button" on:click=clear>"Clear the search"</button>
        </WholeRow>
    }
    .into_any()
}

/// The list could not be loaded.
#[component]
pub fn LoadFailed(failure: Failure, retry_in: Option<u32>) -> impl IntoView {
    let store: Store = expect_context();
    let title = if failure.is_forbidden() { "You do not have access to users" } else { "Users could not be loaded" };
    let title = if failure.is_signed_out() { "Your session has ended" } else { title };
    let again = retry_in.map(|seconds| {
        let unit = if seconds == 1 { "second" } else { "seconds" };
        view! { <p>{format!("Trying again in {seconds} {unit}.")}</p> }
    });
    let request_id = failure.request_id().map(|request_id| {
        view! {
            <p class="meta request-id">
                "Request " <span class="mono">{request_id.clone()}</span>
                <CopyButton what="request ID" text=Signal::stored(request_id) />
            </p>
        }
    });
    view! {
        <WholeRow>
            <p class="block-title">{title}</p>
            <p>{failure.reason()}</p>
            {again}
            <button type="button" class="button" on:click=move |_| {
                store.retry();
                focus("found");
            }>"Retry"</button>
            {request_id}
        </WholeRow>
    }
}

/// A link with a filter that this version cannot read. Never an unfiltered list in its place.
#[component]
pub fn UnreadableFilter(raw: String, is_newer: bool) -> impl IntoView {
    let title = "The filter in this link could not be read";
    expect_context::<Announcer>().alert(title);
    let why = if is_newer {
        "It was made by a newer version of Rollcall: reload the page, or have the server updated."
    } else {
        "The link is damaged or was cut short. Ask for it again where you have it from."
    };
    view! {
        <div class="block" role="group" aria-label="Unreadable filter">
            <p class="block-title">{title}</p>
            <p>{why}</p>
            <p>"No users are shown, because a list of everyone would be taken for the filter's."</p>
            <pre class="code" tabindex="0"><code>{raw.clone()}</code></pre>
            <div class="block-actions">
                <CopyButton what="filter" label="Copy" text=Signal::stored(raw) />
                <a class="button button-primary" href="/users">"Show all users"</a>
            </div>
        </div>
    }
}

/// A link with a filter or a segment that the server does not give.
#[component]
pub fn FilterFailed(failure: Failure) -> impl IntoView {
    let store: Store = expect_context();
    let is_gone = matches!(failure, Failure::Status { status: 404, .. });
    let title = match (is_gone, store.applied.address.with_untracked(|address| address.written.is_some())) {
        (true, true) => "The filter of this link is not kept any more",
        (true, false) => "The segment of this link does not exist any more",
        (false, _) => "The filter of this link could not be loaded",
    };
    expect_context::<Announcer>().alert(title);
    let retry = move |_| {
        store.applied.retry();
        focus("found");
    };
    view! {
        <div class="block" role="group" aria-label="Filter not loaded">
            <p class="block-title">{title}</p>
            {(!is_gone).then(|| view! { <p>{failure.reason()}</p> })}
            <div class="block-actions">
                {(!is_gone).then(|| view! { <button type="button" class="button" on:click=retry>"Retry"</button> })}
                <a class="button button-primary" href="/users">"Show all users"</a>
            </div>
        </div>
    }
}
