//! What keys and clicks do in a picker.

use super::{context::on_user, ledger::Ledger, picker_state::Picker, search::refusal};
use crate::ui::{focus, list_step};
use leptos::prelude::*;
use shared::api::tags::TAGS_OF_A_USER;
use web_sys::KeyboardEvent;

/// The id of the field.
pub const FIELD: &str = "tag-picker-search";
/// The id of the button below the tags.
pub const FOOT: &str = "tag-picker-manage";

impl Picker {
    fn clear(self) {
        self.text.set(String::new());
        self.first.set(self.held.get_untracked());
        self.popup.active.set(None);
    }

    /// Gives or takes the tag at an index, or makes one.
    pub fn choose(self, index: usize) {
        let Some(choice) = untrack(|| self.choices()).into_iter().nth(index) else { return };
        if let Some(reason) = choice.refused {
            return self.tags.announcer.status(reason);
        }
        match self.lines.with_untracked(|lines| lines.get(index).map(on_user)) {
            Some(tag) if choice.is_chosen => self.tags.take(self.who.get_value(), tag),
            Some(tag) => self.tags.give(self.who.get_value(), tag),
            None => return self.create(),
        }
        if !self.text.with_untracked(String::is_empty) {
            self.clear();
        }
    }

    fn create(self) {
        let Some(name) = self.offered.get_untracked() else { return };
        let is_full = self.held.with_untracked(Vec::len) >= TAGS_OF_A_USER;
        if refusal(&name).is_none() && !is_full {
            self.tags.create(self.who.get_value(), &name);
            self.clear();
        }
    }

    /// The first press shows which tag the second one takes away.
    fn erase(self) {
        let who = self.who.get_value();
        let Some(last) = self.tags.ledger.with_untracked(|ledger: &Ledger| ledger.last(who.user_id)) else { return };
        if self.is_marked.get_untracked() {
            self.is_marked.set(false);
            self.tags.take(who, last);
        } else {
            let at = self.lines.with_untracked(|lines| lines.iter().position(|tag| tag.tag_id == last.tag_id));
            self.popup.active.set(at);
            self.is_marked.set(at.is_some());
            let text = format!("Press Backspace again to remove {} from {}", last.name, who.name);
            self.tags.announcer.status(text);
        }
    }

    /// Arrows go through the tags, then to the foot, and round.
    fn step(self, key: &str, in_foot: bool) -> bool {
        let count = untrack(|| self.choices()).len();
        if ["ArrowDown", "ArrowUp"].contains(&key) {
            let at = if in_foot { Some(count) } else { self.popup.active.get_untracked() };
            let to = list_step(key, at, count + 1);
            focus::focus(if to == Some(count) { FOOT } else { FIELD });
            self.popup.active.set(to.filter(|to| *to < count));
            return true;
        }
        let to = list_step(key, self.popup.active.get_untracked(), count).filter(|_| !in_foot);
        if to.is_some() {
            self.popup.active.set(to);
        }
        to.is_some()
    }

    /// A key was pressed.
    pub fn pressed(self, event: &KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let in_foot = focus::focused().is_some_and(|focused| focused.id() == FOOT);
        let is_empty = self.text.with_untracked(String::is_empty);
        let key = event.key();
        let was_marked = self.is_marked.get_untracked();
        let used = match key.as_str() {
            // The focus is at its button again before the browser moves it on.
            "Tab" => {
                self.tags.close();
                return;
            }
            "Escape" if is_empty => {
                self.tags.close();
                true
            }
            "Escape" => {
                self.clear();
                true
            }
            "Enter" if in_foot => false,
            "Enter" if event.ctrl_key() || event.meta_key() => {
                self.create();
                true
            }
            "Enter" => {
                if let Some(active) = self.popup.active.get_untracked() {
                    self.choose(active);
                }
                true
            }
            "Backspace" if is_empty && !in_foot => {
                self.erase();
                event.prevent_default();
                return;
            }
            key => self.step(key, in_foot),
        };
        if was_marked {
            self.is_marked.try_set(false);
        }
        if used {
            event.prevent_default();
        }
    }
}
