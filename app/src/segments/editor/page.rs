//! `/segments/new` and `/segments/{id}`.

use super::{
    ask::{ImpactDialog, problems},
    details::details,
    head::{head, notices},
    history::history,
    keep::kept_line,
    keys,
    leave::LeaveDialog,
    matching::matching,
    save::Saving,
    state::Editor,
};
use crate::{
    address::Navigator,
    api::{self, Failure},
    filter::{Builder, BuilderPanel, CodeButton, Counting, EditedSegment},
    live::Live,
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{catalogue::Catalogue, segments::Segment},
    ids::SegmentId,
};

/// The editor of a segment; of a new one without an id.
#[component]
pub fn EditorPage(id: Option<SegmentId>) -> impl IntoView {
    let segment = RwSignal::new(None::<Result<Segment, Failure>>);
    let ask = move || {
        if let Some(id) = id {
            spawn_local(async move {
                let answer = api::segment(id).await;
                segment.try_set(Some(answer));
            });
        }
    };
    ask();
    move || match (id, segment.get()) {
        (None, _) => editor_of(None),
        (Some(_), Some(Ok(segment))) => editor_of(Some(segment)),
        (Some(_), None) => {
            document().set_title("Segment - Users & Segments");
            view! { <div class="block" aria-busy="true"><span class="skeleton"></span><p class="visually-hidden">"Loading the segment"</p></div> }
                .into_any()
        }
        (Some(_), Some(Err(failure))) => failed(&failure, Callback::new(move |()| ask())),
    }
}

fn failed(failure: &Failure, retry: Callback<()>) -> AnyView {
    let is_gone = matches!(failure, Failure::Status { status: 404, .. });
    let title = if is_gone { "This segment does not exist any more" } else { "The segment could not be loaded" };
    document().set_title(title);
    let reason = failure.reason();
    expect_context::<Navigator>().land("editor-title");
    view! {
        <div class="block">
            <h2 class="block-title" id="editor-title" tabindex="-1">{title}</h2>
            {(!is_gone).then(|| view! {
                <p>{reason}</p>
                <button type="button" class="button" on:click=move |_| retry.run(())>"Retry"</button>
            })}
            <a class="button" href="/segments">"All segments"</a>
        </div>
    }
    .into_any()
}

fn editor_of(segment: Option<Segment>) -> AnyView {
    let id = segment.as_ref().map(|segment| segment.segment_id);
    let live: Live = expect_context();
    let catalogue = RwSignal::new(Catalogue::default());
    Effect::new(move || {
        live.definitions.track();
        spawn_local(async move {
            // Without an answer everything stays as it was known.
            if let Ok(known) = api::catalogue().await {
                catalogue.try_set(known);
            }
        });
    });
    let edited: EditedSegment = Signal::stored(id);
    provide_context(edited);
    let builder = Builder::provide(catalogue);
    builder.open.set(true);
    let changes = Signal::derive(move || live.users.get().map_or(0, |changed| changed.sequence));
    Counting::provide(builder, Signal::stored(String::new()), changes, Signal::stored(true));
    let editor = Editor::new(builder, segment);
    let saving = Saving::new(editor);
    keys::listen(editor, saving);
    Effect::new(move || {
        let name = editor.base.with(|base| base.as_ref().map(|base| base.name.clone()));
        document().set_title(&format!("{} - Users & Segments", name.unwrap_or_else(|| "New segment".into())));
    });
    let notices = move || editor.base.with(|base| base.as_ref().map(notices));
    let has_past = Memo::new(move |_| editor.base.with(Option::is_some));
    expect_context::<Navigator>().land("editor-title");
    let past = move || has_past.get().then(|| untrack(|| history(editor)));
    view! {
        <div class="editor">
            {kept_line(editor, id)}
            {head(editor, saving)}
            {problems(editor)}
            {notices}
            <div class="editor-columns">
                <div class="editor-main">
                    <BuilderPanel can_close=false><CodeButton /></BuilderPanel>
                    {matching(builder)}
                </div>
                <div class="editor-side">
                    {details(editor)}
                    {past}
                </div>
            </div>
        </div>
        <ImpactDialog saving=saving />
        <LeaveDialog editor=editor id=id />
    }
    .into_any()
}
