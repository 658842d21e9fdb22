//! Which page an address shows, and where a session leads to instead.

use super::query::{Query, encode};
use shared::{
    api::session::Session,
    ids::{ImportId, SegmentId},
};

/// A page of the dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// `/users`, and `/`.
    Users,
    /// `/segments`.
    Segments,
    /// `/segments/new`.
    NewSegment,
    /// `/segments/7`.
    Segment(SegmentId),
    /// `/imports`.
    Imports,
    /// `/imports/new`.
    NewImport,
    /// `/imports/7`.
    Import(ImportId),
    /// `/settings`, and `/settings/accounts`.
    Settings(Part),
    /// `/set-up`.
    SetUp,
    /// `/sign-in`.
    SignIn,
    /// `/sign-in-link`.
    SignInLink,
    /// `/invitation`.
    Invitation,
    /// Anything else.
    Unknown,
}

impl Page {
    /// The page of a path.
    pub fn of_path(path: &str) -> Self {
        match path.trim_end_matches('/') {
            "" | "/users" => Self::Users,
            "/segments" => Self::Segments,
            "/segments/new" => Self::NewSegment,
            "/imports" => Self::Imports,
            "/imports/new" => Self::NewImport,
            "/set-up" => Self::SetUp,
            "/sign-in" => Self::SignIn,
            "/sign-in-link" => Self::SignInLink,
            "/invitation" => Self::Invitation,
            "/settings" => Self::Settings(Part::Workspace),
            other => {
                let segment = other.strip_prefix("/segments/").and_then(|id| id.parse().ok()).map(Self::Segment);
                let import = || other.strip_prefix("/imports/").and_then(|id| id.parse().ok()).map(Self::Import);
                let part = || other.strip_prefix("/settings/").and_then(Part::of_word).map(Self::Settings);
                segment.or_else(import).or_else(part).unwrap_or(Self::Unknown)
            }
        }
    }

    /// Whether only those who are signed in see it.
    pub fn is_private(self) -> bool {
        match self {
            Self::Users
            | Self::Segments
            | Self::NewSegment
            | Self::Segment(_)
            | Self::Imports
            | Self::NewImport
            | Self::Import(_)
            | Self::Settings(_)
            | Self::Unknown => true,
            Self::SetUp | Self::SignIn | Self::SignInLink | Self::Invitation => false,
        }
    }
}

/// A part of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Name, time zone, address.
    Workspace,
    /// Keys, and the lines that connect a product.
    Connect,
    /// What the product tells of its users.
    Attributes,
    /// What users did.
    Events,
    /// Tours, surveys and the like.
    Experiences,
    /// What people of the workspace call users.
    Tags,
    /// Who may sign in.
    Accounts,
    /// One's own name, password and sessions.
    You,
    /// What was done.
    Audit,
    /// What runs here.
    About,
}

impl Part {
    /// Every part in its order.
    pub const ALL: [Self; 10] = [
        Self::Workspace,
        Self::Connect,
        Self::Attributes,
        Self::Events,
        Self::Experiences,
        Self::Tags,
        Self::Accounts,
        Self::You,
        Self::Audit,
        Self::About,
    ];

    /// The word in the address, and the one on the page.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Workspace => ("workspace", "Workspace"),
            Self::Connect => ("connect", "Connect your product"),
            Self::Attributes => ("attributes", "Attributes"),
            Self::Events => ("events", "Events"),
            Self::Experiences => ("experiences", "Experiences"),
            Self::Tags => ("tags", "Tags"),
            Self::Accounts => ("accounts", "Accounts"),
            Self::You => ("you", "You"),
            Self::Audit => ("audit", "Audit log"),
            Self::About => ("about", "About"),
        }
    }

    /// Whether only owners may see it.
    pub fn is_of_owners(self) -> bool {
        match self {
            Self::Accounts | Self::Audit => true,
            Self::Workspace
            | Self::Connect
            | Self::Attributes
            | Self::Events
            | Self::Experiences
            | Self::Tags
            | Self::You
            | Self::About => false,
        }
    }

    /// Where it is.
    pub fn href(self) -> String {
        format!("/settings/{}", self.words().0)
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.words().0 == word)
    }
}

