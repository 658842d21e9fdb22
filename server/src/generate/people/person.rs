//! One person: who they are to the product, or only which browser they use.

use super::{company::Company, culture::Culture};
use crate::generate::chance::Chance;

/// What a product knows of somebody besides what they do.
#[derive(Clone, Debug)]
pub(in crate::generate) struct Person {
    pub culture: &'static Culture,
    /// The product's own id; `None` while anonymous.
    pub external_id: Option<String>,
    /// Ids of their browsers, the first first; none for people that only a server named.
    pub anonymous_ids: Vec<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub company: Option<Company>,
}

impl Person {
    /// Somebody who has not said who they are.
    pub(in crate::generate) fn anonymous(chance: &mut Chance) -> Self {
        let culture = Culture::draw(chance);
        let anonymous_ids = vec![uuid(chance)];
        Self { culture, external_id: None, anonymous_ids, name: None, email: None, company: None }
    }

    /// Somebody who signed up. `number` keeps addresses apart in large populations.
    pub(in crate::generate) fn identified(chance: &mut Chance, number: u64, has_browser: bool) -> Self {
        let culture = Culture::draw(chance);
        let external = chance.bits();
        let external_id = format!("{:08x}-{:04x}-{:04x}", external >> 32, (external >> 16) & 0xffff, external & 0xffff);
        let browsers =
            if has_browser { 1 + usize::from(chance.percent(22)) + usize::from(chance.percent(5)) } else { 0 };
        let anonymous_ids = (0..browsers).map(|_| uuid(chance)).collect();
        let company = chance.percent(82).then(|| Company::draw(chance, culture));
        let (name, local) = name(chance, culture, number);
        let email = chance.percent(91).then(|| match &company {
            Some(company) => format!("{local}@{}", company.host),
            None => format!("{local}@{}", Company::private_host(chance)),
        });
        let name = chance.percent(94).then_some(name);
        Self { culture, external_id: Some(external_id), anonymous_ids, name, email, company }
    }
}

/// A name and the part of the address before the `@`.
fn name(chance: &mut Chance, culture: &Culture, number: u64) -> (String, String) {
    if !culture.native.is_empty() && chance.percent(20) {
        let (name, local) = chance.pick(culture.native);
        return ((*name).to_owned(), (*local).to_owned());
    }
    let first = *chance.pick(culture.first);
    let last = *chance.pick(culture.last);
    let (plain_first, plain_last) = (plain(first), plain(last));
    let initial = plain_first.get(..1).unwrap_or_default();
    let local = match chance.index(6) {
        0 => plain_first,
        1 | 2 => format!("{plain_first}.{plain_last}"),
        3 => format!("{initial}.{plain_last}"),
        4 => format!("{plain_first}{}", number % 100),
        _ => format!("{plain_first}.{plain_last}{}", number % 1000),
    };
    (format!("{first} {last}"), local)
}

/// A name as it is written in addresses: small Latin letters without marks.
fn plain(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' => text.push(character),
            'ä' | 'å' | 'á' | 'à' | 'â' | 'ã' | 'ą' | 'ă' | 'ạ' | 'ầ' | 'ả' | 'ấ' | 'ặ' | 'ẵ' => {
                text.push('a')
            }
            'ç' | 'ć' => text.push('c'),
            'đ' => text.push('d'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ễ' | 'ế' => text.push('e'),
            'ğ' => text.push('g'),
            'í' | 'ì' | 'î' | 'ï' | 'ı' => text.push('i'),
            'ł' => text.push('l'),
            'ñ' | 'ń' => text.push('n'),
            'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'ỗ' | 'ọ' | 'ồ' | 'ơ' | 'ộ' => text.push('o'),
            'ś' | 'ş' => text.push('s'),
            'ß' => text.push_str("ss"),
            'ü' | 'ú' | 'ù' | 'û' | 'ũ' | 'ư' | 'ứ' => text.push('u'),
            'ý' => text.push('y'),
            'ź' | 'ż' => text.push('z'),
            // Spaces, hyphens, apostrophes, and the dot that a small İ carries.
            _ => {}
        }
    }
    text
}

fn uuid(chance: &mut Chance) -> String {
    let (high, low) = (chance.bits(), chance.bits());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48) & 0x3fff,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::people::{cultures_far::FAR, cultures_near::NEAR};

    #[test]
    fn every_name_can_be_written_in_an_address() {
        for culture in NEAR.iter().chain(FAR) {
            for name in culture.first.iter().chain(culture.last) {
                let letters = name.chars().filter(|character| character.is_alphabetic()).count();
                assert!(plain(name).len() >= letters, "{name} became {}", plain(name));
            }
        }
    }

    #[test]
    fn a_browser_has_an_id_as_browsers_make_them() {
        let id = uuid(&mut Chance::new(1, 1));
        assert!(id.len() == 36 && id.as_bytes()[14] == b'4' && b"89ab".contains(&id.as_bytes()[19]), "{id}");
    }
}
