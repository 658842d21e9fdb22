//! What the editor holds of a segment, and whether that differs from what is stored. Pure.

use serde::{Deserialize, Serialize};
use shared::{
    api::{
        filter::FilterDocument,
        segments::{ICONS, NewSegment, Segment, SegmentChange},
    },
    color::Color,
    filter::{
        Filter,
        edit::{Draft, Purpose},
    },
    time::Instant,
};

/// Everything that can be changed of a segment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// As it is typed.
    pub name: String,
    /// As it is typed.
    pub description: String,
    /// A word of the set; empty for the first.
    pub icon: String,
    /// The colour; one made from the name when nobody chose.
    pub color: Option<Color>,
    /// The conditions, with those that are not finished.
    pub draft: Draft,
}

/// What this browser keeps of a segment that was not saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// What was built.
    pub sheet: Sheet,
    /// When the segment that it began with was changed last; `None` for a new one.
    pub updated: Option<Instant>,
}

impl Sheet {
    /// A segment as it is stored. A filter that cannot be read begins empty.
    pub fn of(segment: &Segment) -> Self {
        Self {
            name: segment.name.clone(),
            description: segment.description.clone(),
            icon: segment.icon.clone(),
            color: Some(segment.color),
            draft: segment.filter.read("").map_or_else(|_| Draft::default(), |filter| Draft::from(&filter)),
        }
    }

    /// Its filter, with what is muted.
    pub fn filter(&self) -> Filter {
        self.draft.finish(Purpose::Save).filter
    }

    /// Its colour.
    pub fn color(&self) -> Color {
        self.color.unwrap_or_else(|| Color::of_name(self.name.trim()))
    }

    /// Its icon.
    pub fn icon(&self) -> &'static str {
        crate::filter::icon_of(&self.icon)
    }

    /// Whether its filter is another than that of a segment.
    pub fn has_other_filter(&self, base: &Segment) -> bool {
        base.filter.read("").map_or(true, |stored| stored.to_value() != self.filter().to_value())
    }

    /// Whether anything is there that is not stored.
    pub fn differs(&self, base: Option<&Segment>) -> bool {
        let finished = self.draft.finish(Purpose::Save);
        let is_unfinished = !(finished.incomplete.is_empty() && finished.invalid.is_empty());
        match base {
            Some(base) => {
                let look = (self.name.trim(), self.description.trim(), self.icon(), self.color());
                let stored = (&*base.name, &*base.description, crate::filter::icon_of(&base.icon), base.color);
                look != stored || is_unfinished || self.has_other_filter(base)
            }
            None => {
                let empty = Self::default();
                let look = (self.name.trim(), self.description.trim(), self.icon(), self.color);
                look != ("", "", ICONS[0].0, None) || is_unfinished || self.filter() != empty.filter()
            }
        }
    }

    /// The segment that it would be.
    pub fn new_segment(&self) -> NewSegment {
        NewSegment {
            name: self.name.trim().to_owned(),
            description: self.description.trim().to_owned(),
            icon: Some(self.icon().to_owned()),
            color: Some(self.color()),
            filter: FilterDocument::new(&self.filter()),
            view: None,
        }
    }

    /// The change that makes a segment equal to it. A filter that is the same is left out.
    pub fn change(&self, base: &Segment) -> SegmentChange {
        let NewSegment { name, description, icon, color, filter, .. } = self.new_segment();
        SegmentChange {
            name: Some(name),
            description: Some(description),
            icon,
            color,
            filter: Some(filter).filter(|_| self.has_other_filter(base)),
            view: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::list::tests::segment, *};
    use shared::filter::edit::DraftCondition;

    #[test]
    fn only_what_is_not_stored_is_a_change() {
        let base = segment(1, "Beta", Some(3));
        let sheet = Sheet::of(&base);
        assert!(!sheet.differs(Some(&base)));
        assert!(!Sheet { name: " Beta ".into(), ..sheet.clone() }.differs(Some(&base)), "spaces are not stored");
        assert!(Sheet { name: "Gamma".into(), ..sheet.clone() }.differs(Some(&base)));
        assert!(Sheet { color: Some(Color::Red), ..sheet.clone() }.differs(Some(&base)));
        let root = sheet.draft.root().id;
        let draft = sheet.draft.add(root, None, DraftCondition::default()).unwrap();
        let unfinished = Sheet { draft, ..sheet.clone() };
        assert!(unfinished.differs(Some(&base)) && !unfinished.has_other_filter(&base));
        let other = Sheet { draft: Draft::default(), ..sheet.clone() };
        assert!(other.has_other_filter(&base) && other.change(&base).filter.is_some());
        assert_eq!(sheet.change(&base).filter, None);
        assert!(sheet.differs(None) && !Sheet::default().differs(None));
    }

    #[test]
    fn what_is_kept_comes_back_unchanged() {
        let kept = Kept { sheet: Sheet::of(&segment(1, "Beta", None)), updated: Some(Instant(5)) };
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Kept>(&text).unwrap(), kept);
    }

    #[test]
    fn the_colour_follows_the_name_until_one_is_chosen() {
        let sheet = Sheet { name: "Crew ".into(), ..Sheet::default() };
        assert_eq!(sheet.color(), Color::of_name("Crew"));
        assert_eq!(Sheet { color: Some(Color::Pink), ..sheet }.color(), Color::Pink);
    }
}
