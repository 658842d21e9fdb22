//! Guesses by the names of columns: which one identifies, and where the others go.

use super::{
    plan::{Kinds, PROPERTIES},
    read::key_of,
};
use shared::api::imports::{Column, IdentifyBy, IdentityKind};

/// Names of columns that hold the product's id, the likeliest first.
const IDS: [&str; 7] = ["userid", "externalid", "customerid", "accountid", "memberid", "uid", "id"];
/// Names of columns that hold an e-mail.
const EMAILS: [&str; 4] = ["email", "emailaddress", "mail", "useremail"];
/// What our own export has and an import cannot set, for Rollcall counts it itself.
const COUNTED: [&str; 6] = ["visitor_id", "last_activity", "first_seen", "sessions", "tags", "user_id"];
/// Names that stand for a property.
const ALIKE: [(&str, &str); 19] = [
    ("name", "name"),
    ("fullname", "name"),
    ("username", "name"),
    ("displayname", "name"),
    ("firstname", "first_name"),
    ("givenname", "first_name"),
    ("lastname", "last_name"),
    ("surname", "last_name"),
    ("familyname", "last_name"),
    ("email", "email"),
    ("emailaddress", "email"),
    ("mail", "email"),
    ("language", "language"),
    ("locale", "language"),
    ("created", "created"),
    ("createdat", "created"),
    ("signedup", "created"),
    ("signupdate", "created"),
    ("avatar", "avatar"),
];

/// The column that says which user a row is about.
pub(super) fn identify_by(columns: &[Column]) -> Option<IdentifyBy> {
    let find = |names: &[&str], identity| {
        let column = names.iter().find_map(|name| columns.iter().find(|column| key_of(&column.name) == *name))?;
        Some(IdentifyBy { column: column.name.clone(), identity })
    };
    find(&IDS, IdentityKind::UserId).or_else(|| find(&EMAILS, IdentityKind::Email))
}

/// Where the values of a column that is called like this go, if something is called alike.
pub(super) fn destination(name: &str, kinds: &Kinds) -> Option<String> {
    if let Some(exact) = exact(name, kinds) {
        return exact;
    }
    let key = key_of(name);
    if let Some((_, property)) = ALIKE.iter().find(|(alike, _)| *alike == key) {
        return Some(format!("property:{property}"));
    }
    let mut alike: Vec<&String> = kinds.keys().filter(|known| !key.is_empty() && key_of(known) == key).collect();
    alike.sort_unstable();
    alike.first().map(|known| format!("attribute:{known}"))
}

/// Where the values of a column of exactly this name go: to the property or the attribute of the name, else to a new
/// attribute; nowhere for what Rollcall counts itself.
pub(super) fn exact_or_new(name: &str, kinds: &Kinds) -> Option<String> {
    exact(name, kinds).unwrap_or_else(|| Some(format!("attribute:{name}")))
}

fn exact(name: &str, kinds: &Kinds) -> Option<Option<String>> {
    if let Some(key) = name.strip_prefix("attribute:")
        && kinds.contains_key(key)
    {
        return Some(Some(name.to_owned()));
    }
    if PROPERTIES.iter().any(|(property, _)| *property == name) {
        return Some(Some(format!("property:{name}")));
    }
    if COUNTED.contains(&name) {
        return Some(None);
    }
    kinds.contains_key(name).then(|| Some(format!("attribute:{name}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::catalogue::AttributeKind;

    fn kinds() -> Kinds {
        ["plan", "company_size", "tags", "fullName"].map(|key| (key.to_owned(), AttributeKind::Text)).into()
    }

    #[test]
    fn columns_go_to_what_is_called_alike() {
        let to = |name: &str| destination(name, &kinds());
        assert_eq!(to("plan").as_deref(), Some("attribute:plan"));
        assert_eq!(to("Company size").as_deref(), Some("attribute:company_size"));
        assert_eq!(to("Full name").as_deref(), Some("property:name"));
        assert_eq!(to("fullName").as_deref(), Some("attribute:fullName"));
        assert_eq!(to("attribute:tags").as_deref(), Some("attribute:tags"));
        assert_eq!((to("tags"), to("last_activity"), to("city"), to("!")), (None, None, None, None));
    }

    #[test]
    fn a_command_takes_names_exactly() {
        let to = |name: &str| exact_or_new(name, &kinds());
        assert_eq!(to("Full name").as_deref(), Some("attribute:Full name"));
        assert_eq!(to("email").as_deref(), Some("property:email"));
        assert_eq!(to("sessions"), None);
    }

    #[test]
    fn an_id_identifies_before_an_e_mail() {
        let columns = |names: &[&str]| -> Vec<Column> {
            let column = |name: &&str| Column {
                name: (*name).into(),
                kind: AttributeKind::Text,
                blanks: 0,
                distinct: 0,
                looked_at: 0,
                samples: vec![],
            };
            names.iter().map(column).collect()
        };
        let by = identify_by(&columns(&["Email", "ID", "User ID"])).unwrap();
        assert_eq!((by.column.as_str(), by.identity), ("User ID", IdentityKind::UserId));
        assert_eq!(identify_by(&columns(&["E-Mail"])).unwrap().identity, IdentityKind::Email);
        assert_eq!(identify_by(&columns(&["city"])), None);
    }
}
