//! Some values a user, such as the times of an event: those of all users in one array, and beside it the users who
//! have others by now.
//!
//! Invariants: users rise in the array; of a user who is among the changed ones, the array tells nothing.

use std::collections::HashMap;

/// Values of users.
#[derive(Clone, Debug)]
pub(crate) struct Lists<T> {
    users: Vec<u32>,
    /// Where the values of each user begin; those of the last end with the array.
    starts: Vec<u32>,
    values: Vec<T>,
    changed: HashMap<u32, Vec<T>>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { users: Vec::new(), starts: Vec::new(), values: Vec::new(), changed: HashMap::new() }
    }
}

/// How many users may be changed before the array is written anew.
const MOST_CHANGED: usize = 4_096;

impl<T: Copy + PartialEq> Lists<T> {
    /// Adds a value while everything is loaded: users come in rising order. Whether there was room.
    pub fn push(&mut self, user: u32, value: T) -> bool {
        if self.users.last() != Some(&user) {
            let Ok(start) = u32::try_from(self.values.len()) else { return false };
            self.users.push(user);
            self.starts.push(start);
        }
        self.values.push(value);
        true
    }

    /// These users with their values; `None` where that cannot be: `people` ordinals there are.
    pub fn of(users: Vec<u32>, starts: Vec<u32>, values: Vec<T>, people: usize) -> Option<Self> {
        let rises = |numbers: &[u32]| numbers.is_sorted_by(|one, other| one < other);
        let is_within = users.last().is_none_or(|user| (*user as usize) < people)
            && starts.last().is_none_or(|start| (*start as usize) < values.len());
        let begins = starts.first().map_or(values.is_empty(), |start| *start == 0);
        let is_one = users.len() == starts.len() && rises(&users) && rises(&starts) && is_within && begins;
        is_one.then(|| Self { users, starts, values, changed: HashMap::new() })
    }

    fn stored(&self, at: usize) -> &[T] {
        let start = self.starts[at] as usize;
        let end = self.starts.get(at + 1).map_or(self.values.len(), |end| *end as usize);
        &self.values[start..end]
    }

    /// A user has these values from now on.
    pub fn replace(&mut self, user: u32, values: Vec<T>) {
        let stored: &[T] = self.users.binary_search(&user).map_or(&[], |at| self.stored(at));
        if stored == values.as_slice() {
            self.changed.remove(&user);
        } else {
            self.changed.insert(user, values);
        }
    }

    /// A user has one more value, behind those whose rank is not higher.
    pub fn insert<R: PartialOrd>(&mut self, user: u32, value: T, rank: impl Fn(&T) -> R) {
        let mut values = self
            .changed
            .remove(&user)
            .unwrap_or_else(|| self.users.binary_search(&user).map(|at| self.stored(at).to_vec()).unwrap_or_default());
        let place = values.partition_point(|other| rank(other) <= rank(&value));
        values.insert(place, value);
        self.changed.insert(user, values);
    }

    /// The values of a user.
    pub fn of_user(&self, user: u32) -> &[T] {
        match self.changed.get(&user) {
            Some(values) => values,
            None => self.users.binary_search(&user).map_or(&[], |at| self.stored(at)),
        }
    }

    /// Hands over the values of every user who has some.
    pub fn for_each<'a>(&'a self, mut take: impl FnMut(u32, &'a [T])) {
        for (at, user) in self.users.iter().enumerate() {
            if self.changed.is_empty() || !self.changed.contains_key(user) {
                take(*user, self.stored(at));
            }
        }
        for (user, values) in self.changed.iter().filter(|(_, values)| !values.is_empty()) {
            take(*user, values);
        }
    }

