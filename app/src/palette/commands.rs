//! What the palette offers, and in which order. Pure.

use crate::{
    filter::Field,
    ui::{
        Choice,
        search::{plain, rank},
    },
    users::Naming,
};
use shared::{
    api::{
        catalogue::SegmentField,
        users::{User, UserRow},
    },
    ids::{SegmentId, UserId},
};

/// Entries of one kind that are offered before anything is typed, and after.
const FEW: usize = 7;
const MANY: usize = 12;

/// What an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Leads to an address.
    Go(&'static str),
    /// Opens the list of keys.
    Shortcuts,
    /// Adds a condition about a field.
    Field(Field),
    /// Shows the users of a segment.
    Segment(SegmentId),
    /// Opens a profile.
    User(UserId),
}

/// An entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it does.
    pub command: Command,
    label: String,
    detail: String,
    icon: &'static str,
    group: &'static str,
}

const GO: [(&str, &str, &str); 6] = [
    ("Users", "/users", "users"),
    ("Segments", "/segments", "segment"),
    ("Imports", "/imports", "upload"),
    ("Settings", "/settings/workspace", "settings"),
    ("New segment", "/segments/new", "plus"),
    ("Import users from CSV", "/imports/new", "upload"),
];

/// Everything that is known without asking. Fields are offered where a condition can be added.
pub fn entries(fields: Vec<Field>, segments: &[SegmentField], has_list: bool, may_edit: bool) -> Vec<Entry> {
    let go = GO.iter().filter(|(_, to, _)| may_edit || !to.ends_with("/new"));
    let go = go.map(|&(label, to, icon)| entry(Command::Go(to), label, "", icon, "Go to"));
    let keys = has_list.then(|| entry(Command::Shortcuts, "Keyboard shortcuts", "", "keyboard", "Go to"));
    let segments = segments.iter().map(|segment| {
        entry(Command::Segment(segment.segment_id), &segment.name, "use as filter", "segment", "Segments")
    });
    let fields = fields.into_iter().map(|field| {
        let (label, icon) = (field.label.clone(), field.icon);
        let detail = if field.detail.is_empty() { field.group.to_owned() } else { field.detail.clone() };
        entry(Command::Field(field), &label, &detail, icon, "Add condition")
    });
    go.chain(keys).chain(segments).chain(fields).collect()
}

fn entry(command: Command, label: &str, detail: &str, icon: &'static str, group: &'static str) -> Entry {
    Entry { command, label: label.into(), detail: detail.into(), icon, group }
}

/// Users who were found.
pub fn users(found: &[UserRow]) -> Vec<Entry> {
    let one = |user: &UserRow| {
        let naming = Naming::of(user);
        let detail = user.email.clone().filter(|email| *email != naming.title).or(naming.visitor);
        let detail = detail.or_else(|| user.external_id.clone()).unwrap_or_default();
        entry(Command::User(user.user_id), &naming.title, &detail, "users", "Users")
    };
    found.iter().map(one).collect()
}

/// Whether a search for a text finds this user, as far as can be told here.
pub fn is_meant(user: &User, text: &str) -> bool {
    let text = text.to_lowercase();
    let told = [&user.name, &user.email, &user.external_id, &user.visitor_id];
    told.into_iter().flatten().any(|one| one.to_lowercase().contains(&text))
}

/// The entries that fit a text, those of one kind together, the best of a kind first.
pub fn fitting(entries: &[Entry], text: &str) -> Vec<Entry> {
    let searched = plain(text.trim());
    let most = if searched.is_empty() { FEW } else { MANY };
    let mut groups: Vec<(&'static str, Vec<(u8, &Entry)>)> = Vec::new();
    for entry in entries {
        let own = rank(&plain(&entry.label), &searched);
        // What an attribute is called by the product is searched, too.
        let Some(rank) = own.or_else(|| rank(&plain(&entry.detail), &searched).map(|_| 3)) else { continue };
        match groups.iter_mut().find(|(group, _)| *group == entry.group) {
            Some((_, fitting)) => fitting.push((rank, entry)),
            None => groups.push((entry.group, vec![(rank, entry)])),
        }
    }
    let best = |(_, mut fitting): (_, Vec<(u8, &Entry)>)| {
        fitting.sort_by_key(|(rank, _)| *rank);
        fitting.into_iter().take(most).map(|(_, entry)| entry.clone()).collect::<Vec<_>>()
    };
    groups.into_iter().flat_map(best).collect()
}

/// An entry as an option of the list.
pub fn choice(entry: &Entry) -> Choice {
    Choice {
        label: entry.label.clone(),
        detail: entry.detail.clone(),
        icon: Some(entry.icon),
        group: entry.group,
        ..Choice::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::time::Instant;

    fn labels(text: &str) -> Vec<String> {
        let segments: Vec<SegmentField> = (1..=9)
            .map(|id| SegmentField {
                segment_id: SegmentId(id),
                name: format!("Segment {id}"),
                description: String::new(),
                icon: "star".into(),
                color: shared::color::Color::Blue,
                uses: Vec::new(),
            })
            .collect();
        fitting(&entries(Vec::new(), &segments, true, true), text).into_iter().map(|entry| entry.label).collect()
    }

    #[test]
    fn a_few_letters_find_it() {
        assert_eq!(labels("IMP"), ["Imports", "Import users from CSV"]);
        assert_eq!(labels("csv"), ["Import users from CSV"]);
        assert_eq!(labels("keyb"), ["Keyboard shortcuts"]);
        assert_eq!(labels("segment 9"), ["Segment 9"]);
        assert_eq!(labels("nothing like it"), Vec::<String>::new());
    }

    #[test]
    fn a_user_is_meant_by_name_mail_and_ids() {
        let user = User {
            user_id: UserId(1),
            external_id: Some("u-42".into()),
            visitor_id: None,
            name: Some("José Segura".into()),
            email: Some("jose@example.com".into()),
            last_activity: None,
            first_seen: None,
            created: Instant(0),
            sessions: 0,
            language: None,
            identified: true,
            tags: Vec::new(),
        };
        let meant = ["se", "SEG", "josé s", "e@ex", "U-4", "segm"].map(|text| is_meant(&user, text));
        assert_eq!(meant, [true, true, true, true, true, false]);
    }

    #[test]
    fn a_viewer_is_offered_nothing_new() {
        let offered = entries(Vec::new(), &[], true, false);
        let labels: Vec<_> = offered.iter().map(|entry| entry.label.as_str()).collect();
        assert_eq!(labels, ["Users", "Segments", "Imports", "Settings", "Keyboard shortcuts"]);
    }

    #[test]
    fn at_first_there_are_a_few_of_each() {
        let all = labels(" ");
        assert_eq!(all.len(), 2 * FEW);
        assert_eq!((all[0].as_str(), all[7].as_str()), ("Users", "Segment 1"));
    }
}