/// Where the page leads instead, if the session does not let it be shown.
pub fn redirect(page: Page, session: &Session, path: &str, query: &str) -> Option<String> {
    match (session, page) {
        (Session::SetUp, Page::SetUp) => None,
        (Session::SetUp, _) => Some("/set-up".into()),
        (Session::SignedOut, Page::SetUp) => Some("/sign-in".into()),
        (Session::SignedOut, page) if page.is_private() => Some(sign_in_address(path, query)),
        (Session::SignedOut, _) => None,
        (Session::SignedIn { .. }, Page::SetUp | Page::SignInLink) => Some("/users".into()),
        (Session::SignedIn { .. }, Page::SignIn) => Some(address_after_sign_in(&Query::parse(query))),
        (Session::SignedIn { .. }, _) => (path == "/").then(|| "/users".into()),
    }
}

/// The sign-in page that leads back to an address.
fn sign_in_address(path: &str, query: &str) -> String {
    if matches!(path, "/" | "/users") && query.is_empty() {
        return "/sign-in".into();
    }
    format!("/sign-in?return={}", encode(&format!("{path}{query}")))
}

/// Where a signed-in person goes from the sign-in page; only ever an address of this page.
fn address_after_sign_in(query: &Query) -> String {
    query
        .get("return")
        .filter(|to| to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\n', '\r', '\t']))
        .unwrap_or("/users")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{
        api::session::{Account, Role},
        ids::AccountId,
        time::Instant,
    };

    fn signed_in() -> Session {
        Session::SignedIn {
            account: Account {
                account_id: AccountId(1),
                name: "Ada".into(),
                email: "ada@example.com".into(),
                role: Role::Owner,
            },
            expires: Instant(0),
            workspace: String::new(),
        }
    }

    #[test]
    fn without_an_owner_everything_leads_to_the_set_up() {
        for page in [Page::Users, Page::SignIn, Page::SignInLink, Page::Unknown] {
            assert_eq!(redirect(page, &Session::SetUp, "/x", "").as_deref(), Some("/set-up"));
        }
        assert_eq!(redirect(Page::SetUp, &Session::SetUp, "/set-up", ""), None);
    }

    #[test]
    fn signing_in_returns_to_the_address() {
        let away = redirect(Page::Users, &Session::SignedOut, "/users", "?q=ada+l&page=2").unwrap();
        assert_eq!(away, "/sign-in?return=/users%3Fq%3Dada%2Bl%26page%3D2");
        let (path, query) = away.split_once('?').unwrap();
        assert_eq!(redirect(Page::SignIn, &Session::SignedOut, path, query), None);
        assert_eq!(redirect(Page::SignIn, &signed_in(), path, query).as_deref(), Some("/users?q=ada+l&page=2"));
    }

    #[test]
    fn a_segment_is_named_by_its_number() {
        assert_eq!(Page::of_path("/segments/7/"), Page::Segment(SegmentId(7)));
        for path in ["/segments/x", "/segments/7/8", "/segments//7"] {
            assert_eq!(Page::of_path(path), Page::Unknown, "{path}");
        }
    }

    #[test]
    fn parts_of_the_settings_have_addresses() {
        assert_eq!(Page::of_path("/settings"), Page::Settings(Part::Workspace));
        for part in Part::ALL {
            assert_eq!(Page::of_path(&part.href()), Page::Settings(part));
        }
        assert_eq!(Page::of_path("/settings/x"), Page::Unknown);
        let away = redirect(Page::Settings(Part::Audit), &Session::SignedOut, "/settings/audit", "");
        assert_eq!(away.as_deref(), Some("/sign-in?return=/settings/audit"));
        assert_eq!(redirect(Page::Invitation, &Session::SignedOut, "/invitation", ""), None);
    }

    #[test]
    fn signing_in_never_leads_elsewhere() {
        for query in [
            "?return=https://evil.example",
            "?return=//evil.example",
            "?return=/%5Cevil.example",
            "?return=/%09/evil.example",
            "",
        ] {
            assert_eq!(redirect(Page::SignIn, &signed_in(), "/sign-in", query).as_deref(), Some("/users"), "{query}");
        }
    }

    #[test]
    fn a_signed_in_person_sees_the_pages() {
        for path in [
            "/users",
            "/segments",
            "/segments/new",
            "/segments/7",
            "/imports",
            "/imports/new",
            "/imports/7",
            "/settings",
            "/settings/audit",
            "/invitation",
            "/nowhere",
        ] {
            assert_eq!(redirect(Page::of_path(path), &signed_in(), path, ""), None);
        }
        assert_eq!(redirect(Page::Users, &signed_in(), "/", "").as_deref(), Some("/users"));
    }
}
