//! What an import is to do: as it is kept, and as it is carried out once everything it names is known.

use super::suggest;
use crate::ingest::NativeKey;
use serde::{Deserialize, Serialize};
use shared::{
    api::{
        catalogue::AttributeKind,
        imports::{Column, FileFormat, IdentifyBy, IdentityKind, Mapping, Options},
    },
    ids::TagId,
    problem::ProblemAt,
};
use std::collections::{HashMap, HashSet};

/// Kinds of the attributes that are there, by key.
pub(super) type Kinds = HashMap<String, AttributeKind>;

/// Most characters of an attribute's key.
const LONGEST_KEY: usize = 200;

/// What an import is to do, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) format: FileFormat,
    pub(super) identify_by: Option<IdentifyBy>,
    /// Every other column, in their order.
    pub(super) mapping: Vec<Mapping>,
    pub(super) options: Options,
}

/// What an import does.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Course {
    pub(super) identity: IdentityKind,
    /// Where the identifier stands.
    pub(super) column: usize,
    /// Cells of a row.
    pub(super) width: usize,
    pub(super) targets: Vec<Target>,
    pub(super) options: Options,
}

/// A column whose values go somewhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target {
    pub(super) column: usize,
    pub(super) name: String,
    pub(super) to: To,
}

/// Where values go.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum To {
    Property(NativeKey),
    Attribute { key: String, kind: AttributeKind },
}

/// Properties that an import can set, and their words.
pub(super) const PROPERTIES: [(&str, NativeKey); 7] = [
    ("name", NativeKey::Name),
    ("first_name", NativeKey::FirstName),
    ("last_name", NativeKey::LastName),
    ("email", NativeKey::Email),
    ("language", NativeKey::Language),
    ("created", NativeKey::CreatedAt),
    ("avatar", NativeKey::Avatar),
];

/// Where the values of a column go.
enum Destination<'a> {
    Property(NativeKey),
    Attribute(&'a str),
}

fn destination(to: &str) -> Result<Destination<'_>, String> {
    if let Some(word) = to.strip_prefix("property:") {
        let found = PROPERTIES.iter().find(|(name, _)| *name == word);
        return found.map(|(_, key)| Destination::Property(*key)).ok_or_else(|| {
            let words = PROPERTIES.map(|(name, _)| name).join(", ");
            format!("An import sets these properties: {words}.")
        });
    }
    match to.strip_prefix("attribute:") {
        Some(key) if (1..=LONGEST_KEY).contains(&key.chars().count()) => Ok(Destination::Attribute(key)),
        Some(_) => Err(format!("A key has 1 to {LONGEST_KEY} characters.")),
        None => Err("Say property:NAME or attribute:KEY, or null to leave the column out.".into()),
    }
}

