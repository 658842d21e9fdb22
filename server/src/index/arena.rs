//! Texts one behind the other, so that one pass over memory searches them all.
//!
//! Invariant: before each text and behind the last there is a NUL, which no text holds: a search for a part never
//! finds one that lies in two texts, and NULs in what is searched for stand for beginnings and ends.

use super::bits::Bits;
use memchr::memmem::Finder;

/// Numbered texts; number 0 is the empty one.
#[derive(Clone, Debug)]
pub(crate) struct Arena {
    pub(super) bytes: String,
    /// Where each text begins, and where the next would.
    starts: Vec<u32>,
}

impl Default for Arena {
    fn default() -> Self {
        Self { bytes: "\0\0".to_owned(), starts: vec![1, 2] }
    }
}

impl Arena {
    /// The texts of an arena's bytes; `None` where they cannot be one's.
    pub fn of(bytes: String) -> Option<Self> {
        u32::try_from(bytes.len()).ok()?;
        let ends = memchr::memchr_iter(0, bytes.as_bytes());
        let starts: Vec<u32> = ends.filter_map(|at| u32::try_from(at + 1).ok()).collect();
        let is_one = starts.starts_with(&[1, 2]) && bytes.ends_with('\0');
        is_one.then_some(Self { bytes, starts })
    }

    /// How many texts there are, the empty one included.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Adds a text; its number, or `None` when there is no more room.
    pub fn push(&mut self, text: &str) -> Option<u32> {
        let number = u32::try_from(self.len()).ok()?;
        let end = u32::try_from(self.bytes.len() + text.len() + 1).ok()?;
        self.bytes.push_str(text);
        self.bytes.push('\0');
        self.starts.push(end);
        Some(number)
    }

    pub fn get(&self, number: usize) -> &str {
        let ends = self.starts.get(number).zip(self.starts.get(number + 1));
        ends.and_then(|(start, next)| self.bytes.get(*start as usize..*next as usize - 1)).unwrap_or_default()
    }

    /// Notes the texts that hold `part`. NULs around it bind it to beginnings and ends.
    pub fn find(&self, part: &str, found: &mut Bits) {
        let finder = Finder::new(part.as_bytes());
        let inside = usize::from(part.starts_with('\0'));
        let bytes = self.bytes.as_bytes();
        let (mut from, mut number) = (0, 0);
        while let Some(at) = finder.find(&bytes[from..]) {
            number = self.number_at(from + at + inside, number);
            found.insert(number);
            // The NUL behind this text is the one before the next.
            from = self.starts[number + 1] as usize - 1;
        }
    }

    /// The text that a place lies in, which is not before text `from`.
    fn number_at(&self, place: usize, from: usize) -> usize {
        let is_beyond = |number: usize| self.starts.get(number).is_none_or(|start| *start as usize > place);
        // Where many are found the next is near.
        let mut step = 1;
        while !is_beyond(from + step) {
            step *= 2;
        }
        let (near, far) = (from + step / 2, (from + step).min(self.starts.len()));
        near + self.starts[near..far].partition_point(|start| *start as usize <= place) - 1
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.bytes.capacity() + self.starts.capacity() * size_of::<u32>()
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arena(texts: &[&str]) -> Arena {
        let mut arena = Arena::default();
        texts.iter().for_each(|text| assert!(arena.push(text).is_some()));
        arena
    }

    fn found(arena: &Arena, part: &str) -> Vec<usize> {
        let mut bits = Bits::new(arena.len());
        arena.find(part, &mut bits);
        bits.iter().collect()
    }

    #[test]
    fn parts_are_found_within_one_text() {
        let arena = arena(&["ab", "ba", "abab", "", "zoë", "b"]);
        assert_eq!(found(&arena, "ab"), [1, 3]);
        assert_eq!(found(&arena, "bb"), [] as [usize; 0], "the end of one and the beginning of the next");
        assert_eq!(found(&arena, "b"), [1, 2, 3, 6]);
        assert_eq!(found(&arena, "\0b"), [2, 6]);
        assert_eq!(found(&arena, "b\0"), [1, 3, 6]);
        assert_eq!(found(&arena, "\0b\0"), [6]);
        assert_eq!(found(&arena, "ë"), [5]);
        assert_eq!([0, 1, 4, 5, 9].map(|number| arena.get(number)), ["", "ab", "", "zoë", ""]);
    }

    #[test]
    fn bytes_alone_are_the_texts() {
        for texts in [&[] as &[&str], &["ab", "", "zoë"], &[""]] {
            let arena = arena(texts);
            let again = Arena::of(arena.bytes.clone()).unwrap();
            assert_eq!((&again.bytes, &again.starts), (&arena.bytes, &arena.starts));
        }
        for bytes in ["", "\0", "ab", "\0a\0", "\0\0a"] {
            assert!(Arena::of(bytes.to_owned()).is_none(), "{bytes:?}");
        }
    }

    #[test]
    fn neighbours_are_all_found() {
        let texts: Vec<String> = (0..1_000).map(|number| number.to_string()).collect();
        let arena = arena(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let with_seven: Vec<usize> = (0..1_000).filter(|number| number.to_string().contains('7')).collect();
        assert_eq!(found(&arena, "7"), with_seven.iter().map(|number| number + 1).collect::<Vec<_>>());
        assert_eq!(found(&arena, "\0999\0"), [1_000]);
    }
}
