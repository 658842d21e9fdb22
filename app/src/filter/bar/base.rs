//! The segment that the applied filter is or began with, and what can be done once it was edited.

use super::shown::Shown;
use crate::{
    address::FilterAddress,
    filter::{Applied, Base, save_as::UpdateSegment},
    sign_in::SessionContext,
    ui::Icon,
};
use leptos::prelude::*;
use shared::api::segments::Segment;

/// The chip of the segment; "(edited)" once the filter is another one.
#[component]
pub fn BaseChip(shown: Memo<Option<Shown>>) -> impl IntoView {
    let applied: Applied = expect_context();
    let is_edited = Memo::new(move |_| {
        let filter = applied.state.with(|state| state.meant());
        shown.with(Option::is_some) && applied.base.with(|base| is_other(base.as_ref(), filter.as_ref()))
    });
    let segment = Memo::new(move |_| applied.base.with(|base| base.as_ref().map(|base| base.segment.clone())));
    let may_edit = expect_context::<SessionContext>().may_edit();
    let is_updating = RwSignal::new(false);
    let chip = move |segment: Segment| {
        let revert = move |_| {
            let segment = Some(segment.segment_id.to_string());
            applied.go_to(FilterAddress { written: None, segment });
        };
        let edited = move || {
            is_edited.get().then(|| {
                view! {
                    {may_edit.then(|| view! {
                        <button type="button" class="button-link" on:click=move |_| is_updating.set(true)>"Update segment"</button>
                    })}
                    <button type="button" class="button-link" on:click=revert>"Revert"</button>
                }
            })
        };
        let name = segment.name.clone();
        view! {
            <span class=format!("segment-chip pill pill-{}", segment.color.word())>
                <Icon name=super::super::save_as::icon_of(&segment.icon) />
                {move || if is_edited.get() { format!("{name} (edited)") } else { name.clone() }}
            </span>
            {edited}
            <span class="chip-word">":"</span>
        }
    };
    view! {
        {move || segment.get().map(chip)}
        <UpdateSegment open=is_updating />
    }
}

fn is_other(base: Option<&Base>, filter: Option<&shared::filter::Filter>) -> bool {
    base.zip(filter).is_some_and(|(base, filter)| !base.is_same(filter))
}
