//! Keys as people read them. They are written as `aria-keyshortcuts` wants them: `Alt+Shift+ArrowUp`, `Control+D`;
//! `Control` stands for the Command key where there is one.

use leptos::prelude::window;

/// Whether the keyboard has a Command key.
pub fn has_command() -> bool {
    window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

/// How keys are printed: `Ctrl+D`, or `⌘D` where there is a Command key.
pub fn printed(keys: &str, has_command: bool) -> String {
    let word = |key| match (key, has_command) {
        ("Control", true) => "⌘",
        ("Shift", true) => "⇧",
        ("Alt", true) => "⌥",
        ("Control", false) => "Ctrl",
        ("ArrowUp", _) => "↑",
        ("ArrowDown", _) => "↓",
        ("ArrowLeft", _) => "←",
        ("ArrowRight", _) => "→",
        ("Delete", false) => "Del",
        ("Delete", true) => "⌫",
        (other, _) => other,
    };
    let words: Vec<_> = keys.split('+').map(word).collect();
    words.join(if has_command { "" } else { "+" })
}

/// The same keys for `aria-keyshortcuts`, with Control and with Command.
pub fn announced(keys: &str) -> String {
    if keys.contains("Control") { format!("{keys} {}", keys.replace("Control", "Meta")) } else { keys.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_printed_as_keyboards_print_them() {
        assert_eq!(printed("Control+D", false), "Ctrl+D");
        assert_eq!(printed("Control+D", true), "⌘D");
        assert_eq!(printed("Alt+Shift+ArrowUp", false), "Alt+Shift+↑");
        assert_eq!(printed("Alt+Shift+ArrowUp", true), "⌥⇧↑");
        assert_eq!(printed("Delete", false), "Del");
        assert_eq!(printed("M", true), "M");
    }

    #[test]
    fn command_stands_beside_control() {
        assert_eq!(announced("Control+D"), "Control+D Meta+D");
        assert_eq!(announced("Alt+Shift+ArrowUp"), "Alt+Shift+ArrowUp");
    }
}
