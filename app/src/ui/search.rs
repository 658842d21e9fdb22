//! Text as it is searched: without case and without the accents of Latin letters.

use shared::text::fold;

/// Letters and what they are searched as.
const PLAIN: [(&str, &str); 19] = [
    ("àáâãäåāăą", "a"),
    ("æ", "ae"),
    ("çćĉċč", "c"),
    ("ðďđ", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ìíîïĩīĭįı", "i"),
    ("ķ", "k"),
    ("ĺļľł", "l"),
    ("ñńņňŋ", "n"),
    ("òóôõöøōŏő", "o"),
    ("œ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("ùúûüũūŭůűų", "u"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
];

/// The text as it is searched.
pub fn plain(text: &str) -> String {
    let folded = fold(text);
    if folded.is_ascii() {
        return folded;
    }
    let mut plain = String::with_capacity(folded.len());
    for letter in folded.chars() {
        // Accents that stand by themselves.
        if ('\u{300}'..='\u{36f}').contains(&letter) {
            continue;
        }
        match PLAIN.iter().find(|(letters, _)| letters.contains(letter)) {
            Some((_, same)) => plain.push_str(same),
            None => plain.push(letter),
        }
    }
    plain
}

/// How well a text fits what is searched for, both plain: 0 where it begins so, 1 where a word of it does, 2 where it
/// holds it.
pub fn rank(text: &str, searched: &str) -> Option<u8> {
    let begins_word = |(at, _): (usize, &str)| !text[..at].ends_with(char::is_alphanumeric);
    match text.find(searched)? {
        0 => Some(0),
        _ if text.match_indices(searched).any(begins_word) => Some(1),
        _ => Some(2),
    }
}

/// A text in pieces, those that are searched for marked; `searched` is plain.
pub fn marked(text: &str, searched: &str) -> Vec<(String, bool)> {
    // Where each byte of the plain text comes from: one letter can be searched as two, or as none.
    let (mut folded, mut origins) = (String::new(), Vec::new());
    for (at, letter) in text.char_indices() {
        folded.push_str(&plain(letter.encode_utf8(&mut [0; 4])));
        origins.resize(folded.len(), (at, at + letter.len_utf8()));
    }
    let mut pieces = Vec::new();
    let mut done = 0;
    let found = folded.match_indices(searched).filter(|_| !searched.is_empty());
    for (at, found) in found {
        let (start, end) = (origins[at].0.max(done), origins[at + found.len() - 1].1);
        if start > done {
            pieces.push((text[done..start].to_owned(), false));
        }
        if end > start {
            pieces.push((text[start..end].to_owned(), true));
        }
        done = done.max(end);
    }
    if done < text.len() {
        pieces.push((text[done..].to_owned(), false));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_do_not_matter() {
        assert_eq!(plain("Élan Ångström GROẞ cœur Łódź"), "elan angstrom gross coeur lodz");
        assert_eq!(plain("e\u{301}"), "e");
        assert_eq!(plain("Привет 日本"), "привет 日本");
    }

    #[test]
    fn beginnings_fit_best() {
        assert_eq!(rank("plan", "plan"), Some(0));
        assert_eq!(rank("billing plan", "plan"), Some(1));
        assert_eq!(rank("company.plan", "plan"), Some(1));
        assert_eq!(rank("explanation of the plan", "plan"), Some(1));
        assert_eq!(rank("explanation", "plan"), Some(2));
        assert_eq!(rank("email", "plan"), None);
    }

    #[test]
    fn what_is_found_is_marked_where_it_stands() {
        let marks = |text: &str, searched: &str| {
            let mark = |(text, is_found): (String, bool)| if is_found { format!("[{text}]") } else { text };
            marked(text, searched).into_iter().map(mark).collect::<String>()
        };
        assert_eq!(marks("Élan and ELAN", "elan"), "[Élan] and [ELAN]");
        assert_eq!(marks("Straße", "ss"), "Stra[ß]e");
        assert_eq!(marks("日本 plan", "本 p"), "日[本 p]lan");
        assert_eq!((marks("plan", "x"), marks("plan", ""), marks("", "x")), ("plan".into(), "plan".into(), "".into()));
    }
}
