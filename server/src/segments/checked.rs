//! What people say about a segment, held to its limits; all that is wrong is told at once.

use crate::{
    error::{ApiError, ApiResult},
    names::tidy_name,
};
use shared::{
    api::{
        filter::FilterDocument,
        segments::{DESCRIPTION_LENGTH, ICONS, NAME_LENGTH, NewSegment, SegmentChange, SegmentView},
    },
    color::Color,
    filter::Filter,
    problem::ProblemAt,
};

/// Where the filter stands in requests.
pub(super) const POINTER: &str = "/filter";

/// Characters of columns and of an order in the words of an address.
const VIEW_LENGTH: usize = 1_000;

/// What is to change: absent values stay.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Checked {
    pub name: Option<String>,
    pub description: Option<String>,
    pub icon: Option<String>,
    pub color: Option<Color>,
    pub filter: Option<Filter>,
    /// A view that says nothing takes away the one that there is.
    pub view: Option<SegmentView>,
}

/// Looks at a new segment; name and filter are there.
pub(super) fn new_segment(request: NewSegment) -> ApiResult<Checked> {
    let NewSegment { name, description, icon, color, filter, view } = request;
    let (name, filter) = (Some(name), Some(filter));
    change(SegmentChange { name, description: Some(description), icon, color, filter, view })
}

/// Looks at a change.
pub(super) fn change(request: SegmentChange) -> ApiResult<Checked> {
    let SegmentChange { name, description, icon, color, filter, view } = request;
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, detail: String| errors.push(ProblemAt { pointer: pointer.to_owned(), detail });
    let name = name.map(|name| match tidy_name(&name, NAME_LENGTH) {
        Some(name) => name.to_owned(),
        None => {
            wrong("/name", format!("A name has 1 to {NAME_LENGTH} characters, none of them a control character."));
            String::new()
        }
    });
    let description = description.map(|description| description.trim().to_owned());
    if description.as_ref().is_some_and(|description| description.chars().count() > DESCRIPTION_LENGTH) {
        wrong("/description", format!("A description has at most {DESCRIPTION_LENGTH} characters."));
    }
    if icon.as_ref().is_some_and(|icon| !ICONS.iter().any(|(word, _)| word == icon)) {
        let words: Vec<_> = ICONS.iter().map(|(word, _)| *word).collect();
        wrong("/icon", format!("Choose one of {}.", words.join(", ")));
    }
    for (pointer, text) in [
        ("/view/columns", view.as_ref().and_then(|view| view.columns.as_ref())),
        ("/view/sort", view.as_ref().and_then(|view| view.sort.as_ref())),
    ] {
        if text.is_some_and(|text| text.chars().count() > VIEW_LENGTH) {
            wrong(pointer, format!("This has at most {VIEW_LENGTH} characters."));
        }
    }
    let filter = filter.map(|filter: FilterDocument| filter.read(POINTER)).transpose();
    let filter = filter.unwrap_or_else(|problems| {
        errors.extend(problems);
        None
    });
    if errors.is_empty() {
        Ok(Checked { name, description, icon, color, filter, view })
    } else {
        Err(ApiError::Invalid(errors))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_told_at_once() {
        let long = "x".repeat(1_001);
        let body = format!(
            "{{\"name\": \" \", \"description\": \"{long}\", \"icon\": \"skull\", \"filter\": {{\"version\": 1}}, \
             \"view\": {{\"columns\": \"{long}\", \"sort\": \"-name\"}}}}"
        );
        let request: NewSegment = serde_json::from_str(&body).unwrap();
        let Err(ApiError::Invalid(errors)) = new_segment(request) else { panic!("nothing was found") };
        let pointers: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name", "/description", "/icon", "/view/columns", "/filter"]);
    }

    #[test]
    fn absent_values_stay() {
        assert_eq!(change(SegmentChange::default()).unwrap(), Checked::default());
        let found = change(SegmentChange { name: Some(" Beta ".into()), ..Default::default() }).unwrap();
        assert_eq!(found, Checked { name: Some("Beta".into()), ..Default::default() });
    }
}