impl Plan {
    /// Puts the mapping in the order of the columns: those that it does not name are left out, and the one that
    /// identifies is not in it.
    ///
    /// # Errors
    /// For columns that are not there or stand twice.
    pub(super) fn arrange(&mut self, columns: &[Column]) -> Result<(), Vec<ProblemAt>> {
        let mut problems = Vec::new();
        let mut wrong = |pointer: String, detail: &str| problems.push(ProblemAt { pointer, detail: detail.into() });
        let is_there = |name: &str| columns.iter().any(|column| column.name == name);
        let identifies = self.identify_by.as_ref().map(|by| by.column.as_str());
        if identifies.is_some_and(|name| !is_there(name)) {
            wrong("/identify_by/column".into(), "The file has no such column.");
        }
        let mut given: HashMap<&str, &Mapping> = HashMap::new();
        for (at, mapping) in self.mapping.iter().enumerate() {
            if !is_there(&mapping.column) {
                wrong(format!("/mapping/{at}/column"), "The file has no such column.");
            } else if given.insert(&mapping.column, mapping).is_some() {
                wrong(format!("/mapping/{at}/column"), "This column stands here twice.");
            }
        }
        let left_out =
            |column: &Column| Mapping { column: column.name.clone(), to: None, kind: None, suggested: false };
        let others = columns.iter().filter(|column| Some(column.name.as_str()) != identifies);
        let arranged =
            others.map(|column| given.get(column.name.as_str()).map_or_else(|| left_out(column), |m| (*m).clone()));
        let arranged = arranged.collect();
        self.mapping = arranged;
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// What is to be done, where everything is as it should be.
    ///
    /// # Errors
    /// Everything that is wrong, with pointers as in the answer about the import.
    pub(super) fn course(&self, columns: &[Column], kinds: &Kinds) -> Result<Course, Vec<ProblemAt>> {
        let mut problems = Vec::new();
        let mut targets = Vec::new();
        let mut taken: HashMap<String, &str> = HashMap::new();
        let places: HashMap<&str, usize> = columns.iter().enumerate().map(|(at, column)| (&*column.name, at)).collect();
        for (at, mapping) in self.mapping.iter().enumerate() {
            let (Some(to), Some(&column)) = (mapping.to.as_deref(), places.get(&*mapping.column)) else { continue };
            let mut wrong = |member: &str, detail: String| {
                problems.push(ProblemAt { pointer: format!("/mapping/{at}/{member}"), detail });
            };
            if let Some(other) = taken.insert(to.to_owned(), &mapping.column) {
                wrong("to", format!("“{other}” goes there already: two columns cannot set the same value."));
            }
            let to = match destination(to) {
                Err(detail) => {
                    wrong("to", detail);
                    continue;
                }
                Ok(Destination::Property(NativeKey::Email)) if self.identity() == Some(IdentityKind::Email) => {
                    wrong("to", "The e-mail says who the user is: another column cannot set it.".into());
                    continue;
                }
                Ok(Destination::Property(key)) => To::Property(key),
                Ok(Destination::Attribute(key)) => match (kinds.get(key), mapping.kind) {
                    (Some(known), Some(given)) if *known != given => {
                        wrong("kind", format!("The attribute is there already and holds {}.", plural(*known)));
                        continue;
                    }
                    (None, _) if !self.options.allow_new_attributes => {
                        wrong("to", "There is no such attribute, and new ones are not allowed.".into());
                        continue;
                    }
                    (known, given) => {
                        let kind = known.copied().or(given).unwrap_or(columns[column].kind);
                        To::Attribute { key: key.to_owned(), kind }
                    }
                },
            };
            targets.push(Target { column, name: mapping.column.clone(), to });
        }
        let by = self.identify_by.as_ref().and_then(|by| Some((by.identity, *places.get(&*by.column)?)));
        if by.is_none() {
            let detail = "Choose the column that says which user a row is about.".into();
            problems.push(ProblemAt { pointer: "/identify_by".into(), detail });
        }
        match by {
            Some((identity, column)) if problems.is_empty() => {
                Ok(Course { identity, column, width: columns.len(), targets, options: self.options.clone() })
            }
            Some(_) | None => Err(problems),
        }
    }

    fn identity(&self) -> Option<IdentityKind> {
        self.identify_by.as_ref().map(|by| by.identity)
    }

    /// The plan that is suggested for a file.
    pub(super) fn suggested(format: FileFormat, columns: &[Column], kinds: &Kinds) -> Self {
        let identify_by = suggest::identify_by(columns);
        let identifies = identify_by.as_ref().map(|by| by.column.clone());
        let email_is_taken = identify_by.as_ref().is_some_and(|by| by.identity == IdentityKind::Email);
        let mut taken: HashSet<String> = HashSet::new();
        if email_is_taken {
            taken.insert("property:email".into());
        }
        let others = columns.iter().filter(|column| Some(&column.name) != identifies.as_ref());
        let mapping = others.map(|column| {
            let to = suggest::destination(&column.name, kinds).filter(|to| taken.insert(to.clone()));
            Mapping { column: column.name.clone(), suggested: to.is_some(), to, kind: None }
        });
        Self { format, mapping: mapping.collect(), identify_by, options: Options::default() }
    }
}

impl Course {
    /// The tag that users get.
    pub(super) fn tag_id(&self) -> Option<TagId> {
        self.options.tag_id
    }

