//! What the keys of the list do.

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// To the next user.
    Next,
    /// To the user before.
    Previous,
    /// Open the profile.
    Open,
    /// Close the profile.
    Close,
    /// Copy the id.
    CopyId,
    /// To the next page.
    NextPage,
    /// To the page before.
    PreviousPage,
    /// To the search field.
    Search,
    /// Show the keys.
    Shortcuts,
    /// Open the builder where conditions are added.
    AddCondition,
    /// Show or hide the builder.
    ToggleBuilder,
    /// Apply the draft.
    Apply,
    /// Choose the user in focus, or let go.
    Select,
    /// Choose all from the one before.
    SelectRange,
    /// Tag the chosen, or the user in focus.
    Tag,
    /// Delete the chosen, or the user in focus.
    Delete,
    /// Take the last step in the builder back.
    Undo,
    /// Do it again.
    Redo,
}

/// The action of a key. Arrows move only from row to row; they scroll everywhere else.
pub fn action(key: &str, on_row: bool, letters: bool) -> Option<Action> {
    Some(match key {
        "Escape" => Action::Close,
        "ArrowDown" if on_row => Action::Next,
        "ArrowUp" if on_row => Action::Previous,
        "Delete" => Action::Delete,
        _ if !letters => return None,
        "j" => Action::Next,
        "k" => Action::Previous,
        "o" if on_row => Action::Open,
        "c" => Action::CopyId,
        "x" if on_row => Action::Select,
        "X" if on_row => Action::SelectRange,
        "t" => Action::Tag,
        "]" => Action::NextPage,
        "[" => Action::PreviousPage,
        "/" => Action::Search,
        "?" => Action::Shortcuts,
        "f" => Action::AddCondition,
        "F" => Action::ToggleBuilder,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_act_on_rows_only() {
        assert_eq!(action("ArrowDown", true, true), Some(Action::Next));
        assert_eq!(action("ArrowDown", false, true), None);
        assert_eq!(action("ArrowUp", true, false), Some(Action::Previous));
    }

    #[test]
    fn letters_can_be_switched_off() {
        for key in ["j", "k", "o", "c", "[", "]", "/", "?", "f", "F", "x", "X", "t"] {
            assert!(action(key, true, true).is_some(), "{key}");
            assert_eq!(action(key, true, false), None, "{key}");
        }
        assert_eq!(action("Escape", false, false), Some(Action::Close));
        assert_eq!(action("Delete", true, false), Some(Action::Delete));
        assert_eq!((action("x", false, true), action("q", true, true)), (None, None));
    }
}