    /// Writes the array anew, once many users have others. Whether there was room.
    pub fn settle(&mut self) -> bool {
        if self.changed.len() <= MOST_CHANGED.max(self.users.len() / 16) {
            return true;
        }
        let mut changed: Vec<(u32, Vec<T>)> = std::mem::take(&mut self.changed).into_iter().collect();
        changed.sort_unstable_by_key(|(user, _)| *user);
        let mut anew = Self::default();
        let mut fits = true;
        let mut at = 0;
        for (user, values) in changed {
            while at < self.users.len() && self.users[at] < user {
                let earlier = self.users[at];
                fits &= self.stored(at).iter().all(|value| anew.push(earlier, *value));
                at += 1;
            }
            at += usize::from(self.users.get(at) == Some(&user));
            fits &= values.iter().all(|value| anew.push(user, *value));
        }
        for at in at..self.users.len() {
            let user = self.users[at];
            fits &= self.stored(at).iter().all(|value| anew.push(user, *value));
        }
        *self = anew;
        self.shrink();
        fits
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.users.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.values.shrink_to_fit();
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        let stored = |user: &u32| self.users.binary_search(user).map_or(0, |at| self.stored(at).len());
        let (before, now) = self
            .changed
            .iter()
            .fold((0, 0), |(before, now), (user, values)| (before + stored(user), now + values.len()));
        self.values.len() - before + now
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let changed: usize = self.changed.values().map(|values| values.capacity() * size_of::<T>() + 48).sum();
        (self.users.capacity() + self.starts.capacity()) * size_of::<u32>()
            + self.values.capacity() * size_of::<T>()
            + changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(lists: &Lists<i64>) -> Vec<(u32, Vec<i64>)> {
        let mut all = Vec::new();
        lists.for_each(|user, values| all.push((user, values.to_vec())));
        all.sort();
        all
    }

    #[test]
    fn changed_users_have_their_new_values_only() {
        let mut lists = Lists::default();
        for (user, value) in [(1, 10), (1, 11), (4, 40), (6, 60)] {
            assert!(lists.push(user, value));
        }
        lists.replace(4, vec![41, 42]);
        lists.replace(6, Vec::new());
        lists.replace(2, vec![20]);
        lists.replace(3, Vec::new());
        lists.replace(1, vec![10, 11]);
        assert_eq!(all(&lists), [(1, vec![10, 11]), (2, vec![20]), (4, vec![41, 42])]);
        assert_eq!(lists.len(), 5);
        assert_eq!([1, 2, 3, 4, 6, 9].map(|user| lists.of_user(user).len()), [2, 1, 0, 2, 0, 0]);
        lists.replace(4, vec![40]);
        assert_eq!(all(&lists)[2], (4, vec![40]));
        assert_eq!(lists.changed.len(), 2, "what is as stored is not changed");
    }

    #[test]
    fn more_values_come_in_their_order() {
        let mut lists = Lists::default();
        for (user, value) in [(1, 10), (1, 12), (4, 40)] {
            assert!(lists.push(user, value));
        }
        for (user, value) in [(1, 11), (1, 9), (1, 12), (3, 30), (4, 41), (4, 41)] {
            lists.insert(user, value, |value| *value);
        }
        assert_eq!(all(&lists), [(1, vec![9, 10, 11, 12, 12]), (3, vec![30]), (4, vec![40, 41, 41])]);
        lists.replace(4, Vec::new());
        lists.insert(4, 1, |value| *value);
        assert_eq!(all(&lists)[2], (4, vec![1]));
    }

    #[test]
    fn what_cannot_be_lists_is_none() {
        let is_one = |users: &[u32], starts: &[u32], values: i64| {
            Lists::of(users.to_vec(), starts.to_vec(), (0..values).collect(), 10).is_some()
        };
        assert!(is_one(&[], &[], 0) && is_one(&[1, 9], &[0, 2], 3));
        assert!(!is_one(&[], &[], 1) && !is_one(&[1], &[], 1) && !is_one(&[1], &[0], 0) && !is_one(&[1], &[1], 2));
        assert!(!is_one(&[2, 1], &[0, 1], 2) && !is_one(&[1, 2], &[0, 0], 2) && !is_one(&[10], &[0], 1));
    }

    #[test]
    fn settling_changes_nothing() {
        let mut lists = Lists::default();
        (0..6_000).for_each(|user| assert!(lists.push(user * 3, i64::from(user))));
        for user in 0..18_000 {
            if user % 2 == 0 {
                lists.replace(user, (0..i64::from(user % 5)).collect());
            }
        }
        let before = all(&lists);
        assert!(lists.settle());
        assert!(lists.changed.is_empty());
        assert_eq!(all(&lists), before);
    }
}
