//! How large the segment was, and the conditions that it had: who gave it them and when, before and after.

use super::{sizes::points, state::Editor};
use crate::{
    api::{self, Failure},
    filter::Told,
    preferences::{Preferences, Times},
    ui::{RelativeTime, focus::focus_soon, line_chart},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::segments::{SegmentHistory, SegmentVersion},
    filter::{Filter, edit::Draft},
};

/// Chart and history of the segment as it is stored.
pub fn history(editor: Editor) -> AnyView {
    let answer = RwSignal::new(None::<Result<SegmentHistory, Failure>>);
    let stored = Memo::new(move |_| editor.base.with(|base| base.as_ref().map(|base| (base.segment_id, base.updated))));
    let ask = move || {
        let Some((id, _)) = stored.get() else { return };
        spawn_local(async move {
            let history = api::segment_history(id).await;
            answer.try_set(Some(history));
        });
    };
    Effect::new(ask);
    let shown = move || match answer.get() {
        None => view! { <p><span class="skeleton"></span></p> }.into_any(),
        Some(Err(failure)) => view! {
            <p>{format!("It could not be loaded. {}", failure.reason())}</p>
            <button type="button" class="button" on:click=move |_| untrack(ask)>"Retry"</button>
        }
        .into_any(),
        Some(Ok(history)) => told(editor, history),
    };
    view! { <section class="editor-card" aria-labelledby="history-title"><h3 id="history-title">"History"</h3>{shown}</section> }
        .into_any()
}

fn told(editor: Editor, history: SegmentHistory) -> AnyView {
    let points = points(&history.sizes);
    let chart = if points.is_empty() {
        view! { <p class="meta">"Its size is noted once a day, for the first time within the hour."</p> }.into_any()
    } else {
        line_chart("Users", points)
    };
    let befores = history.versions.iter().skip(1).map(|version| Some(version.sentence.clone())).chain([None]);
    let versions: Vec<_> = history.versions.iter().cloned().zip(befores).enumerate().collect();
    let lines = versions.into_iter().map(|(at, (now, before))| version(editor, now, before, at == 0)).collect_view();
    view! {
        <h4 class="meta">"Users in the last 90 days"</h4>
        {chart}
        <h4 class="meta">"Conditions"</h4>
        <ol class="versions">{lines}</ol>
    }
    .into_any()
}

fn version(editor: Editor, version: SegmentVersion, before: Option<String>, is_current: bool) -> AnyView {
    let preferences: Preferences = expect_context();
    let words = |sentence: String| if sentence.is_empty() { "Everyone".to_owned() } else { sentence };
    let who = match version.by {
        Some(by) => by.name.unwrap_or_else(|| "Somebody who is gone".into()),
        None => "A program".into(),
    };
    let number = version.version;
    let filter = version.filter.read("").ok();
    let bring_back = (!is_current).then(|| {
        filter.map(|filter| {
            view! {
                <button
                    type="button"
                    class="button-link"
                    aria-label=format!("Use the conditions of version {number}")
                    on:click=move |_| bring_back(editor, &filter, number)
                >
                    "Use these"
                </button>
            }
        })
    });
    let before = before
        .map(|before| view! { <p class="version-before"><span class="meta">"Before: "</span>{words(before)}</p> });
    let after = if before.is_some() { "After: " } else { "Created with: " };
    view! {
        <li class="version">
            <p class="version-head">
                <b>{who}</b>
                <RelativeTime at=version.at absolute=Signal::derive(move || preferences.times.get() == Times::Absolute) />
                {bring_back}
            </p>
            {before}
            <p><span class="meta">{after}</span>{words(version.sentence)}</p>
        </li>
    }
    .into_any()
}

/// Puts the conditions of a version into the builder, one step of its history; nothing is saved by it.
fn bring_back(editor: Editor, filter: &Filter, number: u64) {
    let told = |_: &Draft, _: &Draft| Told {
        label: format!("took the conditions of version {number}"),
        status: Some(format!("Conditions of version {number} are in the builder. Save to use them.")),
    };
    editor.builder.run(|_| Ok(Draft::from(filter)), told);
    focus_soon("filters");
}
