//! The word between two children of a group. It is the group's: its menu changes all of them.

use super::{acts, look::GroupLook};
use crate::{
    filter::{Builder, part_id},
    ui::{MenuButton, MenuEntry, MenuItem},
};
use leptos::prelude::*;
use shared::filter::edit::{Combinator, NodeId};

/// The word before a child.
pub fn connector(builder: Builder, group: NodeId, index: usize, look: Memo<Option<GroupLook>>) -> AnyView {
    let text = move |say: fn(&GroupLook) -> String| look.with(|look| look.as_ref().map(say).unwrap_or_default());
    let word = move || text(|look| look.word().to_owned());
    let class = move || text(|look| look.class().to_owned());
    // Groups at the top level are parted by a line over the whole width.
    let is_wide = move || {
        look.with(|look| {
            let is_group = |at: usize| look.as_ref().and_then(|look| look.children.get(at)).is_some_and(|(_, is)| *is);
            look.as_ref().is_some_and(|look| look.is_main) && (is_group(index) || is_group(index - 1))
        })
    };
    let entries = move || {
        let now = look.with(|look| look.as_ref().map(|look| look.combinator));
        let choice = |combinator, label: &str| MenuEntry::Choice {
            label: label.to_owned(),
            chosen: now == Some(combinator),
            action: Callback::new(move |()| {
                let is_negated = look.with_untracked(|look| look.as_ref().is_some_and(|look| look.is_negated));
                acts::set_matching(builder, group, combinator, is_negated);
            }),
        };
        let split = MenuItem {
            label: "Split here into two groups".into(),
            keys: None,
            refused: builder.with(|draft| draft.split_at(group, index).err().map(|refused| refused.reason)),
            is_danger: false,
            action: Callback::new(move |()| acts::split(builder, group, index)),
        };
        vec![
            choice(Combinator::All, "All of these (AND)"),
            choice(Combinator::Any, "Any of these (OR)"),
            MenuEntry::Divider,
            MenuEntry::Item(split),
        ]
    };
    view! {
        <div class=move || format!("joint {}", class()) class:is-wide=is_wide>
            <MenuButton
                id=part_id(group, &format!("connector-{index}"))
                label=Signal::derive(move || text(GroupLook::connector))
                class="connector"
                button=move || view! { {word} }
                entries=entries
            />
        </div>
    }
    .into_any()
}
