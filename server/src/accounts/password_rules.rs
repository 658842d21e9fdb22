//! Which passwords are refused: short ones, and those that everybody tries first.

use super::email::Email;
use shared::text::fold;
use std::collections::BTreeSet;

/// Fewest and most characters.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=200;

/// What people choose, without digits and signs around it. A password made of these alone is a common one.
const COMMON: &str = "
    abc access admin administrator amazing america angel apple asdf august autumn baby back banana baseball
    basketball batman beautiful birthday blink boss buster butterfly change changeit changeme charlie cheese chelsea
    chocolate company computer cookie correcthorsebatterystaple dallas daniel dashboard default demo diamond dragon
    easy enter family father flower football forever freedom friday friend friends george ginger guest happy harley
    hello hockey home hottie hunter iloveyou internet jennifer jessica jesus jordan justin killer king ladies let
    letme letmein liverpool login london love lovely lucky maggie manager master matrix matthew me michael michelle
    mine monday monkey mother mustang my mynoob nicole ninja nothing now office open owner p pass passphrase passw
    passwd pepper please pokemon princess private pw q qazwsx qwer qwert qwerty qwertyuiop robert root samantha
    samsung secret secure security server sesame shadow soccer something spring star starwars summer sunday sunshine
    super superman superuser support system temp temporary test testing the thomas thunder tigger trustno user
    welcome whatever winter word work you your zaq zxcvbnm
";

/// Keys beside each other: along the rows, down the columns, and the alphabet.
const NEIGHBOURS: &str = "
    abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop qwertzuiop azertyuiop asdfghjkl zxcvbnm yxcvbnm
    1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm 8ik 9ol
";

/// Whether an account may have this password.
///
/// # Errors
/// Why not, in a sentence.
pub(super) fn check(password: &str, email: &Email) -> Result<(), &'static str> {
    let length = password.chars().count();
    if length < *LENGTH.start() {
        return Err("A password has 12 characters or more.");
    }
    if length > *LENGTH.end() {
        return Err("A password has at most 200 characters.");
    }
    let folded = fold(password);
    let characters: Vec<char> = folded.chars().collect();
    if holds(&folded, "password") || holds(&folded, "rollcall") {
        return Err("This password is easy to guess: leave out the words password and Rollcall.");
    }
    if holds(&folded, &email.key) || (email.local().chars().count() >= 4 && holds(&folded, email.local())) {
        return Err("This password is easy to guess: leave out your e-mail address.");
    }
    if repeats(&characters) {
        return Err("This password is easy to guess: it repeats itself.");
    }
    if runs(&characters) || characters.iter().all(char::is_ascii_digit) {
        return Err("This password is easy to guess: it is a row of keys or of digits.");
    }
    if is_common(&folded) {
        return Err("This password is one of the most common ones. Choose another.");
    }
    Ok(())
}

/// Letters behind the digits and signs that stand for them; `l` and `i` are one, as `1` stands for both.
fn plain(text: &str) -> String {
    text.chars()
        .map(|one| match one {
            '0' => 'o',
            '1' | '!' | '|' | 'l' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .collect()
}

fn holds(folded: &str, word: &str) -> bool {
    plain(folded).contains(&plain(&fold(word)))
}

/// Fewer than five different characters, or a short piece again and again.
fn repeats(characters: &[char]) -> bool {
    let different: BTreeSet<_> = characters.iter().collect();
    let of_period = |period: usize| characters.iter().zip(&characters[period..]).all(|(one, next)| one == next);
    different.len() < 5 || (1..*LENGTH.start()).any(|period| period * 2 <= characters.len() && of_period(period))
}

/// At least half of the steps from character to character lead to the same key or to a neighbour.
fn runs(characters: &[char]) -> bool {
    let beside = |one: char, next: char| {
        let (there, back) = (format!("{one}{next}"), format!("{next}{one}"));
        one == next || NEIGHBOURS.split_whitespace().any(|row| row.contains(&there) || row.contains(&back))
    };
    let near = characters.windows(2).filter(|pair| beside(pair[0], pair[1])).count();
    near * 2 >= characters.len() - 1
}

/// Whether it is made of common words alone, apart from what is put around and between them.
fn is_common(folded: &str) -> bool {
    let stem = folded.trim_matches(|one: char| !one.is_alphabetic());
    let letters = |text: &str| text.chars().filter(|one| one.is_alphabetic()).collect::<String>();
    // A digit stands for a letter, or is there to be there.
    is_of_words(&letters(&plain(stem))) || is_of_words(&plain(&letters(stem)))
}

fn is_of_words(text: &str) -> bool {
    let words: Vec<String> = COMMON.split_whitespace().map(plain).collect();
    // reached[n]: the first n bytes are words.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for at in 0..text.len() {
        if reached[at] {
            for word in words.iter().filter(|word| text[at..].starts_with(word.as_str())) {
                reached[at + word.len()] = true;
            }
        }
    }
    reached[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(password: &str) -> Option<&'static str> {
        check(password, &Email::read("ada.lovelace@example.com").unwrap()).err()
    }

    #[test]
    fn good_passwords_pass() {
        for password in [
            "a quiet brown harbour",
            "kT9#vLq2xWz!",
            "correct horse battery",
            "Straßenbahn um halb drei",
            "五つの青い月と三匹の猫が歩く",
            "demonstrating resistance",
            "deeper understanding",
            "test drive in november rain",
            "1900 marbles & 3 owls",
        ] {
            assert_eq!(refused(password), None, "{password}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(refused("kT9#vLq2xWz"), Some("A password has 12 characters or more."));
        assert_eq!(refused("éèàùçâêîôûëï"), None);
        let long: String = (0..201_u32).filter_map(|number| char::from_u32(0x4e00 + number * 7)).collect();
        assert_eq!(refused(&long), Some("A password has at most 200 characters."));
        assert_eq!(refused(&long.chars().take(200).collect::<String>()), None);
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for (password, why) in [
            ("my P@ssw0rd 99", "password"),
            ("Ro11ca11 is great", "Rollcall"),
            ("ada.lovelace-1815", "e-mail"),
            ("ADA.LOVELACE@example.com!", "e-mail"),
            ("aaaaaaaaaaaa", "repeats"),
            ("abcabcabcabcabc", "repeats"),
            ("kT9#vLkT9#vL", "repeats"),
            ("harbour.harbour.", "repeats"),
            ("123456789012", "row"),
            ("qwertyuiop[]", "row"),
            ("1q2w3e4r5t6y", "row"),
            ("zyxwvutsrqpo", "row"),
            ("031519840315", "row"),
            ("Letmein12345!", "common"),
            ("!!Welcome2026!!", "common"),
            ("Adm1nistrat0r", "common"),
            ("ILoveYou-Forever", "common"),
            ("correct horse battery staple", "common"),
            ("Summer-2026-Winter", "common"),
        ] {
            assert!(refused(password).is_some_and(|told| told.contains(why)), "{password}: {:?}", refused(password));
        }
    }
}
