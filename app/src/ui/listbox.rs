//! A list to choose from whose focus stays in a field: the field says which option is active, and moves it by keys.
//!
//! Options are drawn as far as they are needed: 60 first, more as the list is scrolled or the active one goes on.

use super::{focus::element, icon::Icon, pill::Pill};
use leptos::prelude::*;
use shared::color::Color;
use wasm_bindgen::JsCast;

/// Options that are drawn at once, and added when the end of these is near.
const PORTION: usize = 60;
/// Options that a page key moves by.
const PAGE: usize = 8;

/// One option.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// Its words.
    pub label: String,
    /// Muted words after them.
    pub detail: String,
    /// A muted word at the end, such as a number.
    pub note: String,
    /// A sign before them.
    pub icon: Option<&'static str>,
    /// The words are shown as a pill of this colour.
    pub color: Option<Color>,
    /// What it stands under; the same for neighbours that belong together.
    pub group: &'static str,
    /// Why it cannot be chosen.
    pub refused: Option<String>,
    /// Whether it is chosen already.
    pub is_chosen: bool,
    /// Whether something else opens instead of being chosen.
    pub leads_on: bool,
}

/// Where a key moves the active option. `None` where the key does not move it.
pub fn step(key: &str, active: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (key, active) {
        ("ArrowDown", None) | ("Home", _) => 0,
        ("ArrowUp", None) | ("End", _) => last,
        ("ArrowDown", Some(at)) => {
            if at >= last {
                0
            } else {
                at + 1
            }
        }
        ("ArrowUp", Some(at)) => {
            if at == 0 {
                last
            } else {
                at - 1
            }
        }
        ("PageDown", at) => (at.unwrap_or(0) + PAGE).min(last),
        ("PageUp", at) => at.unwrap_or(0).saturating_sub(PAGE),
        _ => return None,
    })
}

/// The id of an option.
pub fn option_id(list: &str, index: usize) -> String {
    format!("{list}-option-{index}")
}

/// How many have to be drawn so that one of them is there.
fn needed(drawn: usize, active: Option<usize>) -> usize {
    active.map_or(drawn, |at| drawn.max((at + PAGE).div_ceil(PORTION) * PORTION))
}

/// Consecutive options of one group: where they begin and end.
fn groups(choices: &[Choice]) -> Vec<(&'static str, std::ops::Range<usize>)> {
    let mut groups: Vec<(&'static str, std::ops::Range<usize>)> = Vec::new();
    for (index, choice) in choices.iter().enumerate() {
        match groups.last_mut() {
            Some((group, range)) if *group == choice.group => range.end = index + 1,
            Some(_) | None => groups.push((choice.group, index..index + 1)),
        }
    }
    groups
}

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
            request_animation_frame(move || list.with_value(|list| reveal(list, at)));
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
    let mark = multiple.then(
        || view! { <span class="option-mark">{choice.is_chosen.then(|| view! { <Icon name="check" /> })}</span> },
    );
    let detail = choice.refused.clone().unwrap_or(choice.detail);
    view! {
        <div
            id=option_id(&list, index)
            class="option"
            class:is-active=move || active.get() == Some(index)
            role="option"
            aria-selected=choice.is_chosen.to_string()
            aria-disabled=choice.refused.is_some().then_some("true")
            aria-setsize=count.to_string()
            aria-posinset=(index + 1).to_string()
            on:pointermove=move |_| if active.get_untracked() != Some(index) { active.set(Some(index)) }
            on:click=move |_| chosen.run(index)
        >
            {mark}
            {choice.icon.map(|icon| view! { <Icon name=icon /> })}
            {words}
            {(!detail.is_empty()).then(|| view! { <span class="option-detail">{detail}</span> })}
            {(!choice.note.is_empty()).then(|| view! { <span class="option-note">{choice.note}</span> })}
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_round() {
        assert_eq!(step("ArrowDown", None, 3), Some(0));
        assert_eq!(step("ArrowUp", None, 3), Some(2));
        assert_eq!(step("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(step("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(step("End", Some(0), 30), Some(29));
        assert_eq!(step("Home", Some(9), 30), Some(0));
        assert_eq!(step("PageDown", Some(1), 30), Some(9));
        assert_eq!(step("PageUp", Some(1), 30), Some(0));
        assert_eq!(step("a", Some(1), 30), None);
        assert_eq!(step("ArrowDown", None, 0), None);
    }

    #[test]
    fn the_active_one_is_always_drawn() {
        assert_eq!(needed(60, None), 60);
        assert_eq!(needed(60, Some(10)), 60);
        assert_eq!(needed(60, Some(59)), 120);
        assert_eq!(needed(60, Some(999)), 1_020);
        assert_eq!(needed(180, Some(3)), 180);
    }

    #[test]
    fn neighbours_of_one_group_stand_together() {
        let choice = |group| Choice { group, ..Choice::default() };
        let choices = [choice("a"), choice("a"), choice("b"), choice("a")];
        assert_eq!(groups(&choices), [("a", 0..2), ("b", 2..3), ("a", 3..4)]);
    }
}
