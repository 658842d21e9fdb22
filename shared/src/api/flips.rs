//! What would have to be otherwise for a filter to tell the opposite of a user: the fewest conditions of its explanation.

use super::explain::Explained;

/// The conditions whose truth would have to flip, in document order, so that the whole is the opposite of what it is.
///
/// There are no fewer that would do; of several sets as small it is the one that comes first in the document. `None`
/// where no condition can turn it: nothing is in a group, or all that is in it is muted.
#[must_use]
pub fn fewest_flips(root: &Explained) -> Option<Vec<&Explained>> {
    turned(root, !root.matches?)
}

/// The fewest conditions that make a node what it is wanted to be; none where it is so already.
fn turned(node: &Explained, wanted: bool) -> Option<Vec<&Explained>> {
    if node.matches? == wanted {
        return Some(Vec::new());
    }
    // What is muted takes no part, as if it were not there.
    let mut children = node.children.iter().filter(|child| child.matches.is_some()).peekable();
    match (node.kind.as_str(), wanted) {
        ("not", _) => turned(children.next()?, !wanted),
        ("named", _) => turned(children.next()?, wanted),
        // All of them have to be so.
        ("all", true) | ("any", false) => {
            children.peek()?;
            let all: Option<Vec<_>> = children.map(|child| turned(child, wanted)).collect();
            all.map(|flips| flips.into_iter().flatten().collect())
        }
        // One of them suffices: the first of the cheapest.
        ("all", false) | ("any", true) => children.filter_map(|child| turned(child, wanted)).min_by_key(Vec::len),
        _ => Some(vec![node]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(kind: &str, matches: Option<bool>, children: Vec<Explained>) -> Explained {
        Explained { pointer: String::new(), kind: kind.into(), sentence: String::new(), matches, value: None, children }
    }

    fn is(truth: bool) -> Explained {
        node("property", Some(truth), Vec::new())
    }

    fn group(kind: &str, children: Vec<Explained>) -> Explained {
        node(kind, Some(false), children)
    }

    /// Says of every node what it is, and numbers the conditions that take part.
    fn judged(mut root: Explained) -> Explained {
        fn judge(node: &mut Explained, is_muted: bool, count: &mut usize) -> Option<bool> {
            let is_muted = is_muted || node.kind == "muted";
            let own = node.matches;
            let children: Vec<_> = node.children.iter_mut().filter_map(|child| judge(child, is_muted, count)).collect();
            node.matches = match node.kind.as_str() {
                _ if is_muted => None,
                "all" => Some(children.iter().all(|truth| *truth)),
                "any" => Some(children.iter().any(|truth| *truth)),
                "not" => children.first().map(|truth| !truth),
                "named" => children.first().copied(),
                _ => {
                    node.pointer = count.to_string();
                    *count += 1;
                    own
                }
            };
            node.matches
        }
        judge(&mut root, false, &mut 0);
        root
    }

    fn flips(root: &Explained) -> Option<Vec<usize>> {
        let found = fewest_flips(root)?;
        Some(found.into_iter().map(|node| node.pointer.parse().unwrap()).collect())
    }

    #[test]
    fn all_of_a_group_must_turn_where_one_of_another_suffices() {
        let all = judged(group("all", vec![is(true), is(false), is(false)]));
        assert_eq!(flips(&all), Some(vec![1, 2]));
        let any = judged(group("any", vec![is(false), is(false)]));
        assert_eq!(flips(&any), Some(vec![0]), "the first of those as cheap");
        let inner = group("all", vec![is(false), is(false)]);
        let cheaper = judged(group("any", vec![inner, group("not", vec![is(true)])]));
        assert_eq!(flips(&cheaper), Some(vec![2]));
        let matching = judged(group("all", vec![is(true), group("any", vec![is(true), is(true)])]));
        assert_eq!(flips(&matching), Some(vec![0]));
    }

    #[test]
    fn what_is_muted_takes_no_part() {
        let muted = judged(group("all", vec![group("muted", vec![is(false)]), is(true)]));
        assert_eq!(flips(&muted), Some(vec![0]));
        assert_eq!(flips(&judged(group("all", vec![group("muted", vec![is(false)])]))), None);
        assert_eq!(flips(&judged(group("all", Vec::new()))), None, "everyone");
        assert_eq!(flips(&judged(group("any", Vec::new()))), None, "nobody");
    }

    /// Numbers that look random and are the same in every run.
    struct Chance(u64);

    impl Chance {
        fn below(&mut self, limit: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % limit
        }

        fn tree(&mut self, depth: u32) -> Explained {
            let many = |chance: &mut Self| (0..chance.below(4)).map(|_| chance.child(depth - 1)).collect();
            match if depth == 0 { 9 } else { self.below(7) } {
                0 | 1 => group("all", many(self)),
                2 | 3 => group("any", many(self)),
                4 => group("not", vec![self.tree(depth - 1)]),
                5 => group("named", vec![self.tree(depth - 1)]),
                _ => is(self.below(2) == 0),
            }
        }

        fn child(&mut self, depth: u32) -> Explained {
            let tree = self.tree(depth);
            if self.below(6) == 0 { group("muted", vec![tree]) } else { tree }
        }
    }

    /// The tree with some conditions the other way.
    fn flipped(root: &Explained, flips: u32) -> Explained {
        let mut root = root.clone();
        fn flip(node: &mut Explained, flips: u32) {
            if let Ok(number) = node.pointer.parse::<u32>() {
                node.matches = node.matches.map(|truth| truth != (flips >> number & 1 == 1));
            }
            node.children.iter_mut().for_each(|child| flip(child, flips));
        }
        flip(&mut root, flips);
        judged(root)
    }

    fn conditions(node: &Explained) -> u32 {
        let own = u32::from(!node.pointer.is_empty());
        own + node.children.iter().map(conditions).sum::<u32>()
    }

    #[test]
    fn no_smaller_set_does_it_and_no_other_comes_first() {
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        let (mut turned, mut rigid) = (0, 0);
        for _ in 0..4_000 {
            let root = judged(chance.tree(4));
            let count = conditions(&root);
            if count > 10 {
                continue;
            }
            let numbers = |set: u32| (0..count as usize).filter(move |at| set >> at & 1 == 1).collect::<Vec<_>>();
            let does_it = |set: &u32| flipped(&root, *set).matches != root.matches;
            let best = (0..1_u32 << count).filter(does_it).map(numbers).min_by_key(|set| (set.len(), set.clone()));
            assert_eq!(flips(&root), best, "{root:?}");
            *if best.is_some() { &mut turned } else { &mut rigid } += 1;
        }
        assert!(turned > 1_000 && rigid > 100, "{turned} {rigid}");
    }
}
