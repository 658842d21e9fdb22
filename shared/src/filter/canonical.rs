//! One form for all filters that differ only in what does not matter: the order inside groups, groups of one, names,
//! muted nodes, repeated values of operands.

use super::{
    answer::AnswerTest,
    condition::Condition,
    node::{Filter, Node},
    property::PropertyCondition,
    test::{ChoiceTest, Items, ListTest, TagIds, TagsTest, TextTest, TextsOperand, ValueTest},
};

/// The canonical form: the same for filters that are the same but for order, groups of one, names and muted nodes.
#[must_use]
pub fn canonical(filter: &Filter) -> Filter {
    Filter { root: canonical_node(&filter.root) }
}

/// The canonical form as compact JSON: a key to remember answers by.
#[must_use]
pub fn canonical_text(filter: &Filter) -> String {
    // Keys are texts and numbers finite, so that nothing can fail.
    serde_json::to_string(&canonical(filter)).unwrap_or_default()
}

/// A hash of the canonical form: FNV-1a with 64 bits, the same in every build.
#[must_use]
pub fn canonical_hash(filter: &Filter) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    canonical_text(filter).bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

fn canonical_node(node: &Node) -> Node {
    match node {
        Node::All(children) => group_of(canonical_children(children), Node::All),
        Node::Any(children) => group_of(canonical_children(children), Node::Any),
        Node::Not(child) => Node::Not(Box::new(canonical_node(child))),
        // Only children of groups can be muted, and those are left out there.
        Node::Muted(child) => canonical_node(child),
        Node::Named(named) => canonical_node(&named.node),
        Node::Condition(condition) => Node::Condition(canonical_condition(condition.clone())),
    }
}

/// A group of one asks for what its child asks for.
fn group_of(mut children: Vec<Node>, group: fn(Vec<Node>) -> Node) -> Node {
    match children.pop() {
        Some(only) if children.is_empty() => only,
        last => {
            children.extend(last);
            group(children)
        }
    }
}

fn canonical_children(children: &[Node]) -> Vec<Node> {
    let live = children.iter().filter(|child| !matches!(child, Node::Muted(_)));
    let mut canonical: Vec<Node> = live.map(canonical_node).collect();
    canonical.sort_by_cached_key(|child| serde_json::to_string(child).unwrap_or_default());
    canonical
}

fn canonical_condition(mut condition: Condition) -> Condition {
    match &mut condition {
        Condition::Property(PropertyCondition::Tags(test)) => match test {
            TagsTest::HasAny(TagIds(tags)) | TagsTest::HasAll(TagIds(tags)) | TagsTest::HasNone(TagIds(tags)) => {
                make_set(tags);
            }
            TagsTest::IsEmpty | TagsTest::HasAnyValue => {}
        },
        Condition::Property(
            PropertyCondition::Name(test)
            | PropertyCondition::Email(test)
            | PropertyCondition::UserId(test)
            | PropertyCondition::Language(test),
        ) => canonical_text_test(test),
        Condition::Attribute(condition) => canonical_value_test(&mut condition.test),
        Condition::Answer(condition) => match &mut condition.test {
            AnswerTest::Text(test) => canonical_text_test(test),
            AnswerTest::Choice(test) => match test {
                ChoiceTest::AnyOf(Items(items))
                | ChoiceTest::AllOf(Items(items))
                | ChoiceTest::NoneOf(Items(items)) => {
                    make_set(items);
                }
                ChoiceTest::IsEmpty | ChoiceTest::HasAnyValue => {}
            },
            AnswerTest::Number(_) => {}
        },
        Condition::Event(condition) => {
            for property in &mut condition.properties {
                canonical_value_test(&mut property.test);
            }
            condition.properties.sort_by_cached_key(|property| serde_json::to_string(property).unwrap_or_default());
        }
        Condition::Property(
            PropertyCondition::LastActivity(_)
            | PropertyCondition::FirstSeen(_)
            | PropertyCondition::Created(_)
            | PropertyCondition::Sessions(_)
            | PropertyCondition::Identified(_),
        )
        | Condition::Experience(_)
        | Condition::Segment(_)
        | Condition::Import(_) => {}
    }
    condition
}

