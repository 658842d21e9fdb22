//! Tagging the chosen: which tags, in a popover of the bar.

use super::{
    context::Selecting,
    selection::{Bulk, Selection},
};
use crate::{
    tags::{BulkChange, BulkTags},
    ui::{Icon, Popover, focus::focus, popover},
};
use leptos::prelude::*;
use shared::api::{jobs::JobAction, users::TagOnUser};

const ID: &str = "selection-tags";
/// The id of the button that opens it.
pub const TAG_SELECTED: &str = "selection-tags-button";

/// The jobs that give and take tags.
fn bulks(change: BulkChange) -> Vec<Bulk> {
    let bulk =
        |action: JobAction| move |tag: TagOnUser| Bulk { action, tag: Some((tag.tag_id, tag.name)), columns: None };
    let gives = change.give.into_iter().map(bulk(JobAction::Tag));
    gives.chain(change.take.into_iter().map(bulk(JobAction::Untag))).collect()
}

/// The button and its popover; for those who may not tag a button that tells why.
pub fn tag_button(selecting: Selecting) -> AnyView {
    let apply = Callback::new(move |change: BulkChange| {
        popover::close(ID);
        focus(TAG_SELECTED);
        selecting.run(bulks(change));
    });
    let inside = move || {
        let users = selecting.chosen.with_untracked(|chosen| match chosen {
            Selection::Ids(ids) => ids.iter().copied().collect(),
            Selection::AllMatching { .. } => Vec::new(),
        });
        view! { <BulkTags count=selecting.count.get_untracked() users=users apply=apply /> }
    };
    view! {
        <Popover
            id=ID
            title="Tags of the selected users"
            button=|| view! { <Icon name="kind-tag" /><span class="button-words">"Tag"</span> }
        >
            {inside()}
        </Popover>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{color::Color, ids::TagId};

    #[test]
    fn each_tag_is_a_job() {
        let tag = |id: i64, name: &str| TagOnUser { tag_id: TagId(id), name: name.into(), color: Color::Red };
        let change = BulkChange { give: vec![tag(1, "a"), tag(2, "b")], take: vec![tag(3, "c")] };
        let bulk = |action, id: i64, name: &str| Bulk { action, tag: Some((TagId(id), name.into())), columns: None };
        let expected = [bulk(JobAction::Tag, 1, "a"), bulk(JobAction::Tag, 2, "b"), bulk(JobAction::Untag, 3, "c")];
        assert_eq!(bulks(change), expected);
    }
}
