//! A list to choose from whose focus stays in a field: the field says which option is active, and moves it by keys.
//!
//! Options are drawn as far as they are needed: 60 first, more as the list is scrolled or the active one goes on.

use super::{
    choice::{Choice, PORTION, groups, needed, option_id},
    focus::element,
    icon::Icon,
    pill::Pill,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Scrolls a list so that one of its options is seen.
fn reveal(list: &str, index: usize) {
    let (Some(list), Some(option)) = (element(list), element(&option_id(list, index))) else { return };
    let (top, height) = (option.offset_top(), option.offset_height());
    if top < list.scroll_top() {
        // The first of a group is seen with its heading.
        list.set_scroll_top((top - 32).max(0));
    } else if top + height > list.scroll_top() + list.client_height() {
        list.set_scroll_top(top + height - list.client_height());
    }
}

/// The options. `chosen` is given the index of the one that was clicked.
#[component]
pub fn Listbox(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// What it is a list of.
    #[prop(into)]
    label: Signal<String>,
    /// The options.
    choices: Signal<Vec<Choice>>,
    /// The one that Enter chooses.
    active: RwSignal<Option<usize>>,
    /// Chooses.
    chosen: Callback<usize>,
    /// Whether several can be chosen: they get check marks.
    #[prop(default = false)]
    multiple: bool,
) -> impl IntoView {
    let drawn = RwSignal::new(PORTION);
    let list = StoredValue::new(id.clone());
    Effect::new(move || {
        choices.track();
        drawn.set(PORTION);
    });
    Effect::new(move || {
        let at = active.get();
        let more = needed(drawn.get_untracked(), at);
        if more > drawn.get_untracked() {
            drawn.set(more);
        }
        if let Some(at) = at {
            // The list may be gone by then.
            request_animation_frame(move || _ = list.try_with_value(|list| reveal(list, at)));
        }
    });
    let scrolled = move |_| {
        let is_near_end = list
            .with_value(|id| element(id))
            .is_some_and(|list| list.scroll_top() + 2 * list.client_height() > list.scroll_height());
        if is_near_end && drawn.get_untracked() < choices.with_untracked(Vec::len) {
            drawn.update(|drawn| *drawn += PORTION);
        }
    };
    let option = move |index: usize, choice: &Choice, count: usize| {
        option_view(list.get_value(), index, choice.clone(), count, active, chosen, multiple)
    };
    let content = move || {
        let drawn = drawn.get();
        choices.with(|choices| {
            let groups = groups(choices).into_iter().filter(|(_, range)| range.start < drawn);
            groups
                .map(|(group, range)| {
                    let count = choices.len();
                    let range = range.start..range.end.min(drawn);
                    let options: Vec<_> = range.map(|index| option(index, &choices[index], count)).collect();
                    if group.is_empty() {
                        return options.into_any();
                    }
                    view! {
                        <div role="group" aria-label=group class="option-group">
                            <div class="option-heading" aria-hidden="true">{group}</div>
                            {options}
                        </div>
                    }
                    .into_any()
                })
                .collect_view()
        })
    };
    view! {
        <div
            id=id
            class="listbox"
            role="listbox"
            tabindex="-1"
            aria-label=label
            aria-multiselectable=multiple.then_some("true")
            on:scroll=scrolled
            // The focus stays in the field.
            on:pointerdown=|event| event.prevent_default()
            on:mousedown=|event| event.prevent_default()
        >
            {content}
        </div>
    }
}

fn option_view(
    list: String,
    index: usize,
    choice: Choice,
    count: usize,
    active: RwSignal<Option<usize>>,
    chosen: Callback<usize>,
    multiple: bool,
) -> AnyView {
    let words = match choice.color {
        Some(color) => view! { <Pill color=color text=choice.label /> }.into_any(),
        None => view! { <span class="option-words">{choice.label}</span> }.into_any(),
    };
    // Where there are check marks, signs stand in their column.
    let sign = if multiple && choice.is_chosen { Some("check") } else { choice.icon };
    let sign = sign.map(|name| view! { <Icon name=name /> });
    let mark = if multiple { view! { <span class="option-mark">{sign}</span> }.into_any() } else { sign.into_any() };
    let detail = choice.refused.clone().unwrap_or(choice.detail);
    view! {
        <div
            id=option_id(&list, index)
            class="option"
            class:is-active=move || active.get() == Some(index)
            class:makes=choice.makes.is_some()
            role="option"
            aria-selected=choice.is_chosen.to_string()
            aria-disabled=choice.refused.is_some().then_some("true")
            aria-setsize=count.to_string()
            aria-posinset=(index + 1).to_string()
            on:pointermove=move |_| if active.get_untracked() != Some(index) { active.set(Some(index)) }
            on:click=move |_| chosen.run(index)
        >
            {mark}
            {words}
            {(!detail.is_empty()).then(|| view! { <span class="option-detail">{detail}</span> })}
            {(!choice.note.is_empty()).then(|| view! { <span class="option-note">{choice.note}</span> })}
            {choice.makes.map(|color| view! { <span class=format!("dot dot-{}", color.word())></span> })}
            {choice.leads_on.then(|| view! { <Icon name="right" /> })}
            {(choice.is_chosen && !multiple).then(|| view! { <Icon name="check" /> })}
        </div>
    }
    .into_any()
}

/// Whether an event came from inside of an element.
pub fn is_inside(id: &str, target: Option<web_sys::EventTarget>) -> bool {
    let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    element(id).is_some_and(|element| element.contains(node.as_ref()))
}
