//! Documents changed at random, to find out what readers do with what comes near to being right. For tests.

use rand::{Rng, rngs::SmallRng};

/// Pieces that readers of JSON stumble over.
pub const JSON_PIECES: [&str; 26] = [
    "\\ud800",
    "\\udc00\\ud800",
    "\\u0000",
    "\0",
    "\u{feff}",
    "1e400",
    "-0",
    "-",
    "1e-400",
    "9007199254740993",
    "\"\"",
    "null",
    "{}",
    "[]",
    "[[[[[[[[",
    "{\"not\":",
    "{\"all\":[",
    "\"",
    "\\",
    ",",
    "}",
    "]",
    "NaN",
    "\"version\":2,",
    "\u{10ffff}",
    "\"9999-12-31\"",
];

/// Pieces that readers of tables stumble over.
pub const TABLE_PIECES: [&str; 24] = [
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\u{feff}",
    "'=",
    "'",
    "[",
    "[\"a\",",
    "1e999",
    "-0",
    " ",
    "\u{10ffff}",
    "é",
    "user_id",
    "9999-12-31",
    "a@b",
    "\n\n",
];

/// One of the documents, changed in a few places: bytes and pieces put in, left out and repeated, the end of another
/// document in place of its own, other values, and `deep` many times over.
///
/// # Panics
/// Without documents or pieces.
pub fn mutated(random: &mut SmallRng, corpus: &[Vec<u8>], pieces: &[&str], deep: &str) -> Vec<u8> {
    let one = |random: &mut SmallRng| &corpus[random.random_range(0..corpus.len())];
    let mut bytes = one(random).clone();
    for _ in 0..random.random_range(1..5) {
        let from = random.random_range(0..=bytes.len());
        let to = (from + random.random_range(0..12)).min(bytes.len());
        match random.random_range(0..10) {
            0 => drop(bytes.splice(from..to, [random.random::<u8>()])),
            1 => drop(bytes.drain(from..to)),
            2 => {
                let again = bytes[from..to].to_vec();
                bytes.splice(from..from, again);
            }
            3 | 4 => {
                let piece = pieces[random.random_range(0..pieces.len())];
                bytes.splice(from..to, piece.bytes());
            }
            5 => {
                let other = one(random);
                let cut = random.random_range(0..=other.len());
                bytes.splice(from.., other[cut..].iter().copied());
            }
            6..9 => {
                // A whole value or cell.
                let is_edge = |byte: &u8| b":,;[]{}\n".contains(byte);
                let from = bytes[from..].iter().position(is_edge).map_or(from, |at| from + at + 1);
                let to = bytes[from..].iter().position(is_edge).map_or(bytes.len(), |at| from + at);
                let piece = pieces[random.random_range(0..pieces.len())];
                bytes.splice(from..to, piece.bytes());
            }
            _ => {
                let deep = deep.repeat(random.random_range(1..400));
                bytes.splice(from..from, deep.bytes());
            }
        }
    }
    bytes
}

/// The document with all taken out that its fault does not need.
pub fn smallest(mut document: Vec<u8>, is_faulty: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut size = document.len() / 2;
    while size > 0 {
        let mut from = 0;
        while from < document.len() {
            let mut less = document.clone();
            less.drain(from..(from + size).min(document.len()));
            if is_faulty(&less) { document = less } else { from += size }
        }
        size /= 2;
    }
    document
}

/// Fails with the smallest document that has a fault, if this one has any.
///
/// # Panics
/// Where there is a fault.
pub fn assert_sound(document: &[u8], fault: impl Fn(&[u8]) -> Option<String>) {
    if let Some(told) = fault(document) {
        let smallest = smallest(document.to_vec(), |less| fault(less).is_some());
        let [document, smallest] = [document, &smallest].map(String::from_utf8_lossy);
        panic!("{told}\nin {document:?}\nthe smallest that fails: {smallest:?}");
    }
}
