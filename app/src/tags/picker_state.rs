//! What an open picker knows: what was typed, which tags fit, what the user has.

use super::{
    context::{Opened, Tags, Who},
    search::{found, new_name, refusal, same},
};
use crate::ui::{Choice, Popup, format};
use leptos::prelude::*;
use shared::{
    api::tags::{TAGS_OF_A_USER, Tag},
    color::Color,
    ids::TagId,
};

/// What stands in an open picker.
#[derive(Clone, Copy)]
pub struct Picker {
    pub tags: Tags,
    pub who: StoredValue<Who>,
    pub popup: Popup,
    pub text: RwSignal<String>,
    /// The tags that stand first: moved there only when something is typed, so that a click moves nothing.
    pub first: RwSignal<Vec<TagId>>,
    /// What the user has.
    pub held: Memo<Vec<TagId>>,
    pub lines: Memo<Vec<Tag>>,
    /// The name that would make a new tag.
    pub offered: Memo<Option<String>>,
    /// Whether the next Backspace takes the last tag away.
    pub is_marked: RwSignal<bool>,
}

impl Picker {
    /// Opens it.
    pub fn new(id: &str, tags: Tags, Opened { who, beside, .. }: Opened) -> Self {
        let user_id = who.user_id;
        let text = RwSignal::new(String::new());
        let held = Memo::new(move |_| {
            tags.ledger.with(|ledger| ledger.of(user_id).iter().map(|tag| tag.tag_id).collect::<Vec<_>>())
        });
        let first = RwSignal::new(held.get_untracked());
        let lines = move |_: Option<&Vec<Tag>>| {
            tags.known.with(|known| text.with(|text| first.with(|first| found(&known.tags, first, text))))
        };
        let offered = move |_: Option<&Option<String>>| {
            let is_new = |name: &&str| tags.known.with(|known| same(&known.tags, name).is_none());
            text.with(|text| new_name(text).filter(is_new).map(str::to_owned))
        };
        let this = Self {
            tags,
            who: StoredValue::new(who),
            popup: Popup::new(id.to_owned(), beside),
            text,
            first,
            held,
            lines: Memo::new(lines),
            offered: Memo::new(offered),
            is_marked: RwSignal::new(false),
        };
        this.popup.open.set(true);
        // A tag that was made here stands first from the start.
        Effect::new(move |before: Option<Vec<TagId>>| {
            let held = this.held.get();
            let is_known = |tag_id: &TagId| before.as_ref().is_none_or(|before| before.contains(tag_id));
            let is_ready = |tag_id: &TagId| tag_id.0 >= 0;
            let made = before.iter().flatten().any(|tag_id| !is_ready(tag_id) && !held.contains(tag_id));
            if made {
                let made = held.iter().find(|tag_id| !is_known(tag_id) && is_ready(tag_id)).copied();
                this.first.update(|first| first.extend(made));
            }
            held
        });
        this
    }

    /// The tags and, last, what would make a new one.
    pub fn choices(self) -> Vec<Choice> {
        let held = self.held.get();
        let full = (held.len() >= TAGS_OF_A_USER).then(|| format!("A user has {TAGS_OF_A_USER} tags at most"));
        let choice = |tag: Tag| {
            let is_chosen = held.contains(&tag.tag_id);
            Choice {
                note: format::count(tag.users),
                color: Some(tag.color),
                refused: full.clone().filter(|_| !is_chosen),
                is_chosen,
                label: tag.name,
                ..Choice::default()
            }
        };
        let mut choices: Vec<_> = self.lines.get().into_iter().map(choice).collect();
        choices.extend(self.offered.get().map(|name| Choice {
            label: format!("Create “{name}”"),
            icon: Some("plus"),
            makes: Some(Color::of_name(&name)),
            refused: refusal(&name).or(full),
            ..Choice::default()
        }));
        choices
    }

    /// What is said half a second after the last key.
    pub fn told(self) -> Option<String> {
        let known = self.tags.known.get();
        let count = self.lines.with(Vec::len);
        match (known.failed, known.is_loaded, self.offered.get()) {
            (Some(failed), _, _) => Some(failed),
            (None, false, _) => None,
            (None, true, Some(name)) if count == 0 => {
                Some(refusal(&name).unwrap_or_else(|| format!("No tag matches. Press Enter to create {name}.")))
            }
            (None, true, _) if count == 1 => Some("1 tag".into()),
            (None, true, _) => Some(format!("{count} tags")),
        }
    }
}
