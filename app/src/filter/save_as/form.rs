//! What is asked for a new segment: the filter is built already, only the name is needed.

use super::{
    button::ListView,
    checks::{check, told},
    look::IconChoice,
};
use crate::{
    address::FilterAddress,
    api::{self, Failure},
    filter::{Applied, Base, Builder},
    ui::{ColorChoice, Field, Toasts, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{
        filter::FilterDocument,
        segments::{DESCRIPTION_LENGTH, ICONS, NAME_LENGTH, NewSegment, Segment},
    },
    color::Color,
    filter::{
        Filter,
        edit::{Draft, NodeId, Purpose},
    },
};

/// The form.
#[component]
pub fn SaveForm(
    /// Whether its dialog is open.
    open: RwSignal<bool>,
    /// The group that is saved, instead of all.
    #[prop(optional_no_strip)]
    part: Option<NodeId>,
) -> impl IntoView {
    let builder: Builder = expect_context();
    let applied = use_context::<Applied>();
    let toasts: Toasts = expect_context();
    // The list shows all of the filter.
    let view_of_list = use_context::<ListView>().filter(|_| part.is_none());
    let (name, description) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let icon = RwSignal::new(ICONS[0].0);
    let own_color = RwSignal::new(None);
    let color =
        Signal::derive(move || own_color.get().unwrap_or_else(|| name.with(|name| Color::of_name(name.trim()))));
    let with_view = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let refused = RwSignal::new(None::<String>);
    let is_saving = RwSignal::new(false);
    let name_error =
        Signal::derive(move || refused.get().or_else(|| failure.with(|failure| at_name(failure.as_ref()?))));
    let other_error =
        move || failure.get().filter(|failure| at_name(failure).is_none()).map(|failure| failure.reason());
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        failure.set(None);
        refused.set(name.with_untracked(|name| refusal(name)));
        if refused.with_untracked(Option::is_some) {
            return focus_soon("segment-name");
        }
        if is_saving.get_untracked() {
            return;
        }
        is_saving.set(true);
        let view = view_of_list.filter(|_| with_view.get_untracked()).map(|ListView(view)| view.get_untracked());
        let segment = NewSegment {
            name: name.get_untracked().trim().to_owned(),
            description: description.get_untracked().trim().to_owned(),
            icon: Some(icon.get_untracked().to_owned()),
            color: Some(color.get_untracked()),
            filter: builder.with_untracked(|draft| FilterDocument::new(&filter_of(draft, part))),
            view,
        };
        spawn_local(async move {
            let answer = api::create_segment(&segment).await;
            is_saving.try_set(false);
            match answer {
                Ok(segment) => {
                    open.try_set(false);
                    match applied.filter(|_| part.is_none()) {
                        Some(applied) => saved(builder, applied, toasts, segment),
                        None => saved_part(builder, toasts, segment),
                    }
                }
                Err(failed) => {
                    let is_name = at_name(&failed).is_some();
                    failure.try_set(Some(failed));
                    if is_name {
                        focus_soon("segment-name");
                    }
                }
            }
        });
    };
    focus_soon("segment-name");
    let notice = builder.with_untracked(|draft| told(check(draft, &[]).muted)).filter(|_| part.is_none());
    view! {
        <form class="save-form" on:submit=save novalidate=true>
            <Field id="segment-name" label="Name" autocomplete="off" error=name_error value=name />
            <div class="form-field">
                <label for="segment-description">"Description (optional)"</label>
                <textarea
                    class="field"
                    id="segment-description"
                    rows="2"
                    maxlength=DESCRIPTION_LENGTH.to_string()
                    on:input:target=move |event| description.set(event.target().value())
                ></textarea>
            </div>
            <IconChoice chosen=icon />
            <ColorChoice name="segment-color" chosen=color choose=Callback::new(move |color| own_color.set(Some(color))) />
            {view_of_list.map(|_| view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || with_view.get()
                        on:change:target=move |event| with_view.set(event.target().checked())
                    />
                    <span>"Remember columns and sort"</span>
                </label>
            })}
            {notice.map(|notice| view! { <p class="meta">{notice}</p> })}
            <div role="alert">{move || other_error().map(|reason| view! { <p class="field-error">{reason}</p> })}</div>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>"Cancel"</button>
                <button type="submit" class="button button-primary" aria-disabled=move || is_saving.get().then_some("true")>
                    {move || if is_saving.get() { "Saving..." } else { "Save segment" }}
                </button>
            </div>
        </form>
    }
}

/// The filter of a draft, or of a group in it.
fn filter_of(draft: &Draft, part: Option<NodeId>) -> Filter {
    let part = part.and_then(|id| draft.part(id)).map(|root| Filter { root });
    part.unwrap_or_else(|| draft.finish(Purpose::Save).filter)
}

/// Why a name cannot be taken, before anybody is asked.
pub fn refusal(name: &str) -> Option<String> {
    match name.trim().chars().count() {
        0 => Some("Give the segment a name.".into()),
        1..=NAME_LENGTH => None,
        _ => Some(format!("A name has {NAME_LENGTH} characters at most.")),
    }
}

/// What the server says of the name: the only thing that two segments cannot share.
pub fn at_name(failure: &Failure) -> Option<String> {
    let is_taken = matches!(failure, Failure::Status { status: 409, .. });
    failure.at("/name").or_else(|| is_taken.then(|| failure.reason()))
}

/// The segment is what the list shows now; undoing deletes it.
fn saved(builder: Builder, applied: Applied, toasts: Toasts, segment: Segment) {
    let before = applied.address.get_untracked();
    let id = segment.segment_id;
    applied.learn(Base::new(segment.clone()));
    applied.go_to(FilterAddress { written: None, segment: Some(id.to_string()) });
    tell(builder, toasts, segment, Callback::new(move |()| applied.go_to(before.clone())));
}

/// The list stays as it is.
fn saved_part(builder: Builder, toasts: Toasts, segment: Segment) {
    tell(builder, toasts, segment, Callback::new(|()| ()));
}

/// Says that a segment is there; undoing deletes it, and does what else there is to undo.
fn tell(builder: Builder, toasts: Toasts, segment: Segment, undone: Callback<()>) {
    let (id, name) = (segment.segment_id, segment.name);
    let text = format!("Segment “{name}” saved");
    refresh_catalogue(builder);
    let undo = move || {
        let name = name.clone();
        spawn_local(async move {
            match api::delete_segment(id).await {
                Ok(()) => {
                    undone.run(());
                    refresh_catalogue(builder);
                }
                Err(failure) => toasts.fail(format!("“{name}” could not be deleted. {}", failure.reason())),
            }
        });
    };
    toasts.done(text, undo);
}

/// A segment more or less: the menus and names learn of it.
fn refresh_catalogue(builder: Builder) {
    spawn_local(async move {
        // Without an answer everything stays as it was known.
        if let Ok(catalogue) = api::catalogue().await {
            builder.catalogue.try_set(catalogue);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_1_to_80_characters() {
        assert_eq!(refusal("  "), Some("Give the segment a name.".into()));
        assert_eq!(refusal(" Beta "), None);
        assert_eq!(refusal(&"ä".repeat(80)), None);
        assert_eq!(refusal(&"ä".repeat(81)), Some("A name has 80 characters at most.".into()));
    }
}
