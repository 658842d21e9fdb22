//! What a user is called.

use shared::api::users::User;

/// How a user appears by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The words that stand for the user.
    pub title: String,
    /// Whether they are the user's own, or only "Anonymous".
    pub is_named: bool,
    /// The line below: the visitor id of the anonymous.
    pub visitor: Option<String>,
}

impl Naming {
    /// The naming of a row: display name, else e-mail, else the product's id; "Anonymous" for the unidentified.
    pub fn of(user: &User) -> Self {
        let own = [&user.name, &user.email, &user.external_id].into_iter().flatten().find(|text| !text.is_empty());
        match own.filter(|_| user.identified) {
            Some(title) => Self { title: title.clone(), is_named: true, visitor: None },
            None => Self {
                title: "Anonymous".into(),
                is_named: false,
                visitor: user.visitor_id.as_ref().map(|visitor| format!("Visitor {visitor}")),
            },
        }
    }

    /// The name for sentences and for screen readers; anonymous users are told apart.
    pub fn full(&self) -> String {
        match &self.visitor {
            Some(visitor) => format!("{}, {visitor}", self.title),
            None => self.title.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::{ids::UserId, time::Instant};

    fn user(name: Option<&str>, email: Option<&str>, identified: bool) -> User {
        User {
            user_id: UserId(1),
            external_id: identified.then(|| "u-1".into()),
            visitor_id: Some("hONp".into()),
            name: name.map(Into::into),
            email: email.map(Into::into),
            last_activity: None,
            first_seen: None,
            created: Instant(0),
            sessions: 0,
            language: None,
            identified,
            tags: Vec::new(),
        }
    }

    #[test]
    fn the_best_known_name_is_taken() {
        assert_eq!(Naming::of(&user(Some("Ada"), Some("ada@example.com"), true)).full(), "Ada");
        assert_eq!(Naming::of(&user(Some(""), Some("ada@example.com"), true)).full(), "ada@example.com");
        assert_eq!(Naming::of(&user(None, None, true)).full(), "u-1");
    }

    #[test]
    fn the_unidentified_are_anonymous() {
        let naming = Naming::of(&user(Some("Ada"), None, false));
        assert!(!naming.is_named);
        assert_eq!(naming.full(), "Anonymous, Visitor hONp");
    }
}
