//! Keys on a condition or a group: they act where the focus is not in a text.

use super::acts;
use crate::{
    filter::{Builder, node_id, part_id},
    preferences::{Choice, LetterKeys},
    ui::{focus::element, storage},
};
use shared::filter::edit::{Direction, NodeId};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Step(Direction),
    Duplicate,
    Mute,
    Remove,
    Menu,
}

/// A key with what is held beside it.
#[derive(Clone, Copy, Default)]
struct Pressed<'a> {
    key: &'a str,
    is_alt: bool,
    is_shift: bool,
    /// Control or Command.
    is_control: bool,
}

fn act(pressed: Pressed<'_>, letters: LetterKeys) -> Option<Act> {
    let Pressed { key, is_alt, is_shift, is_control } = pressed;
    match (key, is_alt, is_shift, is_control) {
        ("ArrowUp", true, true, false) => Some(Act::Step(Direction::Up)),
        ("ArrowDown", true, true, false) => Some(Act::Step(Direction::Down)),
        ("ArrowRight", true, true, false) => Some(Act::Step(Direction::WithPrevious)),
        ("ArrowLeft", true, true, false) => Some(Act::Step(Direction::Out)),
        ("d" | "D", false, false, true) => Some(Act::Duplicate),
        ("Delete" | "Backspace", false, false, false) => Some(Act::Remove),
        ("m" | "M", false, _, false) if letters == LetterKeys::On => Some(Act::Mute),
        ("ContextMenu", ..) | ("F10", false, true, false) => Some(Act::Menu),
        _ => None,
    }
}

/// Controls in which keys write or choose. Moves and copies act on the other ones of the line too, the rest on the
/// line itself and on the buttons that are about all of it.
const WRITES: &str = "input, textarea, select, [contenteditable], [role=listbox], [role=option], [popover]";

/// Whether a key on a node did something. Keys of the nodes in it are theirs.
pub fn on_key(builder: Builder, id: NodeId, event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    let own = target.closest("[data-node]").ok().flatten().and_then(|node| node.get_attribute("data-node"));
    let writes = target.closest(WRITES).ok().flatten().is_some();
    if event.default_prevented() || writes || own != Some(id.0.to_string()) {
        return false;
    }
    let pressed = Pressed {
        key: &event.key(),
        is_alt: event.alt_key(),
        is_shift: event.shift_key(),
        is_control: event.ctrl_key() || event.meta_key(),
    };
    let letters = LetterKeys::from_word(storage::read(LetterKeys::KEY).as_deref());
    let Some(act) = act(pressed, letters) else { return false };
    let is_whole = ["grip", "menu", "remove"].iter().any(|part| target.id() == part_id(id, part));
    let is_line = is_whole || target.id() == node_id(id);
    if matches!(act, Act::Mute | Act::Remove) && !is_line {
        return false;
    }
    event.prevent_default();
    event.stop_propagation();
    let part = acts::focused_part(id);
    match act {
        Act::Step(direction) => _ = acts::step(builder, id, direction, Some(&part)),
        Act::Duplicate => acts::duplicate(builder, id, &part),
        Act::Mute => acts::mute(builder, id, &part),
        Act::Remove => acts::remove(builder, id),
        Act::Menu => {
            if let Some(button) = element(&part_id(id, "menu")) {
                button.click();
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moving(key: &str) -> Option<Act> {
        act(Pressed { key, is_alt: true, is_shift: true, is_control: false }, LetterKeys::Off)
    }

    #[test]
    fn arrows_with_alt_and_shift_move() {
        assert_eq!(moving("ArrowUp"), Some(Act::Step(Direction::Up)));
        assert_eq!(moving("ArrowDown"), Some(Act::Step(Direction::Down)));
        assert_eq!(moving("ArrowLeft"), Some(Act::Step(Direction::Out)));
        assert_eq!(moving("ArrowRight"), Some(Act::Step(Direction::WithPrevious)));
        assert_eq!(moving("Home"), None);
        for (is_alt, is_shift, is_control) in [(true, false, false), (false, true, false), (true, true, true)] {
            assert_eq!(act(Pressed { key: "ArrowUp", is_alt, is_shift, is_control }, LetterKeys::On), None);
        }
    }

    #[test]
    fn other_keys() {
        let plain = |key| act(Pressed { key, ..Pressed::default() }, LetterKeys::On);
        assert_eq!(plain("m"), Some(Act::Mute));
        assert_eq!(act(Pressed { key: "m", ..Pressed::default() }, LetterKeys::Off), None, "letters can be off");
        assert_eq!(plain("Delete"), Some(Act::Remove));
        assert_eq!(plain("Backspace"), Some(Act::Remove));
        assert_eq!(plain("ContextMenu"), Some(Act::Menu));
        assert_eq!(plain("d"), None);
        assert_eq!(
            act(Pressed { key: "d", is_control: true, ..Pressed::default() }, LetterKeys::Off),
            Some(Act::Duplicate)
        );
        assert_eq!(act(Pressed { key: "F10", is_shift: true, ..Pressed::default() }, LetterKeys::Off), Some(Act::Menu));
    }
}
