//! The dialog: what is asked about, the answer, what would turn it, and the whole tree.

use super::{
    asking::{Target, Told, Why},
    tree::tree,
    words::{conditions, own_value, question, verdict},
};
use crate::{filter::Builder, ui::Dialog, users::Naming};
use leptos::prelude::*;
use shared::{
    api::{catalogue::SegmentField, flips::fewest_flips},
    ids::SegmentId,
};

/// The dialog; closed until something is asked.
#[component]
pub fn WhyDialog(why: Why) -> impl IntoView {
    let builder: Builder = expect_context();
    let name = move || {
        why.store.user.with(|user| user.as_ref().map_or_else(|| "the user".into(), |user| Naming::of(user).full()))
    };
    let segment = move |target: Target| match target {
        Target::Applied => String::new(),
        Target::Segment(id) => builder.catalogue.with(|catalogue| name_of(&catalogue.segments, id)),
    };
    let title = Signal::derive(move || match why.told.get() {
        Some(Ok(told)) => question(&name(), told.target, &segment(told.target), told.root.matches == Some(true)),
        Some(Err(_)) | None => "Why?".into(),
    });
    let answer = move || match (why.told.get(), why.target.get()) {
        (_, None) => {
            let has_any = builder.catalogue.with(|catalogue| !catalogue.segments.is_empty()) || why.filter_is_applied();
            let words = if has_any {
                "Choose what to ask about."
            } else {
                "There is nothing to ask about yet: apply a filter, or save one as a segment."
            };
            view! { <p class="meta">{words}</p> }.into_any()
        }
        (None, Some(_)) => crate::profile::parts::waiting(4),
        (Some(Err(failure)), Some(_)) => view! {
            <div class="block part-failed">
                <p class="block-title">"This could not be explained"</p>
                <p>{failure.reason()}</p>
                <button type="button" class="button" on:click=move |_| why.retry()>"Retry"</button>
            </div>
        }
        .into_any(),
        (Some(Ok(told)), Some(_)) => {
            let verdict = verdict(&name(), told.target, &segment(told.target), told.root.matches == Some(true));
            explained(why, &told, verdict)
        }
    };
    view! {
        <Dialog open=why.open id="why" title=title>
            <div class="why">{targets(why)}<div aria-live="polite">{answer}</div></div>
        </Dialog>
    }
}

fn name_of(segments: &[SegmentField], id: SegmentId) -> String {
    let own = segments.iter().find(|segment| segment.segment_id == id);
    own.map_or_else(|| "this segment".into(), |segment| segment.name.clone())
}

/// What can be asked about: the filter, the segments that the user is in, the others.
fn targets(why: Why) -> AnyView {
    let builder: Builder = expect_context();
    let own = move || -> Vec<SegmentId> {
        let of = |profile: &shared::api::profile::Profile| profile.segments.iter().map(|own| own.segment_id).collect();
        why.store.profile.with(|part| part.value.as_ref().map(of).unwrap_or_default())
    };
    let options = move |wanted: bool| {
        let own = own();
        let segments = builder.catalogue.with(|catalogue| catalogue.segments.clone());
        let option = move |segment: SegmentField| {
            let id = segment.segment_id;
            let is_chosen = move || why.target.get() == Some(Target::Segment(id));
            view! { <option value=id.to_string() prop:selected=is_chosen>{segment.name}</option> }
        };
        let some: Vec<_> = segments.into_iter().filter(|segment| own.contains(&segment.segment_id) == wanted).collect();
        let label = if wanted { "Segments with this user" } else { "Segments without this user" };
        (!some.is_empty()).then(|| {
            view! { <optgroup label=label>{some.into_iter().map(option).collect_view()}</optgroup> }
        })
    };
    let choose = move |value: String| match value.as_str() {
        "filter" => why.ask(Target::Applied),
        id => {
            if let Ok(id) = id.parse() {
                why.ask(Target::Segment(id));
            }
        }
    };
    let none =
        move || why.target.get().is_none().then(|| view! { <option value="" selected>"Choose a segment"</option> });
    let filter = move || {
        why.filter_is_applied().then(|| {
            view! {
                <option value="filter" prop:selected=move || why.target.get() == Some(Target::Applied)>
                    "The filter of the list"
                </option>
            }
        })
    };
    view! {
        <label class="why-target">
            <span class="meta">"Ask about"</span>
            <select id="why-target" class="select" on:change:target=move |event| choose(event.target().value())>
                {none}{filter}{move || options(true)}{move || options(false)}
            </select>
        </label>
    }
    .into_any()
}

fn explained(why: Why, told: &Told, verdict: String) -> AnyView {
    let matches = told.root.matches == Some(true);
    let flips = fewest_flips(&told.root);
    let pointers: Vec<String> = flips.iter().flatten().map(|node| node.pointer.clone()).collect();
    let turning = match flips {
        None => view! { <p class="meta">"No condition can change that."</p> }.into_any(),
        Some(flips) => {
            let one = |node: &shared::api::explain::Explained| {
                let now = if node.matches == Some(true) { "true" } else { "not true" };
                let value = own_value(node).map(|value| view! { ": "<span class="why-value">{value}</span> });
                view! { <li><b>{node.sentence.clone()}</b><span class="meta">{format!("is {now} now")}{value}</span></li> }
            };
            let words = format!("{} would have to flip to change that", conditions(flips.len()));
            let items = flips.into_iter().map(one).collect_view();
            view! { <h3>{words}</h3><ol class="why-flips">{items}</ol> }.into_any()
        }
    };
    view! {
        <p class="why-verdict" class:is-true=matches class:is-false=!matches>
            <crate::ui::Icon name=if matches { "check" } else { "close" } />{verdict}
        </p>
        {turning}
        <h3>"Every condition"</h3>
        {tree(why, told, &pointers)}
    }
    .into_any()
}
