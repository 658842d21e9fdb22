//! The picker of a condition's field: a search, the categories beside it, and for experiences a second step.

use super::{
    change::{Pick, with_field},
    entries::{Category, Entry, Target, entries, found, steps, used},
    picker_parts::{crumbs, rail},
    slot::Slot,
    subject::Subject,
};
use crate::ui::{Choice, Icon, Listbox, focus, list_step, option_id, popover, storage};
use leptos::prelude::*;
use shared::filter::edit::{DraftCondition, NodeId};
use web_sys::KeyboardEvent;

const RECENT: &str = "rollcall.recent-fields";

fn recent() -> Vec<String> {
    storage::read(RECENT).and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default()
}

/// What the picker shows.
#[derive(Clone, Copy)]
pub struct Picking {
    pub text: RwSignal<String>,
    pub category: RwSignal<Option<Category>>,
    /// The experience of the second step.
    pub step: RwSignal<Option<Option<String>>>,
    pub active: RwSignal<Option<usize>>,
    pub entries: Memo<Vec<Entry>>,
    pub search_id: StoredValue<String>,
}

impl Picking {
    /// Begins anew, with the focus in the search.
    pub fn go(self, step: Option<Option<String>>) {
        self.step.set(step);
        self.text.set(String::new());
        self.active.set(Some(0));
        focus::focus(&self.search_id.get_value());
    }
}

/// What stands in the open popover.
#[component]
pub fn Picker(form: Slot, id: NodeId, dom: String, done: Callback<DraftCondition>) -> impl IntoView {
    let slot = form;
    let catalogue = slot.builder().catalogue;
    let used_before = recent();
    let entries = Memo::new(move |_| catalogue.with(entries));
    let picking = Picking {
        text: RwSignal::new(String::new()),
        category: RwSignal::new(None),
        step: RwSignal::new(None),
        active: RwSignal::new(Some(0)),
        entries,
        search_id: StoredValue::new(format!("{dom}-search")),
    };
    let Picking { text, category, step, active, .. } = picking;
    let shown = Memo::new(move |_| match step.get() {
        Some(experience) => {
            let steps = catalogue.with(|catalogue| steps(catalogue, experience.as_deref()));
            text.with(|text| found(&steps, text, None, &[]))
        }
        None => entries.with(|entries| text.with(|text| found(entries, text, category.get(), &used_before))),
    });
    let choose = Callback::new(move |index: usize| {
        let Some(entry) = shown.with_untracked(|shown| shown.get(index).cloned()) else { return };
        match entry.target {
            Target::Experience(experience) => picking.go(Some(experience)),
            Target::Field(pick) => {
                // A full storage forgets what was used.
                let recent = serde_json::to_string(&used(&recent(), &entry.key)).unwrap_or_default();
                storage::write(RECENT, Some(&recent));
                pick_field(slot, &pick, done);
            }
        }
    });
    let list = format!("{dom}-fields");
    let pressed = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let count = shown.with_untracked(Vec::len);
        let used = match event.key().as_str() {
            "Enter" => {
                if let Some(active) = active.get_untracked() {
                    choose.run(active);
                }
                true
            }
            "Backspace" if text.with_untracked(String::is_empty) && step.with_untracked(Option::is_some) => {
                picking.go(None);
                true
            }
            key => list_step(key, active.get_untracked(), count).inspect(|to| active.set(Some(*to))).is_some(),
        };
        if used {
            event.prevent_default();
        }
    };
    let choices = Signal::derive(move || shown.get().into_iter().map(choice).collect::<Vec<_>>());
    let placeholder = move || if step.with(Option::is_some) { "Search actions and questions" } else { "Search fields" };
    let list_id = list.clone();
    view! {
        {move || crumbs(picking, slot)}
        <div class="picker-search">
            <Icon name="search" />
            <input
                id=picking.search_id.get_value()
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                placeholder=placeholder
                aria-label="Search fields"
                aria-expanded="true"
                aria-controls=list.clone()
                aria-autocomplete="list"
                aria-activedescendant=move || {
                    active.get().filter(|at| shown.with(|shown| *at < shown.len())).map(|at| option_id(&list_id, at))
                }
                prop:value=move || text.get()
                on:input:target=move |event| {
                    text.set(event.target().value());
                    active.set(Some(0));
                }
                on:keydown=pressed
            />
        </div>
        <div class="picker-body">
            {move || step.with(Option::is_none).then(|| rail(picking))}
            <Listbox id=list label="Fields" choices=choices active=active chosen=choose />
            {move || shown.with(Vec::is_empty).then(|| view! { <p class="picker-nothing">"Nothing of this name"</p> })}
        </div>
        <span class="visually-hidden" data-node=id.0.to_string()></span>
    }
}