fn canonical_value_test(test: &mut ValueTest) {
    match test {
        ValueTest::Text(test) => canonical_text_test(test),
        ValueTest::List(test) => match test {
            ListTest::ContainsAny(Items(items))
            | ListTest::ContainsAll(Items(items))
            | ListTest::ContainsNone(Items(items))
            | ListTest::IsExactly(Items(items))
            | ListTest::IsNotExactly(Items(items)) => make_set(items),
            ListTest::IsEmpty | ListTest::HasAnyValue => {}
        },
        ValueTest::Number(_) | ValueTest::Boolean(_) | ValueTest::Time(_) => {}
    }
}

fn canonical_text_test(test: &mut TextTest) {
    match test {
        TextTest::OneOf(TextsOperand { values, .. }) | TextTest::NoneOf(TextsOperand { values, .. }) => {
            make_set(values);
        }
        TextTest::Is(_)
        | TextTest::IsNot(_)
        | TextTest::Contains(_)
        | TextTest::DoesNotContain(_)
        | TextTest::StartsWith(_)
        | TextTest::DoesNotStartWith(_)
        | TextTest::EndsWith(_)
        | TextTest::DoesNotEndWith(_)
        | TextTest::Matches(_)
        | TextTest::DoesNotMatch(_)
        | TextTest::IsEmpty
        | TextTest::HasAnyValue => {}
    }
}

fn make_set<T: Ord>(values: &mut Vec<T>) {
    values.sort_unstable();
    values.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn filter(root: Value) -> Filter {
        Filter::read(&json!({"version": 1, "root": root})).unwrap()
    }

    fn segment(id: &str) -> Value {
        json!({"segment": {"id": id, "member": true}})
    }

    #[test]
    fn order_names_muted_nodes_and_repeated_values_do_not_matter() {
        let plan =
            |values: Value| json!({"attribute": {"key": "plan", "test": {"text": {"one_of": {"values": values}}}}});
        let one = filter(json!({"all": [segment("1"), {"any": [segment("2"), plan(json!(["a", "b"]))]}]}));
        let other = filter(json!({"all": [
            {"muted": segment("9")},
            {"named": {"name": "x", "node": {"any": [plan(json!(["b", "a", "b"])), segment("2")]}}},
            segment("1"),
        ]}));
        assert_eq!(canonical_text(&one), canonical_text(&other));
        assert_eq!(canonical_hash(&one), canonical_hash(&other));
        assert_ne!(canonical_hash(&one), canonical_hash(&filter(json!({"all": [segment("1")]}))));
        assert_eq!(canonical(&canonical(&one)), canonical(&one));
    }

    #[test]
    fn a_group_of_one_is_what_is_in_it() {
        let one = filter(json!({"any": [{"all": [segment("1"), {"muted": segment("2")}]}]}));
        assert_eq!(canonical(&one), filter(segment("1")));
        let not = filter(json!({"all": [{"not": {"any": [segment("1")]}}, segment("2")]}));
        assert_eq!(
            canonical_text(&not),
            canonical_text(&filter(json!({"all": [segment("2"), {"not": segment("1")}]})))
        );
    }

    #[test]
    fn what_matters_stays() {
        let all = filter(json!({"all": [segment("1"), segment("2")]}));
        let any = filter(json!({"any": [segment("1"), segment("2")]}));
        let not = filter(json!({"not": {"all": [segment("1"), segment("2")]}}));
        assert_ne!(canonical_text(&all), canonical_text(&any));
        assert_ne!(canonical_text(&all), canonical_text(&not));
    }

    #[test]
    fn the_hash_is_the_same_in_every_build() {
        assert_eq!(canonical_text(&Filter::everyone()), r#"{"version":1,"root":{"all":[]}}"#);
        assert_eq!(canonical_hash(&Filter::everyone()), 0xd865_c477_cb4c_1a99);
    }
}