    /// Where an e-mail stands that is not the identifier.
    pub(super) fn email_column(&self) -> Option<usize> {
        let is_email = |target: &&Target| target.to == To::Property(NativeKey::Email);
        self.targets.iter().find(is_email).map(|target| target.column)
    }

    /// What the identifier is called.
    pub(super) fn identifier_name(&self) -> &'static str {
        match self.identity {
            IdentityKind::UserId => "user id",
            IdentityKind::Email => "e-mail",
        }
    }
}

fn plural(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => "texts",
        AttributeKind::Number => "numbers",
        AttributeKind::Boolean => "true or false",
        AttributeKind::Time => "times",
        AttributeKind::List => "lists",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::imports::Encoding;

    const FORMAT: FileFormat = FileFormat { encoding: Encoding::Utf8, delimiter: ',' };

    fn columns(names: &[&str]) -> Vec<Column> {
        let column = |name: &&str| Column {
            name: (*name).into(),
            kind: AttributeKind::Text,
            blanks: 0,
            distinct: 1,
            looked_at: 1,
            samples: vec![],
        };
        names.iter().map(column).collect()
    }

    fn mapping(pairs: &[(&str, &str)]) -> Vec<Mapping> {
        let one = |(column, to): &(&str, &str)| Mapping {
            column: (*column).into(),
            to: (!to.is_empty()).then(|| (*to).into()),
            kind: None,
            suggested: false,
        };
        pairs.iter().map(one).collect()
    }

    fn plan(pairs: &[(&str, &str)]) -> Plan {
        let identify_by = Some(IdentifyBy { column: "id".into(), identity: IdentityKind::UserId });
        Plan { format: FORMAT, identify_by, mapping: mapping(pairs), options: Options::default() }
    }

    #[test]
    fn what_is_wrong_is_told_all_at_once() {
        let columns = columns(&["id", "a", "b", "c", "d", "e"]);
        let kinds = Kinds::from([("seats".into(), AttributeKind::Number)]);
        let mut plan = plan(&[
            ("a", "attribute:seats"),
            ("b", "attribute:seats"),
            ("c", "property:visitor_id"),
            ("d", "nowhere"),
            ("e", "attribute:new"),
        ]);
        plan.mapping[0].kind = Some(AttributeKind::Text);
        plan.options.allow_new_attributes = false;
        let problems = plan.course(&columns, &kinds).unwrap_err();
        let pointers: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert_eq!(pointers, ["/mapping/0/kind", "/mapping/1/to", "/mapping/2/to", "/mapping/3/to", "/mapping/4/to"]);
        plan.mapping = mapping(&[("nobody", ""), ("a", ""), ("a", "")]);
        assert_eq!(plan.arrange(&columns).unwrap_err().len(), 2);
    }

    #[test]
    fn a_course_has_kinds_and_places() {
        let columns = columns(&["id", "a", "b", "c"]);
        let kinds = Kinds::from([("seats".into(), AttributeKind::Number)]);
        let mut plan = plan(&[("c", "property:email"), ("a", "attribute:seats")]);
        plan.arrange(&columns).unwrap();
        let course = plan.course(&columns, &kinds).unwrap();
        let seats = To::Attribute { key: "seats".into(), kind: AttributeKind::Number };
        let targets: Vec<_> = course.targets.iter().map(|target| (target.column, target.to.clone())).collect();
        assert_eq!(targets, [(1, seats), (3, To::Property(NativeKey::Email))]);
        assert_eq!((course.column, course.width, course.email_column()), (0, 4, Some(3)));
        assert_eq!(plan.mapping.iter().map(|mapping| mapping.column.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        plan.identify_by = Some(IdentifyBy { column: "c".into(), identity: IdentityKind::Email });
        assert_eq!(plan.course(&columns, &kinds).unwrap_err()[0].pointer, "/mapping/2/to");
        plan.identify_by = None;
        assert_eq!(plan.course(&columns, &kinds).unwrap_err()[0].pointer, "/identify_by");
    }
}
