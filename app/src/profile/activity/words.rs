//! Kinds of experiences and actions as the timeline tells them.

/// A kind of experience: its word on an entry, its word on a filter, and its sign.
pub fn kind(kind: &str) -> (&'static str, &'static str, &'static str) {
    match kind {
        "tour" => ("Tour", "Tours", "flag"),
        "survey" => ("Survey", "Surveys", "survey"),
        "nps" => ("NPS", "NPS", "survey"),
        "banner" => ("Banner", "Banners", "banner"),
        "checklist" => ("Checklist", "Checklists", "checklist"),
        "hint" => ("Hint", "Hints", "hint"),
        "changelog" => ("Changelog", "Changelogs", "gift"),
        "event" => ("Event", "Events", "event"),
        _ => ("Other", "Other", "experience"),
    }
}

/// An action: its word, its sign, and the colour behind the sign.
pub fn action(action: &str) -> (&'static str, &'static str, &'static str) {
    match action {
        "seen" => ("Seen", "eye", "blue"),
        "step_reached" => ("Step reached", "steps", "indigo"),
        "completed" => ("Completed", "check", "green"),
        "dismissed" => ("Dismissed", "close", "red"),
        "answered" => ("Answered", "answer", "amber"),
        _ => ("Event", "event", "plain"),
    }
}
