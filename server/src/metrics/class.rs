//! What requests are for, told apart as far as their numbers and times are worth telling apart.

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Messages of products.
    Ingestion,
    /// Which segments a user is in.
    Targeting,
    /// The list of users.
    Search,
    /// Numbers of a filter.
    Count,
    /// One user.
    Profile,
    /// The stream of changes, which does not end.
    Live,
    /// Everything else of the API.
    Api,
    /// The page and its files.
    Page,
}

impl Class {
    /// The class of a route, or of the path where no route was found.
    pub fn of(path: &str) -> Self {
        let begins = |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        match path {
            "/v1/users/segments" => Self::Targeting,
            "/api/users/search" => Self::Search,
            "/api/users/count" => Self::Count,
            "/api/live" => Self::Live,
            _ if begins("/v1") || begins("/beacon") => Self::Ingestion,
            _ if begins("/api/users/{user_id}") => Self::Profile,
            _ if begins("/api") => Self::Api,
            _ => Self::Page,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ingestion => "ingestion",
            Self::Targeting => "targeting",
            Self::Search => "search",
            Self::Count => "count",
            Self::Profile => "profile",
            Self::Live => "live",
            Self::Api => "api",
            Self::Page => "page",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_have_classes() {
        let classes = [
            ("/v1/batch", Class::Ingestion),
            ("/beacon/v1/batch", Class::Ingestion),
            ("/v1/users/segments", Class::Targeting),
            ("/api/users/search", Class::Search),
            ("/api/users/count", Class::Count),
            ("/api/users/{user_id}", Class::Profile),
            ("/api/users/{user_id}/explain", Class::Profile),
            ("/api/users/export", Class::Api),
            ("/api", Class::Api),
            ("/apiary", Class::Page),
            ("/users", Class::Page),
        ];
        for (path, class) in classes {
            assert_eq!(Class::of(path), class, "{path}");
        }
    }
}
