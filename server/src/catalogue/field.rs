//! The field that values are asked of, as an address names it: `attribute:plan`, `event:Signed Up:source`.
//!
//! Parts are separated by colons. A colon inside of a part is written `%3A` and a percent sign `%25`, before the address
//! encodes the whole once more.

use shared::filter::Property;

/// A field, by names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// `property:email`
    Property(Property),
    /// `attribute:KEY`
    Attribute(String),
    /// `event:NAME:KEY`
    Event { name: String, key: String },
    /// `answer:EXPERIENCE:QUESTION`
    Answer { experience: String, question: String },
}

const FORMS: &str = "Name a field: attribute:KEY, property:email, event:NAME:KEY or answer:EXPERIENCE:QUESTION.";

impl Field {
    /// Reads a field; `Err` with a sentence.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let parts: Option<Vec<_>> = text.split(':').map(plain).collect();
        let parts = parts.ok_or("Behind a percent sign stand two digits: %3A for a colon, %25 for a percent sign.")?;
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts[..] {
            ["property", word] => property(word).map(Self::Property),
            ["attribute", key] => Ok(Self::Attribute(key.into())),
            ["event", name, key] => Ok(Self::Event { name: name.into(), key: key.into() }),
            ["answer", experience, question] => {
                Ok(Self::Answer { experience: experience.into(), question: question.into() })
            }
            _ => Err(FORMS.into()),
        }
    }
}

fn property(word: &str) -> Result<Property, String> {
    let property = Property::from_word(word).ok_or_else(|| format!("There is no property “{word}”."))?;
    match property {
        Property::Name | Property::Email | Property::UserId | Property::Language => Ok(property),
        Property::LastActivity
        | Property::FirstSeen
        | Property::Created
        | Property::Sessions
        | Property::Tags
        | Property::Identified => Err("Values are suggested for name, email, user_id and language only.".into()),
    }
}

/// A part without its percent signs; `None` where one is not followed by the digits of UTF-8.
fn plain(part: &str) -> Option<String> {
    let mut pieces = part.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2)?;
        bytes.extend(hex::decode(digits).ok()?);
        bytes.extend(rest.as_bytes());
    }
    // Postgres cannot store NUL, and no name of ours has one.
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_without_doubt() {
        assert_eq!(Field::read("property:user_id"), Ok(Field::Property(Property::UserId)));
        assert_eq!(Field::read("attribute:plan"), Ok(Field::Attribute("plan".into())));
        assert_eq!(
            Field::read("event:a%3Ab:50%25 of é"),
            Ok(Field::Event { name: "a:b".into(), key: "50% of é".into() })
        );
        assert_eq!(
            Field::read("answer:nps-1:score"),
            Ok(Field::Answer { experience: "nps-1".into(), question: "score".into() })
        );
    }

    #[test]
    fn what_is_no_field_is_told_in_a_sentence() {
        for text in ["", "plan", "attribute", "attribute:a:b", "event:a", "event:a:b:c", "answer:a", "segment:1"] {
            assert_eq!(Field::read(text), Err(FORMS.into()), "{text}");
        }
        for text in ["attribute:5%", "attribute:%zz", "attribute:%ff", "attribute:%00", "attribute:%é"] {
            let problem = Field::read(text).unwrap_err();
            assert!(problem.starts_with("Behind a percent sign"), "{text}: {problem}");
        }
        assert_eq!(Field::read("property:age"), Err("There is no property “age”.".into()));
        assert!(Field::read("property:tags").unwrap_err().starts_with("Values are suggested"));
    }
}
