//! The picker of a condition's field: a search, the categories beside it, and for experiences a second step.

use super::{
    change::{Pick, with_field},
    entries::{Category, Entry, Target, entries, found, steps, used},
    picker_parts::{crumbs, rail},
    segment::{EditedSegment, refused},
    slot::Slot,
};
use crate::ui::{Choice, Icon, Listbox, counted_options, focus, list_step, option_id, storage, tell_soon};
use leptos::prelude::*;
use shared::filter::edit::DraftCondition;
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
pub fn Picker(form: Slot, dom: String, done: Callback<DraftCondition>) -> impl IntoView {
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
    let edited = use_context::<EditedSegment>();
    // A segment cannot name itself, nor one that names it.
    let refused = move |entry: &Entry| match &entry.target {
        Target::Field(Pick::Segment { id }) => catalogue.with(|known| {
            let segment = known.segments.iter().find(|segment| segment.segment_id.to_string() == *id)?;
            refused(segment, edited?.get())
        }),
        Target::Field(_) | Target::Experience(_) => None,
    };
    let choose = Callback::new(move |index: usize| {
        let entry = shown.with_untracked(|shown| shown.get(index).cloned());
        let Some(entry) = entry.filter(|entry| untrack(|| refused(entry)).is_none()) else { return };
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
    tell_soon(move || Some(counted_options(shown.with(Vec::len))));
    let choices = Signal::derive(move || {
        let choice = |entry: Entry| Choice { refused: refused(&entry), ..choice(entry) };
        shown.get().into_iter().map(choice).collect::<Vec<_>>()
    });
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
