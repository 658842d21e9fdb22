//! Which segments the list shows, and in which order, as the address says it. Pure.

use crate::{
    address::Query,
    ui::search::{plain, rank},
};
use shared::api::segments::Segment;
use std::cmp::Reverse;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By name, without case and accents.
    Name,
    /// By the number of users; those without one come last.
    Users,
    /// By the last change.
    Updated,
}

impl By {
    /// All of them with their words in the address.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Name, "name"), (Self::Users, "users"), (Self::Updated, "updated")];

    fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Users => "users",
            Self::Updated => "updated",
        }
    }
}

/// What the address says of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The text that is searched for.
    pub text: String,
    /// What it is sorted by.
    pub by: By,
    /// The largest first.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { text: String::new(), by: By::Name, descending: false }
    }
}

impl Order {
    /// Reads it from a query; what is unknown is as if it were not there.
    pub fn parse(query: &Query) -> Self {
        let sort = query.get("sort").unwrap_or_default();
        let word = sort.strip_prefix('-').unwrap_or(sort);
        let text = query.get("q").unwrap_or_default().to_owned();
        match By::ALL.iter().find(|(_, known)| *known == word) {
            Some((by, _)) => Self { text, by: *by, descending: sort.starts_with('-') },
            None => Self { text, ..Self::default() },
        }
    }

    /// The address of the list.
    pub fn href(&self) -> String {
        let mut query = Query::default();
        if !self.text.is_empty() {
            query.push("q", &self.text);
        }
        if (self.by, self.descending) != (By::Name, false) {
            query.push("sort", format!("{}{}", if self.descending { "-" } else { "" }, self.by.word()));
        }
        format!("/segments{}", query.text())
    }

    /// A click on a column's head: names begin at A, numbers and times with the largest; a second click turns it
    /// round, a third leads back.
    pub fn sorted_by(&self, by: By) -> Self {
        let first = by != By::Name;
        match (self.by == by, self.descending == first) {
            (true, true) => Self { descending: !first, ..self.clone() },
            (true, false) => Self { text: self.text.clone(), ..Self::default() },
            (false, _) => Self { by, descending: first, ..self.clone() },
        }
    }

    /// The segments that are shown.
    pub fn applied(&self, segments: &[Segment]) -> Vec<Segment> {
        let searched = plain(self.text.trim());
        let fits = |segment: &&Segment| {
            let texts = [&segment.name, &segment.description, &segment.sentence];
            texts.iter().any(|text| rank(&plain(text), &searched).is_some())
        };
        let mut shown: Vec<Segment> = segments.iter().filter(fits).cloned().collect();
        let name = |segment: &Segment| plain(&segment.name);
        match (self.by, self.descending) {
            (By::Name, false) => shown.sort_by_cached_key(name),
            (By::Name, true) => shown.sort_by_cached_key(|segment| Reverse(name(segment))),
            (By::Users, false) => {
                shown.sort_by_cached_key(|segment| (segment.users.is_none(), segment.users, name(segment)));
            }
            (By::Users, true) => shown.sort_by_cached_key(|segment| (Reverse(segment.users), name(segment))),
            (By::Updated, false) => shown.sort_by_cached_key(|segment| (segment.updated, name(segment))),
            (By::Updated, true) => shown.sort_by_cached_key(|segment| (Reverse(segment.updated), name(segment))),
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::{super::list::tests::segment, *};

    fn names(query: &str) -> Vec<String> {
        let segments = [segment(1, "Beta", Some(7)), segment(2, "älter", None), segment(3, "Crew", Some(9))];
        let shown = Order::parse(&Query::parse(query)).applied(&segments);
        shown.into_iter().map(|segment| segment.name).collect()
    }

    #[test]
    fn segments_are_sorted() {
        assert_eq!(names(""), ["älter", "Beta", "Crew"]);
        assert_eq!(names("?sort=-name"), ["Crew", "Beta", "älter"]);
        assert_eq!(names("?sort=-users"), ["Crew", "Beta", "älter"]);
        assert_eq!(names("?sort=users"), ["Beta", "Crew", "älter"], "without a number last");
        assert_eq!(names("?sort=-updated"), ["Crew", "älter", "Beta"]);
        assert_eq!(names("?sort=colour"), names(""));
    }

    #[test]
    fn they_are_found_by_name_description_and_conditions() {
        assert_eq!(names("?q=ALT"), ["älter"]);
        assert_eq!(names("?q=about+b"), ["Beta"]);
        assert_eq!(names("?q=name+is+c"), ["Crew"]);
        assert_eq!(names("?q=nothing"), [] as [&str; 0]);
    }

    #[test]
    fn heads_cycle_and_the_address_says_so() {
        let hrefs = |by: By| {
            let mut order = Order { text: "a b".into(), ..Order::default() };
            [0; 3].map(|_| {
                order = order.sorted_by(by);
                assert_eq!(Order::parse(&Query::parse(order.href().strip_prefix("/segments").unwrap())), order);
                order.href()
            })
        };
        assert_eq!(hrefs(By::Users), ["/segments?q=a+b&sort=-users", "/segments?q=a+b&sort=users", "/segments?q=a+b"]);
        assert_eq!(hrefs(By::Name), ["/segments?q=a+b&sort=-name", "/segments?q=a+b", "/segments?q=a+b&sort=-name"]);
    }
}
