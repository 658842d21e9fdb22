//! What the address says about the users list. A copied address shows the same screen.
//!
//! Invariant: `Screen::parse(screen.query()) == screen`.

pub use super::numbers::{last_numbered_page, numbered_pages};
use super::{
    columns::Columns,
    order::{parse_sort, sort_text},
};
use crate::{
    address::{FilterAddress, Query},
    profile::ProfileTab,
};
use shared::{
    api::{
        filter::FilterDocument,
        segments::SegmentView,
        users::{SearchRequest, Sort, SortBy},
    },
    filter::Filter,
    ids::UserId,
    page::Cursor,
};

/// The page sizes on offer; the first is the default.
pub const SIZES: [u32; 3] = [25, 50, 100];

/// Which page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A numbered page, from 1.
    Page(u32),
    /// The page after a place.
    After(Cursor),
    /// The page that ends before a place.
    Before(Cursor),
}

/// The users list as its address says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// The text that is searched for; empty for none.
    pub text: String,
    /// The order; the default is the server's.
    pub sort: Sort,
    /// Which page.
    pub place: Place,
    /// Users on a page.
    pub size: u32,
    /// The user whose panel is open.
    pub user: Option<UserId>,
    /// The tab of the panel.
    pub tab: ProfileTab,
    /// The columns, where the address has them.
    pub columns: Option<Columns>,
    /// What the address says of the applied filter.
    pub filter: FilterAddress,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            text: String::new(),
            sort: Sort::default(),
            place: Place::Page(1),
            size: SIZES[0],
            user: None,
            tab: ProfileTab::default(),
            columns: None,
            filter: FilterAddress::default(),
        }
    }
}

impl Screen {
    /// Reads a query; what is unknown or out of bounds is as if it were not there.
    pub fn parse(query: &Query) -> Self {
        let number = |key| query.get(key).and_then(|text| text.parse::<u32>().ok());
        let cursor = |key| query.get(key).filter(|text| !text.is_empty()).map(|text| Cursor(text.to_owned()));
        let size = number("size").filter(|size| SIZES.contains(size)).unwrap_or(SIZES[0]);
        let page = number("page").unwrap_or(1).clamp(1, last_numbered_page(size));
        Self {
            text: query.get("q").unwrap_or_default().to_owned(),
            sort: query.get("sort").and_then(parse_sort).unwrap_or_default(),
            place: cursor("after")
                .map(Place::After)
                .or_else(|| cursor("before").map(Place::Before))
                .unwrap_or(Place::Page(page)),
            size,
            user: query.get("user").and_then(|text| text.parse().ok()),
            tab: query.get("ptab").map(ProfileTab::from_word).unwrap_or_default(),
            columns: query.get("cols").map(Columns::parse),
            filter: FilterAddress::parse(query),
        }
    }

    /// The address of the screen.
    pub fn href(&self) -> String {
        format!("/users{}", self.query().text())
    }

    fn query(&self) -> Query {
        let mut query = Query::default();
        if !self.text.is_empty() {
            query.push("q", &self.text);
        }
        if self.sort != Sort::default() {
            query.push("sort", sort_text(&self.sort));
        }
        match &self.place {
            Place::Page(1) => {}
            Place::Page(page) => query.push("page", page.to_string()),
            Place::After(cursor) => query.push("after", &cursor.0),
            Place::Before(cursor) => query.push("before", &cursor.0),
        }
        if self.size != SIZES[0] {
            query.push("size", self.size.to_string());
        }
        if let Some(columns) = &self.columns {
            query.push("cols", columns.words());
        }
        for (key, value) in self.filter.pairs() {
            query.push(key, value);
        }
        if let Some(user) = self.user {
            query.push("user", user.to_string());
        }
        if self.tab != ProfileTab::default() {
            query.push("ptab", self.tab.word());
        }
        query
    }

    /// What the server is asked for, with the filter that is applied.
    pub fn request(&self, columns: &Columns, filter: Option<&Filter>) -> SearchRequest {
        let text = self.text.trim();
        let mut request = SearchRequest {
            filter: filter.map(FilterDocument::new),
            text: (!text.is_empty()).then(|| text.to_owned()),
            sort: (self.sort != Sort::default()).then(|| self.sort.clone()),
            limit: Some(self.size),
            attributes: columns.attributes(),
            ..SearchRequest::default()
        };
        match &self.place {
            Place::Page(1) => {}
            Place::Page(page) => request.page = Some(*page),
            Place::After(cursor) => request.after = Some(cursor.clone()),
            Place::Before(cursor) => request.before = Some(cursor.clone()),
        }
        request
    }

