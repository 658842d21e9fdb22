//! Conditions on what a user did with experiences: tours, surveys, banners.

use super::{
    limits,
    read::{Place, Reader},
    test::{Window, kind::Read, kind::tagged, words},
};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// Whether the user did something with an experience.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExperienceCondition {
    /// Which experience.
    pub which: Which,
    /// What the user did.
    pub action: ExperienceAction,
    /// False for the exact opposite.
    pub happened: bool,
    /// When it is looked for.
    #[serde(skip_serializing_if = "Window::is_ever")]
    pub window: Window,
    /// The step that was reached or passed: there with `step_reached`, and only then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<u32>,
}

tagged! {
    /// One experience, or any.
    Which {
        /// Any of them.
        Any = "any";
        /// The one with this id.
        Id(id: ExperienceId) = "id";
    }
}

/// The product's id of an experience.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ExperienceId(pub String);

impl Read for ExperienceId {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        reader.text(value, place, limits::KEY).map(Self)
    }
}

words! {
    /// What a user does with an experience. None of them implies another.
    ExperienceAction {
        /// It was shown.
        Seen = "seen";
        /// A step was reached.
        StepReached = "step_reached";
        /// It was gone through.
        Completed = "completed";
        /// It was closed.
        Dismissed = "dismissed";
        /// A question of it was answered.
        Answered = "answered";
    }
}

impl Read for ExperienceCondition {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self> {
        let map = reader.fields(value, place, &["which", "action", "happened", "window", "step"])?;
        let which = reader.required(map, place, "which");
        let which = which.and_then(|which| Which::read(reader, which, &place.key("which")));
        let action = reader.required(map, place, "action");
        let action = action.and_then(|action| ExperienceAction::read(reader, action, &place.key("action")));
        let happened = reader.required(map, place, "happened");
        let happened = happened.and_then(|happened| reader.boolean(happened, &place.key("happened")));
        let window = read_window(reader, map.get("window"), place);
        let step = match (map.get("step"), action) {
            (Some(step), Some(ExperienceAction::StepReached)) => {
                reader.whole(step, &place.key("step"), 0, u32::MAX).map(Some)
            }
            (None, Some(ExperienceAction::StepReached)) => {
                reader.missing(&place.key("step"), "step_reached needs the step that was reached.")
            }
            (
                Some(_),
                Some(
                    ExperienceAction::Seen
                    | ExperienceAction::Completed
                    | ExperienceAction::Dismissed
                    | ExperienceAction::Answered,
                ),
            ) => reader.wrong(&place.key("step"), "Only step_reached has a step: remove it."),
            (Some(_) | None, _) => Some(None),
        };
        Some(Self { which: which?, action: action?, happened: happened?, window: window?, step: step? })
    }
}

/// A window that may be left out.
pub(crate) fn read_window(reader: &mut Reader, value: Option<&Value>, place: &Place<'_>) -> Option<Window> {
    value.map_or(Some(Window::Ever), |value| Window::read(reader, value, &place.key("window")))
}
