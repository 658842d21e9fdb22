//! What is done to the tags themselves, by the server.

use super::context::{Tags, on_user};
use crate::api::{self, Failure};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::tags::{Tag, TagChange},
    ids::TagId,
};

/// What a form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Another name or colour.
    Change(TagChange),
    /// To be a part of another one.
    Merge(TagId),
    /// To be no more.
    Delete,
}

/// The change from a tag to another name and colour; nothing where they are the same.
pub fn change(from: &Tag, name: &str, color: shared::color::Color) -> Option<TagChange> {
    let name = Some(name.trim()).filter(|name| *name != from.name).map(str::to_owned);
    let color = Some(color).filter(|color| *color != from.color);
    (name.is_some() || color.is_some()).then_some(TagChange { name, color })
}

/// What a change did, in a sentence.
fn told(from: &Tag, to: &Tag) -> String {
    if from.name == to.name {
        format!("Tag {} is {} now", to.name, to.color.word())
    } else {
        format!("Tag {} renamed to {}", from.name, to.name)
    }
}

/// The change back, of what was changed.
fn back(from: &Tag, change: &TagChange) -> TagChange {
    TagChange { name: change.name.as_ref().map(|_| from.name.clone()), color: change.color.map(|_| from.color) }
}

/// "214 users", and what else there is to say of where a tag is used.
pub fn several(count: u64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {one}s", crate::ui::format::count(count)) }
}

impl Tags {
    /// Does what a form asks for, and tells what was done.
    pub async fn fulfil(self, tag: Tag, wish: Wish) -> Result<(), Failure> {
        match wish {
            Wish::Change(change) => {
                let now = api::change_tag(tag.tag_id, &change).await?;
                self.became(&tag, &now);
                let (text, back) = (told(&tag, &now), back(&tag, &change));
                self.toasts.done(text, move || self.undo(now.clone(), back.clone()));
            }
            Wish::Merge(into) => {
                let now = api::merge_tag(tag.tag_id, into).await?;
                self.known.update(|known| known.tags.retain(|other| other.tag_id != tag.tag_id));
                self.became(&tag, &now);
                self.toasts.tell(format!("Tag {} merged into {}", tag.name, now.name));
            }
            Wish::Delete => {
                api::delete_tag(tag.tag_id).await?;
                self.forget(tag.tag_id);
                self.toasts.tell(format!("Tag {} deleted", tag.name));
            }
        }
        Ok(())
    }

    fn undo(self, tag: Tag, change: TagChange) {
        spawn_local(async move {
            match api::change_tag(tag.tag_id, &change).await {
                Ok(now) => {
                    self.became(&tag, &now);
                    self.toasts.tell(told(&tag, &now));
                }
                Err(failure) => {
                    self.toasts.fail(format!("Tag {} could not be changed back. {}", tag.name, failure.reason()));
                }
            }
        });
    }

    /// A tag is another now, for everybody who has it.
    fn became(self, before: &Tag, now: &Tag) {
        self.ledger.update(|ledger| ledger.replace(before.tag_id, &on_user(now)));
        self.learn(now.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::color::Color;

    fn tag(name: &str, color: Color) -> Tag {
        Tag { tag_id: TagId(1), name: name.into(), color, users: 3, segments: Vec::new() }
    }

    #[test]
    fn only_what_is_another_is_changed() {
        let beta = tag("Beta", Color::Red);
        assert_eq!(change(&beta, " Beta ", Color::Red), None);
        let renamed = TagChange { name: Some("Gamma".into()), color: None };
        assert_eq!(change(&beta, "Gamma ", Color::Red), Some(renamed.clone()));
        assert_eq!(back(&beta, &renamed), TagChange { name: Some("Beta".into()), color: None });
        let recoloured = TagChange { name: None, color: Some(Color::Teal) };
        assert_eq!(change(&beta, "Beta", Color::Teal), Some(recoloured.clone()));
        assert_eq!(back(&beta, &recoloured), TagChange { name: None, color: Some(Color::Red) });
    }

    #[test]
    fn a_change_is_told_by_what_changed() {
        let beta = tag("Beta", Color::Red);
        assert_eq!(told(&beta, &tag("Gamma", Color::Teal)), "Tag Beta renamed to Gamma");
        assert_eq!(told(&beta, &tag("Beta", Color::Teal)), "Tag Beta is teal now");
    }
}
