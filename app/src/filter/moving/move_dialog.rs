//! "Move to…": every place of the tree without dragging, and what the filter says then.

use super::{
    acts,
    names::{capitalised, named},
    places::{GroupChoice, Named, groups, own_place, partners, positions},
    state::Moving,
};
use crate::ui::{Dialog, focus::focus_soon};
use leptos::prelude::*;
use shared::filter::{
    describe_users,
    edit::{Draft, DropTarget, NodeId, Purpose},
};

/// The dialog.
#[component]
pub fn MoveDialog() -> impl IntoView {
    let asking = expect_context::<Moving>().asking;
    view! {
        <Dialog open=asking.is_move_to id="move-to" title="Move to">
            {move || asking.node.get().map(|id| view! { <MoveForm id=id /> })}
        </Dialog>
    }
}

/// What is chosen: a group, or none for a new one, and the place.
#[derive(Clone, Copy)]
struct Chosen {
    group: RwSignal<Option<NodeId>>,
    target: RwSignal<Option<DropTarget>>,
}

#[component]
fn MoveForm(id: NodeId) -> impl IntoView {
    let moving: Moving = expect_context();
    let builder = moving.builder;
    let own = builder.with_untracked(|draft| own_place(draft, id));
    let own_group = builder.with_untracked(|draft| draft.place_of(id).map(|(group, _)| group.id));
    let chosen = Chosen { group: RwSignal::new(own_group), target: RwSignal::new(own) };
    let name = acts::look(builder, |draft, words| capitalised(&named(draft, id, words)));
    let outcome = Memo::new(move |_| builder.with(|draft| outcome(moving, draft, id, chosen.target.get())));
    let submitted = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let target = chosen.target.get_untracked().filter(|_| outcome.with_untracked(Result::is_ok));
        if let Some(target) = target {
            moving.asking.is_move_to.set(false);
            acts::drop_at(builder, id, target, false);
        }
    };
    focus_soon("move-to-group");
    view! {
        <form class="move-form" on:submit=submitted>
            <p class="move-name">{name}</p>
            <GroupList id=id chosen=chosen />
            {move || place_choice(moving, id, chosen)}
            <p class="move-preview" role="status">
                {move || match outcome.get() {
                    Ok(sentence) => view! { <b>"Then: "</b>{sentence} }.into_any(),
                    Err(reason) => view! { <span class="meta">{reason}</span> }.into_any(),
                }}
            </p>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| moving.asking.is_move_to.set(false)>"Cancel"</button>
                <button
                    type="submit"
                    class="button button-primary"
                    aria-disabled=move || outcome.with(Result::is_err).then_some("true")
                >
                    "Move"
                </button>
            </div>
        </form>
    }
}

/// The sentence of the filter after the move, or why it cannot be.
fn outcome(moving: Moving, draft: &Draft, id: NodeId, target: Option<DropTarget>) -> Result<String, String> {
    let target = target.ok_or("There is nothing to make a group with.")?;
    let moved = draft.drop_at(id, target, false).map_err(|refused| refused.reason)?;
    let filter = moved.finish(Purpose::Apply).filter;
    Ok(moving.builder.names.with(|names| describe_users(&filter, names)))
}

/// The groups as they nest, and a new one.
#[component]
fn GroupList(id: NodeId, chosen: Chosen) -> impl IntoView {
    let moving: Moving = expect_context();
    let choose = move |group: Option<NodeId>| {
        let places = places(moving, id, group);
        let own = moving.builder.with_untracked(|draft| own_place(draft, id));
        let is_own =
            own.filter(|_| moving.builder.with_untracked(|draft| draft.place_of(id).map(|(own, _)| own.id)) == group);
        chosen.group.set(group);
        chosen.target.set(is_own.or(places.last().map(|(target, _)| *target)));
    };
    let row = move |choice: GroupChoice| {
        let GroupChoice { id, level, name, inside, refused } = choice;
        let is_chosen = move || chosen.group.get() == Some(id);
        let is_first = is_chosen_now(chosen, id);
        let reason = refused.clone().map(|reason| view! { <span class="meta">{reason}</span> });
        view! {
            <label class="choice move-group" style:--level=level.to_string()>
                <input
                    type="radio"
                    name="move-to-group"
                    id=is_first.then_some("move-to-group")
                    prop:checked=is_chosen
                    disabled=refused.is_some()
                    on:change=move |_| choose(Some(id))
                />
                <span class="move-group-words">
                    <span>{name}</span>
                    {reason.is_none().then_some(view! { <span class="meta">{inside}</span> })}
                    {reason}
                </span>
            </label>
        }
    };
    let choices = acts::look(moving.builder, |draft, words| groups(draft, id, words));
    view! {
        <fieldset class="move-groups">
            <legend class="meta">"Group"</legend>
            <div class="move-group-list">{choices.into_iter().map(row).collect_view()}</div>
            <label class="choice move-group">
                <input
                    type="radio"
                    name="move-to-group"
                    prop:checked=move || chosen.group.get().is_none()
                    on:change=move |_| choose(None)
                />
                <span>"A new group with…"</span>
            </label>
        </fieldset>
    }
}

fn is_chosen_now(chosen: Chosen, id: NodeId) -> bool {
    chosen.group.get_untracked() == Some(id)
}

fn places(moving: Moving, id: NodeId, group: Option<NodeId>) -> Vec<Named> {
    acts::look(moving.builder, |draft, words| match group {
        Some(group) => positions(draft, id, group, words),
        None => partners(draft, id, words),
    })
}

/// The place in the chosen group, or the other one in a new group.
fn place_choice(moving: Moving, id: NodeId, chosen: Chosen) -> AnyView {
    let group = chosen.group.get();
    let places = places(moving, id, group);
    let first = chosen.target.get_untracked();
    let option = |(at, (target, name)): (usize, &Named)| {
        // The place where it is now is the one after its upper neighbour.
        let is_chosen = first == Some(*target) || Some(at) == own_at(moving, id, first, group);
        view! { <option value=at.to_string() selected=is_chosen>{name.clone()}</option> }
    };
    let options = places.iter().enumerate().map(option).collect_view();
    let changed = move |at: String| {
        chosen.target.set(at.parse().ok().and_then(|at: usize| places.get(at)).map(|(target, _)| *target));
    };
    view! {
        <label class="form-field">
            <span>{if group.is_some() { "Position" } else { "With" }}</span>
            <select class="field" id="move-to-place" on:change:target=move |event| changed(event.target().value())>
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// Which of the positions in its own group a node has now.
fn own_at(moving: Moving, id: NodeId, target: Option<DropTarget>, group: Option<NodeId>) -> Option<usize> {
    let (own, index) = moving.builder.with_untracked(|draft| draft.place_of(id).map(|(own, index)| (own.id, index)))?;
    let is_own = target == Some(DropTarget::Into { parent: own, index }) && group == Some(own);
    is_own.then_some(index)
}
