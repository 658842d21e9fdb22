//! What the parts have in common: an answer that is waited for, cards, tables, secrets that are shown once.

use crate::{
    api::Failure,
    preferences::{Preferences, Times},
    ui::{CopyButton, Icon, RelativeTime, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{api::tags::SegmentName, time::Instant};

/// What a part asked the server for; `None` until it is answered.
pub type Answer<T> = RwSignal<Option<Result<T, Failure>>>;

/// Asks. What is shown stays until the answer is there.
pub fn ask<T: Send + Sync + 'static>(answer: Answer<T>, asked: impl Future<Output = Result<T, Failure>> + 'static) {
    spawn_local(async move {
        let answered = asked.await;
        answer.try_set(Some(answered));
    });
}

/// Shows what was answered, or that it is on its way, or why it cannot be had.
pub fn shown<T: Clone + Send + Sync + 'static>(
    answer: Answer<T>,
    retry: Callback<()>,
    show: fn(T) -> AnyView,
) -> AnyView {
    (move || match answer.get() {
        Some(Ok(answered)) => show(answered),
        Some(Err(failure)) => failed(&failure, retry),
        None => waiting(),
    })
    .into_any()
}

/// It is on its way.
pub fn waiting() -> AnyView {
    let line = |_| view! { <p><span class="skeleton"></span></p> };
    view! {
        <div class="settings-waiting" aria-busy="true">
            <p class="visually-hidden">"Loading"</p>
            {(0..3).map(line).collect_view()}
        </div>
    }
    .into_any()
}

/// Why it cannot be had.
pub fn failed(failure: &Failure, retry: Callback<()>) -> AnyView {
    let again = move |_| {
        focus_soon("settings-title");
        retry.run(());
    };
    view! {
        <div class="settings-failed">
            <p>{failure.reason()}</p>
            <button type="button" class="button" on:click=again>"Retry"</button>
        </div>
    }
    .into_any()
}

/// A card with a heading, a line about it, and what it holds.
pub fn card(id: &'static str, title: &'static str, about: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="settings-card" aria-labelledby=id>
            <div class="settings-card-head">
                <h3 id=id tabindex="-1">{title}</h3>
                {(!about.is_empty()).then(|| view! { <p class="meta">{about}</p> })}
            </div>
            {content}
        </section>
    }
    .into_any()
}

/// A table in a card; the last head has no words that are seen where it begins with a dot.
pub fn table(label: &'static str, heads: &'static [&'static str], rows: Vec<AnyView>) -> AnyView {
    let head = |words: &&'static str| {
        let hidden = words.starts_with('.').then_some("visually-hidden");
        view! { <th scope="col" role="columnheader"><span class=hidden>{words.trim_start_matches('.')}</span></th> }
    };
    view! {
        <div class="settings-table">
            <table role="table" aria-labelledby=label>
                <thead role="rowgroup"><tr role="row">{heads.iter().map(head).collect_view()}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A row: its name, and the cells after it with their heads.
pub fn row(name: AnyView, cells: Vec<(&'static str, AnyView)>) -> AnyView {
    let cell = |(head, content): (&'static str, AnyView)| {
        let label = (!head.is_empty()).then_some(head);
        view! { <td role="cell" data-label=label class=head.is_empty().then_some("settings-acts")>{content}</td> }
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{name}</th>
            {cells.into_iter().map(cell).collect_view()}
        </tr>
    }
    .into_any()
}

/// Text of a cell.
pub fn text(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { <span class="settings-text">{text}</span> }.into_any()
}

/// A time of a cell; a word where there is none.
pub fn time(at: Option<Instant>, none: &'static str) -> AnyView {
    let preferences: Preferences = expect_context();
    match at {
        Some(at) => view! {
            <RelativeTime at=at absolute=Signal::derive(move || preferences.times.get() == Times::Absolute) />
        }
        .into_any(),
        None => view! { <span class="none">{none}</span> }.into_any(),
    }
}

/// Segments of a cell, with where they are.
pub fn used_in(segments: Vec<SegmentName>) -> AnyView {
    if segments.is_empty() {
        return text("");
    }
    let link = |segment: SegmentName| {
        view! { <a href=format!("/segments/{}", segment.segment_id)>{segment.name}</a> }
    };
    view! { <span class="settings-links">{segments.into_iter().map(link).collect_view()}</span> }.into_any()
}

/// A button of a row; its name says what it is about.
pub fn act(id: String, words: &'static str, about: &str, acted: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="button" id=id aria-label=format!("{words} {about}") on:click=move |_| acted.run(())>
            {words}
        </button>
    }
    .into_any()
}

/// A secret that is shown this once, with the focus on it.
pub fn secret(id: &'static str, title: &'static str, about: &'static str, what: &'static str, text: String) -> AnyView {
    focus_soon(id);
    view! {
        <div class="settings-secret" role="group" tabindex="-1" id=id aria-label=title>
            <p><Icon name="key" /><b>{title}</b></p>
            <div class="settings-secret-text">
                <code>{text.clone()}</code>
                <CopyButton what=what label="Copy" text=Signal::stored(text) />
            </div>
            <p class="meta">{about}</p>
        </div>
    }
    .into_any()
}

/// Why something is only shown.
pub fn only_owners(words: &'static str) -> AnyView {
    view! { <p class="settings-note" role="note"><Icon name="eye" />{words}</p> }.into_any()
}
