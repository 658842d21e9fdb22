//! What a person chose for this browser: theme, density, times, columns, keys. Kept in the browser's storage.

use crate::ui::storage;
use leptos::prelude::*;

/// A choice that is kept as a word.
pub trait Choice: Copy + PartialEq + Send + Sync + 'static {
    /// Where it is kept.
    const KEY: &'static str;
    /// Every choice with its word and its label; the first is the default.
    const ALL: &'static [(Self, &'static str, &'static str)];

    /// The choice of a kept word; the default for unknown ones.
    fn from_word(word: Option<&str>) -> Self {
        Self::ALL.iter().find(|(_, known, _)| word == Some(known)).unwrap_or(&Self::ALL[0]).0
    }

    /// Its word.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(choice, _, _)| *choice == self).unwrap_or(&Self::ALL[0]).1
    }
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Choice for Theme {
    const KEY: &'static str = "rollcall.theme";
    const ALL: &'static [(Self, &'static str, &'static str)] =
        &[(Self::System, "system", "System"), (Self::Light, "light", "Light"), (Self::Dark, "dark", "Dark")];
}

/// How high the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    /// 48 pixels.
    Comfortable,
    /// 36 pixels.
    Compact,
}

impl Choice for Density {
    const KEY: &'static str = "rollcall.density";
    const ALL: &'static [(Self, &'static str, &'static str)] =
        &[(Self::Comfortable, "comfortable", "Comfortable"), (Self::Compact, "compact", "Compact")];
}

/// How times are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// "12 hours ago"
    Relative,
    /// "23 Nov 2026, 11:24"
    Absolute,
}

impl Choice for Times {
    const KEY: &'static str = "rollcall.times";
    const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Relative, "relative", "Relative (12 hours ago)"),
        (Self::Absolute, "absolute", "Absolute (date and time)"),
    ];
}

/// Whether single letters do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKeys {
    /// They do.
    On,
    /// They do not.
    Off,
}

impl Choice for LetterKeys {
    const KEY: &'static str = "rollcall.keys";
    const ALL: &'static [(Self, &'static str, &'static str)] = &[(Self::On, "on", "On"), (Self::Off, "off", "Off")];
}

/// When the list follows the builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applying {
    /// When Apply is pressed.
    ByHand,
    /// As soon as the new number is known.
    ByItself,
}

impl Choice for Applying {
    const KEY: &'static str = "rollcall.apply";
    const ALL: &'static [(Self, &'static str, &'static str)] =
        &[(Self::ByHand, "by-hand", "By hand"), (Self::ByItself, "by-itself", "Automatically")];
}

const COLUMNS: &str = "rollcall.columns";

/// All choices as signals; shared through the context.
#[derive(Clone, Copy)]
pub struct Preferences {
    /// Light or dark.
    pub theme: RwSignal<Theme>,
    /// How high the rows are.
    pub density: RwSignal<Density>,
    /// How times are written.
    pub times: RwSignal<Times>,
    /// Whether single letters do something.
    pub letter_keys: RwSignal<LetterKeys>,
    /// When the list follows the builder.
    pub applying: RwSignal<Applying>,
    /// The columns of the users list, as the address writes them; `None` for the default.
    pub columns: RwSignal<Option<String>>,
}

impl Preferences {
    /// Reads what is kept, keeps what changes, and provides itself to all components below.
    pub fn provide() -> Self {
        let this = Self {
            theme: kept(),
            density: kept(),
            times: kept(),
            letter_keys: kept(),
            applying: kept(),
            columns: RwSignal::new(storage::read(COLUMNS)),
        };
        Effect::new(move || storage::write(COLUMNS, this.columns.get().as_deref()));
        Effect::new(move || show_theme(this.theme.get()));
        provide_context(this);
        this
    }
}

fn kept<Kept: Choice>() -> RwSignal<Kept> {
    let signal = RwSignal::new(Kept::from_word(storage::read(Kept::KEY).as_deref()));
    Effect::new(move || {
        let choice = signal.get();
        let is_default = choice == Kept::ALL[0].0;
        storage::write(Kept::KEY, (!is_default).then(|| choice.word()));
    });
    signal
}

/// The boot script does the same before the first paint, and follows the system's changes.
fn show_theme(theme: Theme) {
    let dark = match theme {
        Theme::Light => false,
        Theme::Dark => true,
        Theme::System => crate::ui::media::matches("(prefers-color-scheme: dark)"),
    };
    if let Some(root) = document().document_element() {
        // The attribute's name is valid, so that setting it cannot fail.
        let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_are_kept<Kept: Choice + std::fmt::Debug>() {
        for (choice, word, _) in Kept::ALL {
            assert_eq!(choice.word(), *word);
            assert_eq!(Kept::from_word(Some(word)), *choice);
        }
        assert_eq!(Kept::from_word(Some("unknown")), Kept::ALL[0].0);
        assert_eq!(Kept::from_word(None), Kept::ALL[0].0);
    }

    #[test]
    fn choices_are_read_as_they_were_kept() {
        words_are_kept::<Theme>();
        words_are_kept::<Density>();
        words_are_kept::<Times>();
        words_are_kept::<LetterKeys>();
        words_are_kept::<Applying>();
    }
}
