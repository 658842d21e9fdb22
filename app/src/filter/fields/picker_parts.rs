//! What stands around the picker's list: the categories, and the way back from the second step.

use super::{entries::Category, picker::Picking, slot::Slot};
use crate::ui::{Icon, focus, format};
use leptos::prelude::*;

/// The categories, each with the number of its fields.
pub fn rail(picking: Picking) -> AnyView {
    let count = move |category: Option<Category>| {
        let is_in = |entry: &&super::entries::Entry| {
            !entry.is_deep && category.is_none_or(|category| entry.category == category)
        };
        picking.entries.with(|entries| entries.iter().filter(is_in).count() as u64)
    };
    let button = move |category: Option<Category>| {
        let pressed = move || (picking.category.get() == category).to_string();
        let choose = move |_| {
            picking.category.set(category);
            picking.active.set(Some(0));
            focus::focus(&picking.search_id.get_value());
        };
        view! {
            <button type="button" class="rail-button" aria-pressed=pressed on:click=choose>
                <span>{category.map_or("All", Category::label)}</span>
                <span class="rail-count">{move || format::count(count(category))}</span>
            </button>
        }
    };
    // Imports are rare: their category is there only when they are.
    let is_offered = move |category: &Category| *category != Category::Imports || count(Some(*category)) > 0;
    let categories = Category::ALL.into_iter().filter(is_offered).map(Some);
    view! {
        <div class="picker-rail" role="group" aria-label="Categories">
            {std::iter::once(None).chain(categories).map(button).collect_view()}
        </div>
    }
    .into_any()
}

/// The way back from the second step.
pub fn crumbs(picking: Picking, slot: Slot) -> Option<AnyView> {
    let experience = picking.step.get()?;
    let name = experience.map_or("Any experience".to_owned(), |id| {
        slot.builder().catalogue.with(|known| {
            let found = known.experiences.iter().find(|experience| experience.id == id);
            found.map_or_else(|| id.clone(), |experience| experience.name.clone())
        })
    });
    Some(
        view! {
            <nav class="picker-crumbs" aria-label="Steps">
                <button type="button" class="button-quiet" on:click=move |_| picking.go(None)>
                    <Icon name="left" />
                    "Experiences"
                </button>
                <span aria-current="step">{name}</span>
            </nav>
        }
        .into_any(),
    )
}