    /// Its columns and its order as a segment keeps them. The usual columns are kept, too: a browser may have others.
    pub fn view(&self, columns: &Columns) -> SegmentView {
        let sort = (self.sort != Sort::default()).then(|| sort_text(&self.sort));
        SegmentView { columns: Some(columns.words()), sort }
    }

    /// The same screen at another place.
    pub fn at(&self, place: Place) -> Self {
        Self { place, ..self.clone() }
    }

    /// The first page of another filter.
    pub fn filtered(&self, filter: FilterAddress) -> Self {
        Self { filter, place: Place::Page(1), ..self.clone() }
    }

    /// The same screen with or without a panel. From user to user the tab stays.
    pub fn with_user(&self, user: Option<UserId>) -> Self {
        let tab = if user.is_some() { self.tab } else { ProfileTab::default() };
        Self { user, tab, ..self.clone() }
    }

    /// The number of this page, if it has one.
    pub fn page(&self) -> Option<u32> {
        match self.place {
            Place::Page(page) => Some(page),
            Place::After(_) | Place::Before(_) => None,
        }
    }

    /// A click on a column's head: largest first, smallest first, back to the default.
    pub fn sorted_by(&self, by: &SortBy) -> Self {
        let default = Sort::default();
        let is_this = self.sort.by == *by;
        let sort = match (is_this, self.sort.descending) {
            (true, true) => Sort { by: by.clone(), descending: false },
            (true, false) => default,
            (false, _) => Sort { by: by.clone(), descending: true },
        };
        Self { sort, place: Place::Page(1), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Screen {
        Screen::parse(&Query::parse(text))
    }

    #[test]
    fn a_screen_goes_through_its_address_unchanged() {
        let plain = Screen::default();
        let screens = [
            plain.clone(),
            Screen { text: "Zoë & co".into(), ..plain.clone() },
            Screen { sort: Sort { by: SortBy::Attribute("a b".into()), descending: true }, ..plain.clone() },
            Screen { place: Place::Page(7), size: 50, ..plain.clone() },
            Screen { place: Place::After(Cursor("a+/=".into())), ..plain.clone() },
            Screen { place: Place::Before(Cursor("x".into())), user: Some(UserId(i64::MAX)), ..plain.clone() },
            Screen { user: Some(UserId(3)), tab: ProfileTab::Responses, ..plain.clone() },
            Screen { columns: Some(Columns::parse("user,attribute:plan")), ..plain.clone() },
            Screen { filter: FilterAddress::parse(&Query::parse("?f=1.abc&seg=7")), ..plain },
        ];
        for screen in screens {
            let (_, query) = screen.href().split_once("/users").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
            assert_eq!(parse(&query), screen, "{query}");
        }
    }

    #[test]
    fn nonsense_is_as_if_it_were_not_there() {
        assert_eq!(parse("?sort=-colour&page=x&size=7&user=me&after="), Screen::default());
        assert_eq!(parse("?page=0").place, Place::Page(1));
        assert_eq!(parse("?page=999999").place, Place::Page(400));
        assert_eq!(parse("?page=999999&size=100").place, Place::Page(100));
        assert_eq!(Screen::default().href(), "/users");
    }

    #[test]
    fn heads_cycle_through_both_directions_and_back() {
        let first = Screen::default().sorted_by(&SortBy::Name);
        assert_eq!(sort_text(&first.sort), "-name");
        let second = first.sorted_by(&SortBy::Name);
        assert_eq!(sort_text(&second.sort), "name");
        assert_eq!(second.sorted_by(&SortBy::Name).sort, Sort::default());
        let activity = Screen::default().sorted_by(&SortBy::LastActivity);
        assert_eq!(sort_text(&activity.sort), "last_activity");
        assert_eq!(activity.sorted_by(&SortBy::LastActivity).sort, Sort::default());
        assert_eq!(
            Screen { place: Place::Page(9), ..Screen::default() }.sorted_by(&SortBy::Email).place,
            Place::Page(1)
        );
    }

    #[test]
    fn the_panel_is_no_part_of_the_request() {
        let columns = Columns::default();
        let open = Screen::default().with_user(Some(UserId(1)));
        assert_eq!(open.request(&columns, None), Screen::default().request(&columns, None));
        let spaces = Screen { text: "  ".into(), ..Screen::default() };
        assert_eq!(spaces.request(&columns, None), Screen::default().request(&columns, None));
    }

    #[test]
    fn numbers_end_at_row_10_000() {
        assert_eq!(numbered_pages(0, 25), 1);
        assert_eq!(numbered_pages(26, 25), 2);
        assert_eq!(numbered_pages(1_000_000, 25), 400);
    }
}