fn choice(entry: Entry) -> Choice {
    Choice {
        label: entry.label,
        detail: entry.detail,
        note: entry.sample,
        icon: Some(entry.icon),
        group: entry.group,
        leads_on: matches!(entry.target, Target::Experience(_)),
        ..Choice::default()
    }
}

/// Puts the field into the condition and closes.
fn pick_field(slot: Slot, pick: &Pick, done: Callback<DraftCondition>) {
    let condition = with_field(&DraftCondition(slot.get_untracked("")), pick);
    slot.replace(condition.clone(), "field");
    done.run(condition);
}

/// The button that opens the picker, with the name of the field.
#[component]
pub fn FieldButton(form: Slot, id: NodeId, dom: String, subject: Memo<Subject>) -> impl IntoView {
    let slot = form;
    let builder = slot.builder();
    let open = RwSignal::new(false);
    let (button, popup) = (format!("{dom}-field"), format!("{dom}-picker"));
    let ids = StoredValue::new((button.clone(), popup.clone(), dom));
    let title = Memo::new(move |_| builder.catalogue.with(|known| subject.with(|subject| subject.title(known))));
    let is_gone = Memo::new(move |_| builder.catalogue.with(|known| subject.with(|subject| subject.is_gone(known))));
    let done = Callback::new(move |condition: DraftCondition| {
        ids.with_value(|(_, popup, dom)| {
            popover::close(popup);
            super::condition::focus_value(dom, &condition);
        })
    });
    let toggled = move |event: web_sys::Event| {
        if popover::opens(&event) {
            ids.with_value(|(button, popup, dom)| {
                popover::put_in_place(popup, button);
                focus::focus(&format!("{dom}-search"));
            });
        }
    };
    // A condition that was just added asks for its field at once.
    Effect::new(move || {
        if builder.picking.get() == Some(id) {
            builder.picking.set(None);
            request_animation_frame(move || {
                if let Some(button) = ids.try_with_value(|(button, ..)| focus::element(button)).flatten() {
                    button.click();
                }
            });
        }
    });
    view! {
        <button
            type="button"
            id=button
            class="field-button"
            class:is-empty=move || subject.with(|subject| *subject == Subject::Nothing)
            class:is-gone=move || is_gone.get()
            popovertarget=popup.clone()
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            aria-label=move || title.with(|(before, name)| format!("Field, {before}{}{name}", if before.is_empty() { "" } else { " " }))
        >
            <span class="field-words">
                {move || title.with(|(before, _)| before.clone())}
                <b>{move || title.with(|(_, name)| name.clone())}</b>
            </span>
            <Icon name="down" />
        </button>
        <div
            id=popup
            class="popover picker"
            popover="auto"
            role="dialog"
            aria-label="Choose a field"
            on:beforetoggle=move |event| open.set(popover::opens(&event))
            on:toggle=toggled
        >
            <Show when=move || open.get()>
                <Picker form=slot id=id dom=ids.with_value(|(.., dom)| dom.clone()) done=done />
            </Show>
        </div>
    }
}
