//! A condition on its line.

use super::{acts, number::number};
use crate::{
    filter::{
        Builder, ConditionFields, Counting,
        moving::{self, Grip, NodeMenu},
        node_id, part_id, words,
    },
    ui::Icon,
};
use leptos::prelude::*;
use shared::filter::edit::{DraftNode, NodeId};

/// What is seen of a condition apart from its fields.
#[derive(Clone, Debug, Default, PartialEq)]
struct Place {
    position: usize,
    count: usize,
    is_muted: bool,
    is_negated: bool,
}

impl Place {
    fn of(builder: Builder, id: NodeId) -> Option<Self> {
        builder.outline.with(|draft| {
            let (group, index) = draft.place_of(id)?;
            let DraftNode { is_muted, is_negated, .. } = group.children().get(index)?;
            let count = group.children().len();
            Some(Self { position: index + 1, count, is_muted: *is_muted, is_negated: *is_negated })
        })
    }

    /// "Condition 2 of 4: not Plan is Pro, muted"
    fn name(&self, said: &str) -> String {
        let not = if self.is_negated { "not " } else { "" };
        let muted = if self.is_muted { ", muted" } else { "" };
        format!("Condition {} of {}: {not}{said}{muted}", self.position, self.count)
    }
}

/// A condition on its line.
pub fn condition_line(builder: Builder, id: NodeId) -> AnyView {
    let condition = builder.condition(id);
    let counted = expect_context::<Counting>().of(id);
    let name = moving::name(builder, id, condition);
    let said = Memo::new(move |_| {
        builder.names.with(|names| {
            let say = |known: &_| condition.with(|condition| condition.as_ref().map(|form| words(form, names, known)));
            builder.catalogue.with(say)
        })
    });
    let said = move || said.get().unwrap_or_default();
    let place = Memo::new(move |_| Place::of(builder, id).unwrap_or_default());
    let is_incomplete = Memo::new(move |_| builder.incomplete.with(|incomplete| incomplete.contains(&id)));
    let is_muted = move || place.with(|place| place.is_muted);
    let not = move || {
        place.with(|place| place.is_negated).then(|| {
            view! {
                <button
                    type="button"
                    class="not-pill"
                    aria-label="NOT: the opposite is meant. Switch off"
                    on:click=move |_| acts::switch_not_off(builder, id)
                >
                    "NOT"
                </button>
            }
        })
    };
    view! {
        <div
            role="group"
            id=node_id(id)
            class="line"
            class:is-muted=is_muted
            class:is-incomplete=move || is_incomplete.get()
            data-node=id.0.to_string()
            data-drop="condition"
            aria-label=move || place.with(|place| place.name(&said()))
            on:keydown=move |event| _ = moving::on_key(builder, id, &event)
        >
            <Grip id=id name=name />
            {not}
            <ConditionFields id=id condition=condition counted=counted />
            {move || is_muted().then(|| view! { <span class="muted-word"><Icon name="muted" />"Muted"</span> })}
            <span class="line-end">
                {number(counted)}
                <NodeMenu id=id name=name />
                <button
                    type="button"
                    id=part_id(id, "remove")
                    class="icon-button"
                    aria-label=move || format!("Remove condition {}", said())
                    title="Remove"
                    on:click=move |_| moving::remove(builder, id)
                >
                    <Icon name="close" />
                </button>
            </span>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tell_their_place() {
        let place = Place { position: 2, count: 4, is_muted: false, is_negated: false };
        assert_eq!(place.name("Plan is Pro"), "Condition 2 of 4: Plan is Pro");
        let other = Place { is_muted: true, is_negated: true, ..place };
        assert_eq!(other.name("Plan is Pro"), "Condition 2 of 4: not Plan is Pro, muted");
    }
}
