//! Sets of small numbers, a bit each.

const WORD: usize = 64;

/// A set of numbers from 0 on. What lies beyond its words is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// Nothing yet, with room for numbers below `len`.
    pub fn new(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(WORD)] }
    }

    /// The set of these words.
    pub fn of_words(words: Vec<u64>) -> Self {
        Self { words }
    }

    /// Its words, the lowest numbers first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The numbers below `len` that pass a test.
    pub fn of(len: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let word = |start: usize| {
            let end = (start + WORD).min(len);
            (start..end).fold(0_u64, |word, number| word | (u64::from(holds(number)) << (number - start)))
        };
        Self { words: (0..len).step_by(WORD).map(word).collect() }
    }

    pub fn contains(&self, number: usize) -> bool {
        self.words.get(number / WORD).is_some_and(|word| (word >> (number % WORD)) & 1 == 1)
    }

    pub fn insert(&mut self, number: usize) {
        let at = number / WORD;
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        self.words[at] |= 1 << (number % WORD);
    }

    pub fn remove(&mut self, number: usize) {
        if let Some(word) = self.words.get_mut(number / WORD) {
            *word &= !(1 << (number % WORD));
        }
    }

    pub fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Keeps what is in both.
    pub fn and(&mut self, other: &Self) {
        for (at, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(at).copied().unwrap_or(0);
        }
    }

    /// Takes in what the other has.
    pub fn or(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// What `all` has and this has not.
    pub fn out_of(&self, all: &Self) -> Self {
        let word = |(at, word): (usize, &u64)| word & !self.words.get(at).copied().unwrap_or(0);
        Self { words: all.words.iter().enumerate().map(word).collect() }
    }

    /// The numbers, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                (left != 0).then(|| {
                    left &= left - 1;
                    at * WORD + bit
                })
            })
        })
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.words.capacity() * size_of::<u64>()
    }
}

impl FromIterator<usize> for Bits {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut bits = Self::default();
        numbers.into_iter().for_each(|number| bits.insert(number));
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_any_length_go_together() {
        let few: Bits = [0, 63, 64].into_iter().collect();
        let many = Bits::of(200, |number| number % 3 == 0);
        assert_eq!(many.count(), 67);
        let mut both = many.clone();
        both.and(&few);
        assert_eq!(both.iter().collect::<Vec<_>>(), [0, 63]);
        let mut either = few.clone();
        either.or(&many);
        assert_eq!(either.count(), 68);
        let others = few.out_of(&many);
        assert!(!others.contains(63) && others.contains(198) && !others.contains(4_000));
        assert_eq!(others.count(), 65);
    }

    #[test]
    fn numbers_come_and_go() {
        let mut bits = Bits::new(10);
        bits.insert(130);
        bits.insert(9);
        bits.remove(9);
        bits.remove(4_000);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [130]);
        assert_eq!(Bits::new(0).count(), 0);
    }
}
